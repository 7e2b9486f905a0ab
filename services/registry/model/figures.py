"""What is counted of the books and of what arrived."""

from dataclasses import dataclass
from typing import Final, Literal, get_args

from services.registry.model.matter import State
from shared.contracts.base import Book, Channel
from shared.reports import TimeStep

By = TimeStep | Literal["unit", "request-type", "channel", "state"]
"""What the rows of a table are."""
Of = Literal["unit", "request-type", "channel"]
"""Of what the time to register is told."""

BOOKS: Final[tuple[Book, ...]] = get_args(Book)
VOID: Final = "void"
STANDING: Final = "standing"
LINE_COLUMNS: Final = (*BOOKS, VOID)
"""Lines of each book, and how many of all of them are void: a void line is a line of its book."""
STATES: Final[tuple[State, ...]] = get_args(State)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which lines are counted; None: whatever it is. `units` are those that the asker sees, `unit` the one asked for.

    A line of the incoming book is of the unit that has the matter now; one of a letter of the unit that wrote it. Only
    what was received has a request type and a channel.
    """

    units: frozenset[str] | None = None
    unit: str | None = None
    book: Book | None = None
    request_type: str | None = None
    channel: Channel | None = None

    @property
    def books(self) -> tuple[Book, ...]:
        """The books that can have such lines."""
        books = BOOKS if self.book is None else (self.book,)
        received_only = self.request_type is not None or self.channel is not None
        return tuple(book for book in books if book == "incoming" or not received_only)

    @property
    def only_units(self) -> frozenset[str] | None:
        """The units whose lines are counted; None for any, known or not."""
        if self.unit is None:
            return self.units
        return frozenset({self.unit}) if self.units is None else self.units & {self.unit}
