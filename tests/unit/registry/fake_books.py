"""The registry's ports in memory. `FakeBooks` passes the same contract as MongoDB's."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from services.registry.duplicates import Twin, twin
from services.registry.errors import VersionConflictError
from services.registry.model import Entry, Matter, Numbers, State, WaitsBecause, Write
from services.registry.numbering import BookState, take
from shared.contracts import Event, UnitChangedV1
from shared.contracts.base import Book
from shared.tracking import token_hash
from tests.unit.registry.examples import NOW


class HandClock:
    """A clock that stands until a test moves it."""

    def __init__(self, now: datetime = NOW) -> None:
        self.time = now

    def now(self) -> datetime:
        return self.time

    def forward(self, **span: float) -> None:
        self.time += timedelta(**span)


class FakeBooks:
    """Books in dictionaries; `events` is all that was ever to be published, `commits` how many transactions it took."""

    def __init__(self, *, time_zone: str = "Asia/Muscat") -> None:
        self.matters: dict[UUID, Matter] = {}
        self.lines: dict[tuple[Book, int, int], Entry] = {}
        self.states: dict[Book, BookState] = {}
        self.events: list[Event] = []
        self.commits = 0
        self.before_commit: list[Callable[[], None]] = []
        self._time_zone = time_zone

    async def load(self, submission_ids: Sequence[UUID]) -> Mapping[UUID, Matter]:
        return {key: self.matters[key] for key in submission_ids if key in self.matters}

    async def twins(self, keys: Collection[str], *, since: datetime, limit: int) -> Sequence[Twin]:
        latest = sorted(self.matters.values(), key=lambda one: one.received_at, reverse=True)
        there = [twin(one) for one in latest if one.received_at >= since]
        return [one for one in there if one.keys.intersection(keys)][:limit]

    async def commit(
        self, *, book: Book, numbers: int, now: datetime, writes: Callable[[Numbers], Sequence[Write]]
    ) -> None:
        if self.before_commit:
            self.before_commit.pop(0)()
        state = self.states.get(book)
        taken = Numbers(book=book, year=0, first=0, registered_at=now)
        if numbers:
            state, taken = take(state, book, numbers, now, self._time_zone)
        written = writes(taken)
        for write in written:
            self._check(write)
        for write in written:
            self.matters[write.matter.submission_id] = write.matter
            self.events += write.events
            for entry in (write.entry, write.void):
                if entry is not None:
                    self.lines[entry.book, entry.year, entry.sequence] = entry
        if numbers and state is not None:
            self.states[book] = state
        self.commits += 1

    async def by_token_hash(self, hashed: str) -> Matter | None:
        return next((one for one in self.matters.values() if token_hash(one.requester.token) == hashed), None)

    async def by_number(self, number: str) -> Matter | None:
        return next((one for one in self.matters.values() if one.number == number), None)

    async def waiting(
        self,
        states: Sequence[State],
        *,
        because: WaitsBecause | None = None,
        duplicates: bool = False,
        after: tuple[bool, datetime, UUID] | None,
        limit: int,
    ) -> Sequence[Matter]:
        def place(urgent: bool, received_at: datetime, submission_id: UUID) -> tuple[bool, datetime, bytes]:  # noqa: FBT001 - the parts of a place
            return not urgent, received_at, submission_id.bytes

        there = [
            (place(one.urgent, one.received_at, one.submission_id), one)
            for one in self.matters.values()
            if one.state in states and because in (None, one.because) and (one.duplicates or not duplicates)
        ]
        found = [pair for pair in there if after is None or pair[0] > place(*after)]
        return [one for _, one in sorted(found, key=lambda pair: pair[0])][:limit]

    async def count_waiting(
        self, states: Sequence[State], *, because: WaitsBecause | None = None, duplicates: bool = False, most: int
    ) -> int:
        return len(await self.waiting(states, because=because, duplicates=duplicates, after=None, limit=most))

    async def entries(self, book: Book, year: int, *, after: int, limit: int) -> Sequence[Entry]:
        found = [one for (b, y, sequence), one in self.lines.items() if (b, y) == (book, year) and sequence > after]
        return sorted(found, key=lambda one: one.sequence)[:limit]

    def _check(self, write: Write) -> None:
        there = self.matters.get(write.matter.submission_id)
        if (there.version if there else 0) != (write.before.version if write.before else 0):
            raise VersionConflictError
        entry = write.entry
        if entry is None:
            return
        taken = (entry.book, entry.year, entry.sequence) in self.lines
        if taken or any(
            (one.book, one.submission_id) == (entry.book, entry.submission_id) for one in self.lines.values()
        ):
            raise VersionConflictError


class FakeUnits:
    """Units in a dictionary."""

    def __init__(self, *unit_ids: str) -> None:
        self.versions = dict.fromkeys(unit_ids, 1)
        self.parts: dict[str, str | None] = {}

    async def note(self, event: UnitChangedV1) -> None:
        self.versions[event.unit.unit_id] = max(event.version, self.versions.get(event.unit.unit_id, 0))
        self.parts[event.unit.unit_id] = event.parent_id

    async def exists(self, unit_id: str) -> bool:
        return unit_id in self.versions

    async def parents(self) -> Mapping[str, str | None]:
        return self.parts
