"""The next numbers of a book: gap-free in its year, ascending with time whatever the clock does."""

from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from services.registry.model import Numbers
from shared.contracts.base import Book


@dataclass(frozen=True, slots=True, kw_only=True)
class BookState:
    """How far a book has come: the last number of its current year, and when it was given."""

    book: Book
    year: int
    last: int
    last_at: datetime


def take(state: BookState | None, book: Book, count: int, now: datetime, time_zone: str) -> tuple[BookState, Numbers]:
    """The next `count` numbers of a book, and how far it has come with them.

    The year is the one in the register's legal time zone. Time never runs backwards in a book: when the clock was set
    back, the last time is used again, so that a later number is never of an earlier time or year.
    """
    at = max(now, state.last_at) if state else now
    year = at.astimezone(ZoneInfo(time_zone)).year
    if state is None or year > state.year:
        state = BookState(book=book, year=year, last=0, last_at=at)
    numbers = Numbers(book=book, year=state.year, first=state.last + 1, registered_at=at)
    return replace(state, last=state.last + count, last_at=at), numbers
