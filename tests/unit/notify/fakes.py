"""Stand-ins for MongoDB and the relay, a clock that the test moves, and tokens."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Collection, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from hashlib import sha256
from uuid import UUID

from fastapi import FastAPI

from services.notify import api
from services.notify.errors import RelayUnavailableError
from services.notify.model import Medium
from services.notify.model.calls import Tick
from services.notify.model.delivery import Classification, NoticeRecord, Postponed, Sent, Settlement, State
from services.notify.model.reminders import Box, Line
from services.notify.model.staff import Colleague
from services.notify.service import Notify
from shared.errors import NotFoundError, TransientError, UnauthorisedError
from shared.web import problems
from shared.web.auth import Principal
from tests.unit.notify.examples import MOMENT


class FakeNotices:
    """`down` counts the calls that still fail."""

    def __init__(self) -> None:
        self.kept: dict[UUID, NoticeRecord] = {}
        self.down = 0

    def _answer(self) -> None:
        if self.down:
            self.down -= 1
            raise TransientError("notices are down")

    async def add(self, record: NoticeRecord) -> bool:
        self._answer()
        if record.notice_id in self.kept:
            return False
        self.kept[record.notice_id] = record
        return True

    async def settle(self, settlement: Settlement, *, urgent: bool) -> None:  # noqa: ARG002 - the port's own
        self._answer()
        found = self.kept.get(settlement.notice_id)
        if found is None or found.state != "pending":
            return
        tried = replace(found, attempts=found.attempts + 1)
        match settlement:
            case Sent(at=at, reply=reply):
                after = replace(tried, state="sent", sent_at=at, reply=reply, origin=None, next_attempt_at=None)
            case Postponed(until=until, error=error):
                after = replace(tried, next_attempt_at=until, last_error=error)
            case _:
                after = replace(tried, state="given-up", last_error=settlement.error, next_attempt_at=None)
        self.kept[settlement.notice_id] = after

    async def claim(
        self, *, medium: Medium, urgent: bool, now: datetime, until: datetime, limit: int
    ) -> Sequence[NoticeRecord]:
        self._answer()
        due = [
            record
            for record in self.kept.values()
            if (record.state, record.medium, record.urgent) == ("pending", medium, urgent) and _due(record) <= now
        ]
        mine = [replace(record, next_attempt_at=until) for record in sorted(due, key=_due)[:limit]]
        self.kept.update({record.notice_id: record for record in mine})
        return mine

    async def get(self, notice_id: UUID) -> NoticeRecord | None:
        return self.kept.get(notice_id)

    async def listed(
        self,
        *,
        state: State | None = None,
        submission_id: UUID | None = None,
        number: str | None = None,
        after: tuple[datetime, UUID] | None = None,
        limit: int,
    ) -> Sequence[NoticeRecord]:
        found = [
            record
            for record in self.kept.values()
            if state in (None, record.state)
            and submission_id in (None, record.submission_id)
            and number in (None, record.number)
            and (after is None or _place(record) < after)
        ]
        return sorted(found, key=_place, reverse=True)[:limit]

    async def reopen(self, notice_id: UUID, *, now: datetime, give_up_at: datetime) -> NoticeRecord | None:
        found = self.kept.get(notice_id)
        if found is None or found.state not in ("given-up", "withheld"):
            return None
        again = replace(found, state="pending", attempts=0, next_attempt_at=now, give_up_at=give_up_at)
        if found.medium == "call":
            again = replace(found, state="waiting", attempts=0)
        self.kept[notice_id] = again
        return again

    async def calls(
        self, *, offices: Collection[str] | None, after: tuple[bool, datetime, UUID] | None, limit: int
    ) -> Sequence[NoticeRecord]:
        def place(urgent: bool, created_at: datetime, notice_id: UUID) -> tuple[bool, datetime, bytes]:  # noqa: FBT001 - the parts of a place
            return not urgent, created_at, notice_id.bytes

        there = [
            (place(record.urgent, record.created_at, record.notice_id), record)
            for record in self.kept.values()
            if record.state == "waiting" and (offices is None or record.office in offices)
        ]
        behind = [pair for pair in there if after is None or pair[0] > place(*after)]
        return [record for _, record in sorted(behind, key=lambda pair: pair[0])][:limit]

    async def tick(self, tick: Tick) -> NoticeRecord | None:
        found = self.kept.get(tick.notice_id)
        if found is None or (found.state, found.attempts) != ("waiting", tick.attempts):
            return None
        tried = replace(found, attempts=found.attempts + 1, told_by=tick.by, ticked=tick.ticked or found.ticked)
        match tick.outcome:
            case "reached":
                tried = replace(tried, state="sent", sent_at=tick.at, reply=tick.remark, origin=None)
            case "not-reached":
                tried = replace(tried, last_error=tick.remark)
            case "wrong-number":
                tried = replace(tried, state="given-up", last_error=tick.remark)
        self.kept[tick.notice_id] = tried
        return tried


class FakeClassifications:
    """What was said of matters, in a dictionary."""

    def __init__(self) -> None:
        self.kept: dict[UUID, Classification] = {}

    async def note(self, said: Classification) -> None:
        known = self.kept.get(said.submission_id)
        if known is None or known.version < said.version:
            self.kept[said.submission_id] = said

    async def confidential_of(self, submission_ids: Collection[UUID]) -> frozenset[UUID]:
        return frozenset(one for one in submission_ids if one in self.kept and self.kept[one].confidential)


def _place(record: NoticeRecord) -> tuple[datetime, UUID]:
    return record.created_at, record.notice_id


def _due(record: NoticeRecord) -> datetime:
    assert record.next_attempt_at is not None
    return record.next_attempt_at


class FakeRelay:
    """Takes what it is given, after the `answers` prepared for it; while `gate` is shut, whoever sends waits."""

    def __init__(self) -> None:
        self.taken: list[str] = []
        self.messages: list[bytes] = []
        self.offered: list[str] = []
        self.answers: list[Exception] = []
        self.away = 0
        self.gate = asyncio.Event()
        self.gate.set()
        self.opened = 0

    def connection(self) -> "FakeConnection":
        return FakeConnection(self)


class FakeConnection:
    def __init__(self, relay: FakeRelay) -> None:
        self._relay = relay
        self.is_open = False

    async def open(self) -> None:
        self._relay.opened += 1
        if self._relay.away:
            self._relay.away -= 1
            raise RelayUnavailableError("nobody listens")
        self.is_open = True

    async def send(self, recipient: str, message: bytes, *, smtputf8: bool) -> str:  # noqa: ARG002 - the port's own
        self._relay.offered.append(recipient)
        await self._relay.gate.wait()
        if self._relay.answers:
            raise self._relay.answers.pop(0)
        self._relay.taken.append(recipient)
        self._relay.messages.append(message)
        return "250 taken"

    async def close(self) -> None:
        self.is_open = False


class FakeBlobs:
    """`piece` is how many bytes come at a time, `reading` how many streams are open."""

    def __init__(self, *contents: bytes) -> None:
        self.kept = {sha256(content).hexdigest(): content for content in contents}
        self.down = 0
        self.piece = 100
        self.reading = 0

    async def open(self, sha256: str) -> AsyncGenerator[bytes, None]:
        if self.down:
            self.down -= 1
            raise TransientError("the vault is down")
        if sha256 not in self.kept:
            raise NotFoundError(sha256)
        self.reading += 1
        try:
            for start in range(0, len(self.kept[sha256]), self.piece):
                yield self.kept[sha256][start : start + self.piece]
        finally:
            self.reading -= 1


class MovableClock:
    def __init__(self, moment: datetime = MOMENT) -> None:
        self.moment = moment

    def now(self) -> datetime:
        return self.moment

    def move(self, **by: float) -> None:
        self.moment += timedelta(**by)


async def until(holds: Callable[[], bool]) -> None:
    """Let others run until something holds."""
    async with asyncio.timeout(5):
        while not holds():  # noqa: ASYNC110 - what is waited for tells nobody
            await asyncio.sleep(0.001)


class Tokens:
    """Takes `role@` or `role@unit` for a token of a person with that role; with `!` at its end, of one with clearance."""

    async def principal(self, token: str) -> Principal:
        role, at, unit = token.removesuffix("!").partition("@")
        if not at:
            raise UnauthorisedError(token)
        return Principal(
            person_id=token,
            name=token,
            roles=frozenset([role]),
            units=frozenset(filter(None, [unit])),
            clearance="confidential" if token.endswith("!") else "ordinary",
        )


def app_of(notify: Notify) -> FastAPI:
    app = FastAPI()
    app.state.authenticator = Tokens()
    problems.install(app)
    app.include_router(api.routes(notify))
    return app


class FakeStaff:
    def __init__(self, *several: Colleague) -> None:
        self.kept = {one.person_id: one for one in several}

    async def note(self, colleague: Colleague) -> None:
        known = self.kept.get(colleague.person_id)
        if known is None or known.version < colleague.version:
            self.kept[colleague.person_id] = colleague

    async def of_unit(self, unit_id: str) -> Sequence[Colleague]:
        return [self.kept[one] for one in sorted(self.kept) if unit_id in self.kept[one].units]

    async def get(self, person_id: str) -> Colleague | None:
        return self.kept.get(person_id)


class FakeBoxes:
    """`broken` lets the next `done` fail, as a process that dies does."""

    def __init__(self) -> None:
        self.kept: dict[str, Box] = {}
        self.heard: set[tuple[str, UUID]] = set()
        self.look_at: dict[str, datetime] = {}
        self.broken = False

    async def put(self, person_id: str, line: Line, *, look_at: datetime) -> None:
        if (person_id, line.key) in self.heard:
            return
        self.heard.add((person_id, line.key))
        box = self.kept.get(person_id, Box(person_id=person_id, lines=()))
        self.kept[person_id] = replace(box, lines=(*box.lines, line))
        self.look_at[person_id] = min(look_at, self.look_at.get(person_id, look_at))

    async def due(self, now: datetime, limit: int) -> Sequence[Box]:
        found = sorted((moment, one) for one, moment in self.look_at.items() if moment <= now)
        return [self.kept[one] for _, one in found][:limit]

    async def wait(self, box: Box, until: datetime) -> None:
        if len(self.kept[box.person_id].lines) == len(box.lines) and box.person_id in self.look_at:
            self.look_at[box.person_id] = until

    async def begin(self, box: Box, on: date, keys: Collection[UUID]) -> bool:
        there = self.kept[box.person_id]
        if there.sending or (there.last_on and there.last_on >= on):
            return False
        self.kept[box.person_id] = replace(there, sending=(on, frozenset(keys)))
        return True

    async def done(self, person_id: str, on: date) -> None:
        if self.broken:
            self.broken = False
            raise TransientError("boxes are down")
        there = self.kept[person_id]
        if there.sending is None or there.sending[0] != on:
            return
        left = tuple(line for line in there.lines if line.key not in there.sending[1])
        self.kept[person_id] = Box(person_id=person_id, lines=left, last_on=on)
        if not left:
            del self.look_at[person_id]
