"""Registry's request types in memory, as administrators use them, and their form filled in."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml

from services.portal.errors import RefusedError
from services.portal.model.configuration import FLAGS, Content, PreviewTold, ToldVersion, TypeLine
from services.portal.ports import Condition
from shared.errors import NotFoundError
from shared.language import OneLanguage

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
FILES = Path(__file__).parents[4] / "config" / "request-types"


def a_type(code: str = "work-permit") -> Content:
    """One of the types of the files."""
    found: Content = yaml.safe_load((FILES / f"{code}.yaml").read_text(encoding="utf-8"))
    return found


def form_of(content: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The form of a type as a browser sends it."""
    sent = [
        (name, str(content.get(name, "")))
        for name in ("code", "unit", "mailbox", "days_to_answer", "retention", "registration")
    ]
    sent += [(name, "yes") for name in FLAGS if content.get(name)]
    sent += [("retired", "yes")] if content.get("active") is False else []
    for language in ("ar", "en"):
        sent += [(f"{name}.{language}", content[name][language]) for name in ("title", "help")]
        sent.append((f"keywords.{language}", "\r\n".join(content.get("keywords", {}).get(language, ()))))
    for what, key in (("fields", "name"), ("documents", "code")):
        rows = content.get(what, ())
        sent.append((f"rows.{what}", str(len(rows))))
        for place, one in enumerate(rows):
            at = f"{what}.{place}"
            sent.append((f"{at}.{key}", one[key]))
            sent += [(f"{at}.title.{language}", one["title"][language]) for language in ("ar", "en")]
            sent += [(f"{at}.required", "yes")] if one["required"] else []
            if what == "fields":
                sent.append((f"{at}.pattern", one.get("pattern", "")))
                continue
            sent += [(f"{at}.help.{language}", one["help"][language]) for language in ("ar", "en")]
            names = one["recognise"]["names"]
            sent += [(f"{at}.names.{language}", "\n".join(names[language])) for language in ("ar", "en")]
            sent += [(f"{at}.media", kind) for kind in one["recognise"]["media_types"]]
    return sent


@dataclass
class FakeTypes:
    """`refuse` is the next refusal, `found` what a preview finds, `done` what was asked for."""

    kept: dict[str, list[ToldVersion]] = field(default_factory=dict)
    done: list[tuple[str, Any]] = field(default_factory=list)
    refuse: RefusedError | None = None
    found: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._state("work-permit", a_type(), "", by=None)

    def _state(
        self, code: str, content: Content, why: str, *, by: str | None = "p-1", restores: int | None = None
    ) -> ToldVersion:
        versions = self.kept.setdefault(code, [])
        told = ToldVersion(
            number=len(versions) + 1,
            at=NOW,
            by=by,
            by_name="Maryam",
            why=why,
            restores=restores,
            content=deepcopy(content),
        )
        versions.insert(0, told)
        return told

    async def all(self) -> Sequence[TypeLine]:
        return [
            TypeLine.model_validate({**(found[0].content or {}), "version": found[0].number})
            for found in self.kept.values()
        ]

    async def one(self, _token: str, code: str) -> ToldVersion:
        if code not in self.kept:
            raise NotFoundError
        return self.kept[code][0]

    async def versions(self, _token: str, code: str) -> Sequence[ToldVersion]:
        return self.kept[code]

    async def put(
        self, _token: str, code: str, content: Content, why: str, condition: Condition, _language: OneLanguage
    ) -> ToldVersion:
        self._refuse()
        if condition.version != (str(self.kept[code][0].number) if code in self.kept else ""):
            raise RefusedError("stale-version")
        self.done.append(("put", code))
        return self._state(code, content, why)

    async def restore(self, _token: str, code: str, number: int, why: str, _condition: Condition) -> ToldVersion:
        self._refuse()
        self.done.append(("restore", number))
        older = self.kept[code][-number].content or {}
        return self._state(code, older, why, restores=number)

    async def preview(self, _token: str, code: str, _content: Content, _language: OneLanguage) -> PreviewTold:
        self._refuse()
        self.done.append(("preview", code))
        nothing = {"looked_at": 40, "whole": True, "differing": 0, "counts": {}, "hidden": 0}
        return PreviewTold.model_validate({"since": NOW, "until": NOW, **nothing, **self.found})

    def _refuse(self) -> None:
        if self.refuse:
            error, self.refuse = self.refuse, None
            raise error
