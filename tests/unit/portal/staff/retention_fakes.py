"""Storage's retention, in memory."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from services.portal.model.retention import Disposal, DisposalPage, DuePage, HoldPage
from services.portal.ports import Condition
from shared.errors import NotFoundError
from shared.language import OneLanguage
from tests.unit.portal.staff.fakes import NOW
from tests.unit.portal.staff.rules_fakes import FakeConfigured

NUMBERS = ("IN-2026-000007-1", "IN-2026-000008-X")
CLASSES: Mapping[str, Any] = {
    "default": "ordinary",
    "classes": [
        {
            "code": "ordinary",
            "title": {"ar": "عادي", "en": "Ordinary <b>"},
            "help": {"ar": "المعتاد", "en": "Everyday"},
            "years": 10,
        },
        {
            "code": "short",
            "title": {"ar": "قصير", "en": "Short"},
            "help": {"ar": "الحجز", "en": "Reservations"},
            "years": 5,
            "then": "delete",
        },
        {"code": "permanent", "title": {"ar": "دائم", "en": "Kept"}, "help": {"ar": "المحاكم", "en": "Courts"}},
    ],
}


def due_line(number: str, **changes: Any) -> Mapping[str, Any]:
    told = {
        "number": number,
        "request_type": "work-permit",
        "closed_at": NOW - timedelta(days=2000),
        "received_at": NOW - timedelta(days=2010),
        "confidential": False,
        "retention_class": "short",
        "years": 5,
        "counted_from": "closed",
        "due_since": NOW - timedelta(days=100),
        "then": "delete",
        "documents": 3,
        "size": 4096,
    }
    return told | changes


class FakeRetention(FakeConfigured):
    """`due_` is what is due, `confirmed` what was; `places` are the pages of it that were asked for."""

    def __init__(self) -> None:
        super().__init__(CLASSES)
        self.due_ = [due_line(number) for number in NUMBERS]
        self.confirmed: list[Disposal] = []
        self.held: dict[str, list[tuple[bool, str]]] = {}
        self.places: list[str] = []

    async def due(self, token: str, class_code: str, after: str) -> DuePage:
        assert token
        self.places.append(after)
        found = [one for one in self.due_ if class_code in ("", one["retention_class"])]
        return DuePage.model_validate({"transactions": found, "next": None if after else "n"})

    async def counted(self, token: str) -> DuePage:
        assert token
        counts = [{"retention_class": "short", "year": 2021, "transactions": len(self.due_)}] if self.due_ else []
        return DuePage.model_validate({"counts": counts, "unclassed": {"grievance": "gone"}})

    async def confirm(
        self, token: str, numbers: Sequence[str], why: str, condition: Condition, language: OneLanguage
    ) -> Disposal:
        assert token
        assert language
        self._refuse()
        self.conditions.append(condition)
        lines = [{"number": one, "retention_class": "short", "outcome": "deleted", "documents": 3} for one in numbers]
        told = {"disposal_id": uuid4(), "at": NOW, "by": "p-1", "by_name": "Muna <b>", "why": why, "done": True}
        self.confirmed.insert(0, Disposal.model_validate({**told, "transactions": lines}))
        return self.confirmed[0]

    async def disposals(self, token: str, after: str) -> DisposalPage:
        assert token
        return DisposalPage(disposals=tuple(self.confirmed), next=None if after else NOW.isoformat())

    async def holds(self, token: str, after: int) -> HoldPage:
        assert token
        lines = [
            {
                "transaction": number,
                "held": True,
                "said": _said(len(said), said[-1][1], NOW),
                "reasons": [_said(at, why, NOW) for at, (is_held, why) in enumerate(said, 1) if is_held][::-1],
            }
            for number, said in self.held.items()
            if said[-1][0]
        ]
        return HoldPage.model_validate({"holds": lines, "next": None if after else 50})

    async def hold(self, token: str, number: str, why: str, key: str, language: OneLanguage) -> None:
        assert token
        assert key
        assert language
        self._refuse()
        self.held.setdefault(number, []).append((True, why))

    async def release(self, token: str, number: str, why: str, condition: Condition, language: OneLanguage) -> None:
        assert token
        assert language
        self._refuse()
        if number not in self.held:
            raise NotFoundError
        assert condition.version == str(len(self.held[number]))
        self.held[number].append((False, why))


def _said(number: int, why: str, at: datetime) -> Mapping[str, Any]:
    return {"number": number, "at": at, "by": "p-1", "by_name": "Muna", "why": why}
