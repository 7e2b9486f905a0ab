"""Intake, registry and notify as a service office's counter needs them, in memory."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from services.portal.errors import RefusedError
from services.portal.model import Handover
from services.portal.model.counter import Call, CallOutcome, CounterAccepted, CounterForm, CounterLine, HandedIn
from services.portal.model.handed import Added
from services.portal.ports import Condition, Listed
from shared.errors import NotFoundError, TransientError
from tests.unit.portal.examples import TOKEN
from tests.unit.portal.staff.clerks_fakes import an_id
from tests.unit.portal.staff.fakes import NOW

FORM = CounterForm.model_validate(
    {
        "telephone_region": "OM",
        "identity": [
            {
                "name": name,
                "title": {"ar": f"عنوان {name}", "en": f"Title of {name}"},
                "help": {"ar": "مساعدة", "en": "Help"},
                "required": name != "on-behalf-of",
                "pattern": "[0-9]{6,10}" if name == "civil-number" else None,
            }
            for name in ("civil-number", "name", "telephone", "on-behalf-of")
        ],
    }
)
AGENT = {"unit_id": "sanad-al-khuwair", "name": "يوسف <b>"}
NUMBERED = {"number": "IN-2026-000123-7", "state": "registered"}


def line(place: int, /, *, days: float = 0, **changes: Any) -> CounterLine:
    told = {
        "submission_id": an_id(place),
        "received_at": NOW - timedelta(days=days),
        "handed_in": AGENT,
        "requester_name": f"Salim <i>{place}",
        "requester_phone": "+96892123456",
        "state": "undecided",
    }
    return CounterLine.model_validate(told | changes)


def call(place: int, /, **changes: Any) -> Call:
    told = {
        "notice_id": an_id(500 + place),
        "submission_id": an_id(place),
        "kind": "incomplete",
        "telephone": "+96824000310",
        "name": "Maryam <i>",
        "language": "ar",
        "says": {"ar": "في طلبك نواقص", "en": "Something is missing"},
        "created_at": NOW,
        "attempts": 0,
    }
    return Call.model_validate(told | changes)


@dataclass
class CounterHouse:
    """All of it together. `refuse` is the code of the next refusal; `away` who does not answer."""

    lines_: list[CounterLine] = field(default_factory=list)
    waiting_calls: list[Call] = field(default_factory=list)
    taken: list[tuple[str, dict[str, str], list[str]]] = field(default_factory=list)
    noted: list[tuple[UUID, CallOutcome, str, Condition]] = field(default_factory=list)
    asked: list[tuple[str, bool]] = field(default_factory=list)
    refuse: str = ""
    away: set[str] = field(default_factory=set)

    async def form(self, token: str) -> CounterForm:
        self._answer("intake", token)
        return FORM

    async def submit(self, token: str, request_type: str, office: str, handover: Handover) -> CounterAccepted:
        self._answer("intake", token)
        self._take(f"{request_type}@{office}", handover)
        return CounterAccepted(received_at=NOW, tracking_token=TOKEN, submission_id=an_id(1))

    async def complete(self, token: str, submission_id: UUID, handover: Handover) -> Added:
        self._answer("intake", token)
        self._take(str(submission_id), handover)
        return Added(received_at=NOW)

    async def handed_in(self, token: str, submission_id: UUID) -> HandedIn:
        self._answer("intake", token)
        if submission_id != an_id(1):
            raise NotFoundError
        return HandedIn.model_validate(
            {
                "submission_id": submission_id,
                "received_at": NOW,
                "sha256": "a" * 64,
                "tracking_token": TOKEN,
                "identity": {"name": "Salim <i>", "civil-number": "12345678", "telephone": "+96892123456"},
                "handed_in": AGENT,
                "documents": [{"name": "passport <b>.pdf", "sha256": "b" * 64, "size": 2048}],
            }
        )

    async def lines(self, token: str, wanted: str, after: str, *, mine: bool) -> Listed[CounterLine]:
        self._answer("registry", token)
        self.asked.append((wanted, mine))
        return Listed(lines=[] if after else self.lines_, after="" if after else "more" if self.lines_ else "")

    async def waiting(self, token: str, after: str) -> Listed[Call]:
        self._answer("notify", token)
        assert after in ("", "more")
        return Listed(lines=self.waiting_calls)

    async def note(self, token: str, notice_id: UUID, outcome: CallOutcome, remark: str, condition: Condition) -> None:
        self._answer("notify", token)
        if self.refuse:
            raise RefusedError(self.refuse)
        self.noted.append((notice_id, outcome, remark, condition))

    def _take(self, to: str, handover: Handover) -> None:
        if self.refuse:
            raise RefusedError(self.refuse)
        self.taken.append((to, dict(handover.values), [file.name for file in handover.files]))

    def _answer(self, service: str, token: str) -> None:
        assert token.startswith("token of ")
        if service in self.away:
            raise TransientError("away")
