"""Routing, registry and directory as those need them who work on transactions, in memory."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from services.portal.errors import RefusedError
from services.portal.model.clerks import DeskMatter
from services.portal.model.colleagues import Colleague, Unit
from services.portal.model.looking import Look
from services.portal.model.related import Related, Tie
from services.portal.model.work import Act, Counts, Entry, Work
from services.portal.ports import Condition, Listed
from shared.errors import ForbiddenError, NotFoundError, TransientError
from shared.language import Text
from shared.transaction_number import transaction_number
from tests.unit.portal.staff.clerks_fakes import an_id, matter
from tests.unit.portal.staff.fakes import NOW

ROOT, CHILD, OTHER = (an_id(number) for number in (700, 701, 702))
HOLDER = ("accept", "refer", "return", "done", "ask")


def number(place: int) -> str:
    """A number for a place in a list."""
    return str(transaction_number("incoming", 2026, 122 + place))


NUMBER = number(1)


def branch(branch_id: UUID = ROOT, /, **changes: Any) -> dict[str, Any]:
    told = {
        "branch_id": branch_id,
        "unit_id": "permits",
        "purpose": "action",
        "given_by": {"person_id": "routing"},
        "given_at": NOW,
        "due_on": date(2026, 11, 30),
        "clock": {"due_on": date(2026, 11, 30), "left": 5, "paused": False, "late": False},
        "state": "open",
    }
    return told | changes


def child(branch_id: UUID = CHILD, /, unit_id: str = "legal", **changes: Any) -> dict[str, Any]:
    told = {
        "parent_id": ROOT,
        "unit_id": unit_id,
        "given_by": {"person_id": "person-officer", "name": "Ahmed", "on_behalf_of": "person-manager"},
        "given_from": "permits",
        "given_at": NOW + timedelta(minutes=5),
        "instruction": "Please <study> it",
        "clock": None,
    }
    return branch(branch_id, **(told | changes))


def step(kind: str, minutes: int = 0, **changes: Any) -> dict[str, Any]:
    told = {"when": NOW + timedelta(minutes=minutes), "who": "routing", "unit_id": "permits", "kind": kind}
    return told | changes


def question(**changes: Any) -> dict[str, Any]:
    told = {"round": 1, "branch_id": ROOT, "text": "Which <year>?", "by": {"person_id": "person-officer"}}
    return told | {"at": NOW + timedelta(minutes=9)} | changes


def work(place: int = 1, /, *branches: Mapping[str, Any], **changes: Any) -> Work:
    told = {
        "submission_id": an_id(place),
        "number": number(place),
        "version": 4,
        "unit_id": "permits",
        "since": NOW,
        "due_on": date(2026, 11, 30),
        "received_at": NOW,
        "requester_name": "Salim <b>",
        "requester_address": "salim@company.example",
        "subject": f"Matter {place}",
        "branches": branches or (branch(may=HOLDER),),
        "history": [step("routed", because="request-type")],
        "may": ("note",),
    }
    return Work.model_validate(told | changes)


def related(place: int, /, **changes: Any) -> Related:
    step = {"kind": "linked", "by": {"person_id": "person-lawyer"}, "at": NOW, "because": "Goes <on>"}
    told = {
        "number": number(place),
        "version": 3,
        "linked": True,
        "seen": True,
        "subject": f"Matter {place}",
        "unit_id": "legal",
        "history": [step],
        "may_unlink": True,
    }
    return Related.model_validate(told | changes)


def entry(place: int, /, *branches: Mapping[str, Any], **changes: Any) -> Entry:
    told = {
        "submission_id": an_id(place),
        "number": number(place),
        "subject": f"Matter {place}",
        "requester_name": "Salim <b>",
        "received_at": NOW,
        "unit_id": "permits",
        "branches": branches or (branch(),),
    }
    return Entry.model_validate(told | changes)


@dataclass
class Ministry:
    """All of it together. What was done is in `done`; `refuse` is the code of the next refusal."""

    works: dict[str, Work] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    given: list[Entry] = field(default_factory=list)
    matters: dict[str, DeskMatter] = field(default_factory=dict)
    done: list[tuple[Act, UUID | None, Mapping[str, object], Condition]] = field(default_factory=list)
    links: dict[str, list[Related]] = field(default_factory=dict)
    tied: list[tuple[Tie, str, str, Condition]] = field(default_factory=list)
    looks: list[Look] = field(default_factory=list)
    refuse: str = ""
    absent: bool = False
    away: set[str] = field(default_factory=set)
    workers: tuple[str, ...] = ("token of officer", "token of manager", "token of clerk")

    def add(self, *found: Work) -> None:
        self.works |= {one.number: one for one in found}
        self.matters |= {
            one.number: matter(7, number=one.number, state="registered", fields={"civil_number": "12345678"})
            for one in found
        }

    async def inbox(self, token: str, look: Look) -> Listed[Entry]:
        self._answer("routing", token)
        self.looks.append(look)
        return Listed(lines=self.entries, after="" if look.after else "further")

    async def follow_up(self, token: str, look: Look) -> Listed[Entry]:
        self._answer("routing", token)
        self.looks.append(look)
        return Listed(lines=self.given)

    async def counts(self, token: str, look: Look) -> Counts:
        self._answer("counts", token)
        assert look
        few = {"count": len(self.entries)}
        return Counts.model_validate(
            {"all": {"count": 99, "more": True}, "running": few, "waiting": few, "late": few, "given": few}
        )

    async def work(self, token: str, number: str) -> Work:
        assert token
        self._answer("routing", "")
        if number not in self.works:
            raise NotFoundError
        return self.works[number]

    async def do(
        self,
        token: str,
        number: str,
        act: Act,
        branch_id: UUID | None,
        body: Mapping[str, object],
        condition: Condition,
    ) -> None:
        self._answer("routing", token)
        if self.refuse:
            raise RefusedError(self.refuse)
        if self.absent or number not in self.works:
            raise NotFoundError
        self.done.append((act, branch_id, body, condition))
        self.entries = [one for one in self.entries if act not in ("done", "return") or one.number != number]

    async def related(self, token: str, number: str) -> Sequence[Related]:
        assert token
        self._answer("links", "")
        return self.links.get(number, [])

    async def link(self, token: str, number: str, other: str, note: str, condition: Condition) -> None:
        self._tie("link", token, number, other, note, condition)

    async def unlink(self, token: str, number: str, other: str, reason: str, condition: Condition) -> None:
        self._tie("unlink", token, number, other, reason, condition)

    async def transaction(self, token: str, number: str) -> DeskMatter | None:
        assert token
        self._answer("registry", "")
        return self.matters.get(number)

    async def units(self) -> Mapping[str, Unit]:
        self._answer("directory", "")
        told = (
            Unit(unit_id="permits", name=Text(ar="دائرة تصاريح العمل", en="Labour Permits")),
            Unit(unit_id="legal", name=Text(ar="الشؤون القانونية", en="Legal Affairs")),
            Unit(unit_id="inspection", name=Text(ar="التفتيش", en="Inspection")),
            Unit(unit_id="sanad", name=Text(ar="سند", en="Sanad"), receives=False),
        )
        return {one.unit_id: one for one in told}

    async def colleagues(self, token: str) -> Sequence[Colleague]:
        assert token
        self._answer("directory", "")
        return (
            _colleague("person-officer", "أحمد", "Ahmed the officer", "officer", "permits"),
            _colleague("person-manager", "فاطمة", "Fatma the manager", "manager", "permits"),
            _colleague("person-lawyer", "هدى", "Huda the lawyer", "officer", "legal"),
            _colleague("person-gone", "من رحل", "Gone away", "officer", "legal", active=False),
            _colleague("person-agent", "وكيل", "An agent", "agent", "legal"),
        )

    def _tie(self, tie: Tie, token: str, number: str, other: str, why: str, condition: Condition) -> None:
        self._answer("routing", token)
        if self.refuse:
            raise RefusedError(self.refuse)
        if self.absent or number not in self.works or other not in self.works:
            raise NotFoundError
        self.tied.append((tie, other, why, condition))

    def _answer(self, service: str, token: str) -> None:
        if token and token not in self.workers:
            raise ForbiddenError
        if service in self.away:
            raise TransientError("away")


def _colleague(person_id: str, arabic: str, english: str, role: str, unit: str, *, active: bool = True) -> Colleague:
    name = Text(ar=arabic, en=english)
    return Colleague(person_id=person_id, name=name, roles=frozenset({role}), units=(unit,), active=active)
