"""What the registry needs to keep matters, books and units."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

from services.registry.duplicates import Twin
from services.registry.model import (
    Entry,
    LetterBook,
    LetterEntry,
    Matter,
    NewLine,
    Numbers,
    State,
    WaitsBecause,
    Write,
)
from shared.contracts import UnitChangedV1
from shared.contracts.base import Book


class Books(Protocol):
    """Matters and the numbered books, committed together."""

    async def load(self, submission_ids: Sequence[UUID]) -> Mapping[UUID, Matter]:
        """The matters that there are."""
        ...

    async def twins(self, keys: Collection[str], *, since: datetime, limit: int) -> Sequence[Twin]:
        """At most so many matters received since then that have one of these keys; of each key the latest first."""
        ...

    async def commit(
        self, *, book: Book, numbers: int, now: datetime, writes: Callable[[Numbers], Sequence[Write]]
    ) -> None:
        """Take the next `numbers` of a book and write, all or nothing.

        `writes` may be called more than once and must have no effect of its own. Raises `VersionConflictError` when a
        matter has changed meanwhile, `TransientError` when the store does not answer.
        """
        ...

    async def by_token_hash(self, hashed: str) -> Matter | None:
        """The matter whose tracking token has this hash."""
        ...

    async def by_number(self, number: str) -> Matter | None:
        """The matter that has a number."""
        ...

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
        """Matters in these states, for one reason or any, urgent first, then oldest first, from a place on.

        With `duplicates` only those that may have been handed in before; without `confidential` as if there were no
        confidential matters, so that nothing is a duplicate of one.
        """
        ...

    async def count_waiting(
        self,
        states: Sequence[State],
        *,
        because: WaitsBecause | None = None,
        duplicates: bool = False,
        confidential: bool = False,
        most: int,
    ) -> int:
        """How many of those there are; it stops counting at `most`."""
        ...

    async def confidential_of(self, submission_ids: Collection[UUID]) -> frozenset[UUID]:
        """Those of these matters that are confidential."""
        ...

    async def entries(self, book: Book, year: int, *, after: int, limit: int) -> Sequence[Entry]:
        """Lines of a book in order, those with a sequence above `after`."""
        ...


class LetterBooks(Protocol):
    """The books of letters: one line for a letter, which is all that is kept of it."""

    async def of_letters(self, letter_ids: Collection[UUID]) -> Mapping[UUID, LetterEntry]:
        """The lines of those letters that have one."""
        ...

    async def commit(
        self, *, book: LetterBook, numbers: int, now: datetime, lines: Callable[[Numbers], Sequence[NewLine]]
    ) -> None:
        """Take the next `numbers` of a book and write a line for each, all or nothing.

        `lines` may be called more than once and must have no effect of its own. Raises `VersionConflictError` when a
        letter has a line meanwhile, `TransientError` when the store does not answer.
        """
        ...

    async def get(self, book: LetterBook, year: int, sequence: int) -> LetterEntry | None:
        """One line."""
        ...

    async def change(self, before: LetterEntry, after: LetterEntry) -> None:
        """Write what clerks do to a line that still is what it was. Raises `VersionConflictError`, `TransientError`."""
        ...

    async def entries(self, book: LetterBook, year: int, *, after: int, limit: int) -> Sequence[LetterEntry]:
        """Lines of a book in order, those with a sequence above `after`."""
        ...

    async def answering(self, numbers: Collection[str]) -> Mapping[str, Sequence[str]]:
        """By number of a transaction, the numbers of the letters that answer it, in order; void ones answer nothing."""
        ...


class Units(Protocol):
    """The units that directory told of."""

    async def note(self, event: UnitChangedV1) -> None:
        """Remember a unit as it is now; older news changes nothing."""
        ...

    async def exists(self, unit_id: str) -> bool:
        """Whether there is such a unit."""
        ...

    async def parents(self) -> Mapping[str, str | None]:
        """Of each unit the one that it is part of; None for one that is part of none, or of which that is not known."""
        ...
