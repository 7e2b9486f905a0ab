"""What an agent does at a counter: hand something in for somebody, tell him what became of it, call who waits."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from services.portal.errors import UnknownTrackingCodeError
from services.portal.model import Fault, Handover, Limits, Matter, RequestType, faults
from services.portal.model.counter import Call, CallOutcome, CounterAccepted, CounterForm, CounterLine, HandedIn
from services.portal.model.handed import Added
from services.portal.ports import CallList, Condition, CounterDoor, CounterLines, Intake, Listed, People, Registry
from services.portal.sent_before import with_sent
from shared.clock import Clock
from shared.errors import TransientError
from shared.language import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """A page of what was handed in: what came today, and what came before. Nothing of it when registry is away."""

    today: Sequence[CounterLine] = ()
    earlier: Sequence[CounterLine] = ()
    after: str = ""
    away: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Attended:
    """One matter: as it was handed in, where it is, and what its kind asks for.

    `matter` and `kind` are None while registry has not heard of it, or is away.
    """

    handed_in: HandedIn
    matter: Matter | None
    kind: RequestType | None
    form: CounterForm
    office: Text | None


class Attending:
    """The use cases of the counter's pages."""

    def __init__(
        self,
        *,
        door: CounterDoor,
        intake: Intake,
        lines: CounterLines,
        calls: CallList,
        registry: Registry,
        people: People,
        limits: Limits,
        clock: Clock,
        zone: ZoneInfo,
    ) -> None:
        self._door = door
        self._intake = intake
        self._lines = lines
        self._calls = calls
        self._registry = registry
        self._people = people
        self._clock = clock
        self._zone = zone
        self.limits = limits

    async def form(self, token: str) -> CounterForm:
        """What is asked about the person. Raises `SignInNeededError`, `TransientError`."""
        return await self._door.form(token)

    async def hand_in(
        self, token: str, asked: RequestType, form: CounterForm, office: str, handover: Handover
    ) -> CounterAccepted | list[Fault]:
        """Send a request on when nothing is missing or wrong in it; otherwise say what is.

        Raises `RefusedError`, `AnswerMissingError`, `TransientError`.
        """
        handover, gone = await with_sent(self._intake, handover, self.limits)
        if found := gone + faults.of_counter(asked, form, handover, self.limits):
            return found
        return await self._door.submit(token, asked.code, office, handover)

    async def attended(self, token: str, submission_id: UUID) -> Attended:
        """One matter of the agent's office. Raises `NotFoundError`, `SignInNeededError`, `TransientError`."""
        handed_in, form, units = await asyncio.gather(
            self._door.handed_in(token, submission_id), self._door.form(token), self.offices()
        )
        matter, kind = await self._known(handed_in.tracking_token)
        office = units.get(handed_in.handed_in.unit_id)
        return Attended(handed_in=handed_in, matter=matter, kind=kind, form=form, office=office)

    async def complete(self, token: str, attended: Attended, handover: Handover) -> Added | list[Fault]:
        """Add for the person what was missing; says what is wrong instead, if anything is. Raises as `hand_in`."""
        if attended.matter is None:
            raise TransientError("registry does not tell of it")
        handover, gone = await with_sent(self._intake, handover, self.limits)
        if found := gone + faults.of_addition(attended.kind, attended.matter, handover, self.limits):
            return found
        return await self._door.complete(token, attended.handed_in.submission_id, handover)

    async def board(self, token: str, wanted: str = "", after: str = "", *, mine: bool = False) -> Board:
        """What was handed in, latest first. Raises `SignInNeededError`."""
        try:
            page = await self._lines.lines(token, wanted, after, mine=mine)
        except TransientError:
            return Board(away=True)
        today = self._day(self._clock.now())
        new = [line for line in page.lines if self._day(line.received_at) == today]
        old = [line for line in page.lines if self._day(line.received_at) != today]
        return Board(today=new, earlier=old, after=page.after)

    async def calls(self, token: str, after: str = "") -> Listed[Call] | None:
        """Who waits for a call; None when notify is away. Raises `SignInNeededError`."""
        try:
            return await self._calls.waiting(token, after)
        except TransientError:
            return None

    async def note_call(
        self, token: str, notice_id: UUID, outcome: CallOutcome, remark: str, condition: Condition
    ) -> None:
        """Note what came of a call. Raises `RefusedError`, `NotFoundError`, `SignInNeededError`, `TransientError`."""
        await self._calls.note(token, notice_id, outcome, remark, condition)

    async def offices(self) -> Mapping[str, Text]:
        """Names of units by code; nothing when directory is away."""
        try:
            return await self._people.units()
        except TransientError:
            return {}

    async def _known(self, code: str) -> tuple[Matter | None, RequestType | None]:
        try:
            matter = await self._registry.matter(code)
            types = await self._registry.request_types() if matter.request_type else ()
        except (UnknownTrackingCodeError, TransientError):
            # What the door has is durable: the receipt is of use without the rest.
            return None, None
        code_ = matter.request_type.code if matter.request_type else ""
        return matter, next((one for one in types if one.code == code_), None)

    def _day(self, moment: datetime) -> date:
        return moment.astimezone(self._zone).date()
