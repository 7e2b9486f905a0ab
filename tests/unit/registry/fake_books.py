"""The registry's ports in memory. `FakeBooks` passes the same contract as MongoDB's."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from services.registry import looking_for
from services.registry.duplicates import Twin, twin
from services.registry.errors import VersionConflictError
from services.registry.model import Entry, Matter, Numbers, State, WaitsBecause, Write
from services.registry.numbering import BookState, take
from services.registry.searching import Place, Scope, Wanted, words_of
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
        confidential: bool = False,
        after: tuple[bool, datetime, UUID] | None,
        limit: int,
    ) -> Sequence[Matter]:
        def place(urgent: bool, received_at: datetime, submission_id: UUID) -> tuple[bool, datetime, bytes]:  # noqa: FBT001 - the parts of a place
            return not urgent, received_at, submission_id.bytes

        there = [
            (place(one.urgent, one.received_at, one.submission_id), one)
            for one in self.matters.values()
            if one.state in states and because in (None, one.because) and self._is_shown(one, duplicates, confidential)
        ]
        found = [pair for pair in there if after is None or pair[0] > place(*after)]
        return [one for _, one in sorted(found, key=lambda pair: pair[0])][:limit]

    async def count_waiting(
        self,
        states: Sequence[State],
        *,
        because: WaitsBecause | None = None,
        duplicates: bool = False,
        confidential: bool = False,
        most: int,
    ) -> int:
        found = await self.waiting(
            states, because=because, duplicates=duplicates, confidential=confidential, after=None, limit=most
        )
        return len(found)

    async def confidential_of(self, submission_ids: Collection[UUID]) -> frozenset[UUID]:
        return frozenset(one for one in submission_ids if one in self.matters and self.matters[one].confidential)

    def _is_shown(self, one: Matter, duplicates: bool, confidential: bool) -> bool:  # noqa: FBT001 - two filters
        if confidential:
            return bool(one.duplicates) or not duplicates
        like = [each for each in one.duplicates if not self._is_hidden(each.submission_id)]
        return not one.confidential and (bool(like) or not duplicates)

    def _is_hidden(self, submission_id: UUID) -> bool:
        return submission_id in self.matters and self.matters[submission_id].confidential

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


class FakeSearch:
    """Looks at every matter of `FakeBooks`."""

    def __init__(self, books: FakeBooks) -> None:
        self._books = books

    async def find(self, wanted: Wanted, scope: Scope, *, after: Place | None, limit: int) -> Sequence[Matter]:
        found = [one for one in self._books.matters.values() if _is_wanted(one, wanted) and _is_seen(one, scope)]
        ordered = sorted(found, key=lambda one: (one.received_at, one.submission_id.bytes), reverse=True)
        if wanted.number is None and after is not None:
            place = after.received_at, after.submission_id.bytes
            ordered = [one for one in ordered if (one.received_at, one.submission_id.bytes) < place]
        return ordered[:limit]


def _is_wanted(one: Matter, wanted: Wanted) -> bool:
    if wanted.number is not None:
        return one.number == wanted.number
    words = words_of(one)
    asked = ((wanted.request_type, one.request_type), (wanted.state, one.state), (wanted.channel, one.channel))
    return (
        all(any(has.startswith(word) for has in words) for word in wanted.words)
        and all(value in (None, has) for value, has in asked)
        and (wanted.since is None or one.received_at >= wanted.since)
        and (wanted.before is None or one.received_at < wanted.before)
        and (wanted.unit is None or wanted.unit in _units(one))
    )


def _is_seen(one: Matter, scope: Scope) -> bool:
    if scope.units is not None and not scope.units & _units(one):
        return False
    return not one.confidential or scope.confidential is None or bool(scope.confidential & _units(one))


def _units(one: Matter) -> frozenset[str]:
    return one.routed.unit_ids if one.routed else frozenset()


class FakeHandedIn:
    """The same books, as service offices see them."""

    def __init__(self, books: FakeBooks) -> None:
        self._books = books

    async def handed_in(
        self,
        offices: Collection[str],
        *,
        by: str | None,
        wanted: looking_for.Wanted,
        after: tuple[datetime, UUID] | None,
        limit: int,
    ) -> Sequence[Matter]:
        def fits(matter: Matter) -> bool:
            handed_in = matter.requester.handed_in
            words = looking_for.words_of(matter.requester)
            return (
                handed_in is not None
                and handed_in.unit_id in offices
                and by in (None, handed_in.person_id)
                and wanted.number in (None, matter.number)
                and all(any(word.startswith(begun) for word in words) for begun in wanted.words)
                and (after is None or (matter.received_at, matter.submission_id) < after)
            )

        found = [one for one in self._books.matters.values() if fits(one)]
        return sorted(found, key=lambda one: (one.received_at, one.submission_id), reverse=True)[:limit]


class FakePast:
    """The same books, as those see them who look back."""

    def __init__(self, books: FakeBooks) -> None:
        self._books = books

    async def received(
        self, span: tuple[datetime, datetime], *, before: tuple[datetime, UUID] | None, limit: int
    ) -> Sequence[Matter]:
        latest = sorted(
            self._books.matters.values(), key=lambda one: (one.received_at, one.submission_id), reverse=True
        )
        there = [one for one in latest if span[0] <= one.received_at < span[1]]
        return [one for one in there if before is None or (one.received_at, one.submission_id) < before][:limit]


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
