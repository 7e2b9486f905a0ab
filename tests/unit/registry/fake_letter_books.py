"""The books of letters in memory; they pass the same contract as MongoDB's."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from services.registry.errors import VersionConflictError
from services.registry.model import LetterBook, LetterEntry, NewLine, Numbers
from services.registry.numbering import BookState, take
from shared.contracts import Event


class FakeLetterBooks:
    """Lines in a dictionary; `events` is all that was ever to be published."""

    def __init__(self, *, time_zone: str = "Asia/Muscat") -> None:
        self.lines: dict[tuple[LetterBook, int, int], LetterEntry] = {}
        self.states: dict[LetterBook, BookState] = {}
        self.events: list[Event] = []
        self.commits = 0
        self.before_commit: list[Callable[[], None]] = []
        self._time_zone = time_zone

    async def of_letters(self, letter_ids: Collection[UUID]) -> Mapping[UUID, LetterEntry]:
        return {one.letter_id: one for one in self.lines.values() if one.letter_id in letter_ids}

    async def commit(
        self, *, book: LetterBook, numbers: int, now: datetime, lines: Callable[[Numbers], Sequence[NewLine]]
    ) -> None:
        if self.before_commit:
            self.before_commit.pop(0)()
        state, taken = take(self.states.get(book), book, numbers, now, self._time_zone)
        written = lines(taken)
        if await self.of_letters({new.entry.letter_id for new in written}):
            raise VersionConflictError
        for new in written:
            self.lines[book, new.entry.year, new.entry.sequence] = new.entry
            self.events.append(new.event)
        self.states[book] = state
        self.commits += 1

    async def get(self, book: LetterBook, year: int, sequence: int) -> LetterEntry | None:
        return self.lines.get((book, year, sequence))

    async def change(self, before: LetterEntry, after: LetterEntry) -> None:
        place = (before.book, before.year, before.sequence)
        if self.lines[place].version != before.version:
            raise VersionConflictError
        self.lines[place] = after

    async def entries(self, book: LetterBook, year: int, *, after: int, limit: int) -> Sequence[LetterEntry]:
        there = [one for (b, y, sequence), one in self.lines.items() if (b, y) == (book, year) and sequence > after]
        return sorted(there, key=lambda one: one.sequence)[:limit]

    async def answering(self, numbers: Collection[str]) -> Mapping[str, Sequence[str]]:
        standing = [one for one in self.lines.values() if one.answers in numbers and not one.voided_because]
        ordered = sorted(standing, key=lambda one: (one.registered_at, one.number))
        return {number: found for number in numbers if (found := [o.number for o in ordered if o.answers == number])}
