"""What the registry needs to find, count and check what it keeps."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

from services.registry import looking_for, searching
from services.registry.model import (
    BookOfYear,
    By,
    Check,
    Matter,
    Of,
    VoidLine,
    Wanted,
)
from shared.contracts.base import Book
from shared.reports import Cell


class Search(Protocol):
    """Finds matters by words."""

    async def find(
        self, wanted: searching.Wanted, scope: searching.Scope, *, after: searching.Place | None, limit: int
    ) -> Sequence[Matter]:
        """What is wanted and may be found, newest first, from a place on. Raises `SearchTooWideError`."""
        ...


class Figures(Protocol):
    """Counts what the books hold. A span of moments begins with the first and ends before the second.

    All raise `TransientError`.
    """

    async def lines(self, span: tuple[datetime, datetime], by: By, wanted: Wanted) -> Sequence[Cell]:
        """Lines of the books by when they were registered, in the columns `LINE_COLUMNS`."""
        ...

    async def arrived(self, span: tuple[datetime, datetime], by: By) -> Sequence[Cell]:
        """Matters by when they were received, in a column for each state."""
        ...

    async def minutes_to_register(
        self, span: tuple[datetime, datetime], of: Of, wanted: Wanted
    ) -> Mapping[str | None, Mapping[int, int]]:
        """Whole minutes from receipt to registration, each with how often it was so."""
        ...


class Checks(Protocol):
    """Reads the books for those who check them. All raise `TransientError`."""

    async def books(self) -> Sequence[BookOfYear]:
        """Every book of every year that has a line, newest year first."""
        ...

    async def check(self, book: Book, year: int) -> Check:
        """Read a book from its first line to its last."""
        ...

    async def voids(self, book: Book, year: int, *, after: int, limit: int) -> Sequence[VoidLine]:
        """Void lines in order, those with a sequence above `after`."""
        ...


class HandedInMatters(Protocol):
    """Matters that service offices handed in."""

    async def handed_in(
        self,
        offices: Collection[str],
        *,
        by: str | None,
        wanted: looking_for.Wanted,
        after: tuple[datetime, UUID] | None,
        limit: int,
    ) -> Sequence[Matter]:
        """Those of these offices, or of one of their agents, that are wanted; latest first, from a place on."""
        ...


class Past(Protocol):
    """What came, for those who look back."""

    async def received(
        self, span: tuple[datetime, datetime], *, before: tuple[datetime, UUID] | None, limit: int
    ) -> Sequence[Matter]:
        """Matters received from a moment on and before another, latest first, from a place on. Raises `TransientError`."""
        ...
