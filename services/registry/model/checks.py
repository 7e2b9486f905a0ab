"""A book that is checked: whether its numbers are 1..n without a gap."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from shared.contracts.base import Book


@dataclass(frozen=True, slots=True, kw_only=True)
class BookOfYear:
    """How many lines a book of a year has, and how many of them are void."""

    book: Book
    year: int
    lines: int
    voids: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What was found when a book was read from its first line to its last.

    `missing` are the first sequences that are not there, `backwards` the first whose time is before that of the line
    before; `counter` is how far the counter has come, of the current year
    alone: behind it there must be no line less.
    """

    lines: int
    last: int
    voids: int
    missing: tuple[int, ...]
    backwards: tuple[int, ...]
    counter: int | None
    first_at: datetime | None
    last_at: datetime | None

    @property
    def whole(self) -> bool:
        """Whether its numbers are 1..n, each once, ascending with time, and the counter stands at n."""
        complete = self.lines == self.last and not self.missing and not self.backwards
        return complete and self.counter in (None, self.last)


@dataclass(frozen=True, slots=True, kw_only=True)
class VoidLine:
    """A line that was cancelled: when, by whom (a person's id) and why.

    `submission_id` is the matter that it is of, None for a letter of no matter; `confidential`: that the letter is.
    """

    number: str
    sequence: int
    registered_at: datetime
    voided_at: datetime
    voided_by: str
    voided_because: str
    submission_id: UUID | None = None
    confidential: bool = False
