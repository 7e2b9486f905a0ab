"""The page of one request type: its form with what came of a step, and its history."""

import asyncio
from dataclasses import dataclass
from typing import Final

from fastapi import Response

from services.portal.api.reading import new_key
from services.portal.api.staff.administrators.parts import Administrators, Done, condition
from services.portal.api.staff.administrators.type_forms import (
    MEDIA_TYPES,
    NEW_TYPE,
    content_of,
    control_of,
    label_of,
    stepped,
)
from services.portal.api.staff.answering import Asking, Sent
from services.portal.errors import RefusedError
from services.portal.model.asked import RequestType
from services.portal.model.configuration import DIFFERENCES, Content, PreviewTold, changes
from services.portal.rendering import Place
from shared.errors import NotFoundError
from shared.language import OneLanguage
from shared.yaml_config import ConfigError, parse_yaml

LIST: Final = "/administration/request-types"
NEW: Final = "/administration/new-request-type"
LONGEST_WHY: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """A form that was sent: what it says, and what came of the step that was asked for."""

    content: Content
    version: str
    key: str = ""
    why: str = ""
    faults: tuple[tuple[str, str], ...] = ()
    said: str = ""
    preview: PreviewTold | None = None
    asked: RequestType | None = None
    status: int = 200


class TypePages:
    """The page of one type, or of a new one (whose code is empty until it is in force)."""

    def __init__(self, administrators: Administrators, language: OneLanguage) -> None:
        self._administrators = administrators
        self._types = administrators.administering.types
        self._language = language

    async def show(self, asking: Asking, code: str, *, done: Done | None = None, said: str = "") -> Response:
        """Show a type as it is, with what was done or could not be. Raises as `TypeConfiguration.one` does."""
        latest = await self._types.one(asking.token, code)
        draft = Drafted(
            content=latest.content or {}, version=str(latest.number), said=said, status=422 if said else 200
        )
        return await self.form(asking, code, draft, done)

    async def form(self, asking: Asking, code: str, draft: Drafted, done: Done | None = None) -> Response:
        """Show a draft with its history. Raises as `TypeConfiguration.versions` does."""
        versions, units, classes = await asyncio.gather(
            self._versions(asking, code),
            self._administrators.administering.all_units(),
            self._administrators.retaining.titles(asking.token),
        )
        return self._administrators.staff.page(
            asking,
            "request-type",
            Place(self._language, f"{LIST}/{code}" if code else NEW),
            status=draft.status,
            code=code,
            draft=draft,
            content=draft.content,
            faults=dict(draft.faults),
            label_of=label_of,
            versions=versions,
            changes=changes,
            units=units,
            classes=classes,
            kinds=MEDIA_TYPES,
            ways=DIFFERENCES,
            done=done,
            key=draft.key or new_key(),
        )

    async def step(self, asking: Asking, code: str, sent: Sent) -> Response:
        """Do what a button of the form says."""
        step = sent.value("step")
        try:
            content = _imported(sent) if step == "take" else stepped(content_of(sent), step)
        except ConfigError as error:
            draft = self._draft(
                sent, content_of(sent), said="types-no-yaml", status=422, faults=(("yaml", str(error)),)
            )
            return await self.form(asking, code, draft)
        draft = self._draft(sent, content)
        named = code or str(content.get("code", "")) or "new"
        try:
            if step == "put":
                return await self._put(asking, code, named, sent, draft)
            if step == "try":
                found = await self._types.preview(asking.token, named, content, self._language)
                draft = self._draft(sent, content, preview=found)
            elif step == "look":
                # What is wrong is said first: a form is made of what is right.
                await self._types.preview(asking.token, named, content, self._language)
                draft = self._draft(sent, content, asked=RequestType.model_validate(_as_asked(content)))
        except RefusedError as error:
            draft = self._refused(sent, content, error)
        except NotFoundError:
            draft = self._draft(sent, content, said="types-no-code", faults=(("code", ""),), status=422)
        return await self.form(asking, code, draft)

    async def _put(self, asking: Asking, code: str, named: str, sent: Sent, draft: Drafted) -> Response:
        if not sent.value("why"):
            return await self.form(asking, code, self._draft(sent, draft.content, said="types-why-needed", status=422))
        why = sent.value("why")[:LONGEST_WHY]
        await self._types.put(asking.token, named, draft.content, why, condition(sent), self._language)
        done: Done = "changed" if code else "added"
        return self._administrators.done(asking, Place(self._language, ""), f"{LIST}/{named}", done)

    def refusal(self, error: RefusedError) -> str:
        """What is said above the form."""
        if error.because in ("stale-version", "version-required"):
            return "administration-meanwhile"
        return "error-invalid-content" if error.because == "invalid-content" else "error-invalid-request"

    def _refused(self, sent: Sent, content: Content, error: RefusedError) -> Drafted:
        faults = tuple((control_of(field), message) for field, message in error.told)
        status = 409 if error.because == "stale-version" else 422
        return self._draft(sent, content, said=self.refusal(error), faults=faults, status=status)

    def _draft(self, sent: Sent, content: Content, **more: object) -> Drafted:
        return Drafted(content=content, version=sent.value("version"), why=sent.value("why"), **more)  # type: ignore[arg-type] # what a step says of itself

    async def _versions(self, asking: Asking, code: str) -> object:
        return await self._types.versions(asking.token, code) if code else ()


def _imported(sent: Sent) -> Content:
    """A type as a text says it. Raises `ConfigError` for what is no YAML, or no mapping."""
    return {**NEW_TYPE, **parse_yaml(sent.value("yaml"))}


def _as_asked(content: Content) -> dict[str, object]:
    documents = [{**one, "media_types": one["recognise"]["media_types"]} for one in content.get("documents", ())]
    return {**content, "documents": documents}
