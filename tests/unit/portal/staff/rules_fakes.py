"""Routing's rules in versions, in memory."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from services.portal.errors import RefusedError
from services.portal.model.trials import Trial
from services.portal.model.versions import VersionLine, WholeVersion
from services.portal.ports import Condition
from shared.errors import NotFoundError
from shared.language import OneLanguage
from tests.unit.portal.staff.fakes import NOW

RULES: Mapping[str, Any] = {
    "certain_from": 0.6,
    "type_certainty": 0.7,
    "rules": [
        {"code": "weak", "unit": "permits", "when": {"words": {"ar": ["عقد"], "en": ["lease"]}}, "certainty": 0.4},
        {
            "code": "courts",
            "unit": "ministry",
            "when": {"senders": ["courts.example"], "request_types": ["grievance"]},
            "certainty": 0.9,
            "priority": 10,
            "note": "Letters of the <courts>",
        },
        {"code": "one", "unit": "permits", "when": {"mailboxes": ["p@m.example"]}, "certainty": 0.8},
        {"code": "two", "unit": "permits", "when": {"senders": ["two.example"]}, "certainty": 0.8},
    ],
}


def trial(**changes: Any) -> Trial:
    """What a draft would do: one transaction goes to a unit that was undecided."""
    desk, unit = {"unit_id": "ministry", "decided": False}, {"unit_id": "permits", "decided": True}
    told = {
        "since": NOW,
        "until": NOW,
        "partial": False,
        "judged": 12,
        "changed": 1,
        "undecided_before": 3,
        "undecided_after": 2,
        "moves": [{"before": desk, "after": unit, "count": 1}],
        "reasons": [{"because": "no-rule", "before": 3, "after": 2}, {"because": "new", "before": 0, "after": 1}],
        "examples": [
            {
                "number": "IN-2026-000007-1",
                "registered_at": NOW,
                "request_type": "grievance",
                "unit_id": "permits",
                "subject": None,
                "sender": None,
                "before": {"unit_id": "ministry", "because": "no-rule", "certainty": "doubtful"},
                "after": {"unit_id": "permits", "because": "new", "certainty": "certain"},
            }
        ],
    }
    return Trial.model_validate(told | changes)


class FakeConfigured:
    """One piece of configuration; `refuse` is the next refusal."""

    def __init__(self, content: Mapping[str, Any] | None = None) -> None:
        self.kept: list[WholeVersion] = []
        self.refuse: RefusedError | None = None
        self.conditions: list[Condition] = []
        if content is not None:
            self.state(content, "", by=None)

    def state(self, content: Mapping[str, Any], why: str, **more: Any) -> WholeVersion:
        """Make a version, as somebody else could."""
        number = len(self.kept) + 1
        told = {"number": number, "at": NOW + timedelta(hours=number), "by": "p-1", "by_name": "Muna <b>", "why": why}
        self.kept.append(WholeVersion.model_validate({**told, "content": content, **more}))
        return self.kept[-1]

    async def latest(self, token: str) -> WholeVersion:
        assert token
        if not self.kept:
            raise NotFoundError
        return self.kept[-1]

    async def versions(self, token: str) -> Sequence[VersionLine]:
        assert token
        return list(reversed(self.kept))

    async def version(self, token: str, number: int) -> WholeVersion:
        assert token
        if not 1 <= number <= len(self.kept):
            raise NotFoundError
        return self.kept[number - 1]

    async def put(
        self, token: str, content: Mapping[str, Any], why: str, condition: Condition, language: OneLanguage
    ) -> WholeVersion:
        assert token
        assert language
        self._check(condition)
        return self.state(content, why)

    async def restore(
        self, token: str, number: int, why: str, condition: Condition, language: OneLanguage
    ) -> WholeVersion:
        assert token
        assert language
        self._check(condition)
        return self.state(self.kept[number - 1].content, why, restores=number)

    def _check(self, condition: Condition) -> None:
        self._refuse()
        if condition.version != (str(len(self.kept)) if self.kept else ""):
            raise RefusedError("stale-version")
        self.conditions.append(condition)

    def _refuse(self) -> None:
        if self.refuse is not None:
            refusal, self.refuse = self.refuse, None
            raise refusal


class FakeRulebook(FakeConfigured):
    """`asked` are the trials that were asked for."""

    def __init__(self) -> None:
        super().__init__(RULES)
        self.asked: list[tuple[Mapping[str, Any], str, str, str]] = []

    async def preview(
        self, token: str, content: Mapping[str, Any], first: str, last: str, language: OneLanguage
    ) -> Trial:
        assert token
        self._refuse()
        self.asked.append((content, first, last, language))
        return trial()
