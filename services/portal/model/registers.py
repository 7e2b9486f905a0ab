"""The lines of the books, as registry tells them to those who may read them."""

from typing import Final, Literal, get_args
from uuid import UUID

from pydantic import AwareDatetime

from services.portal.model.asked import Told

Book = Literal["incoming", "outgoing", "internal"]
BOOK_NAMES: Final[tuple[Book, ...]] = get_args(Book)


class LetterOfLine(Told):
    """What a line of the outgoing or the internal book says of its letter."""

    unit_id: str
    recipient: str = ""
    subject: str = ""
    answers: str | None = None


class Line(Told):
    """One line of a book. What a letter has is told of the outgoing and the internal book alone."""

    number: str
    sequence: int
    submission_id: UUID | None = None
    registered_at: AwareDatetime
    sha256: str | None = None
    voided_at: AwareDatetime | None = None
    voided_because: str = ""
    letter: LetterOfLine | None = None
    answered_by: tuple[str, ...] = ()


class BookOfYear(Told):
    """A book of a year."""

    book: Book
    year: int
    lines: int
    voids: int
    last: int


class Check(Told):
    """What was found when a book was read from its first line to its last."""

    whole: bool
    lines: int
    last: int
    voids: int
    missing: tuple[int, ...] = ()
    backwards: tuple[int, ...] = ()
    counter: int | None = None
    first_at: AwareDatetime | None = None
    last_at: AwareDatetime | None = None


class VoidLine(Told):
    """A line that was cancelled."""

    number: str
    sequence: int
    registered_at: AwareDatetime
    voided_at: AwareDatetime
    voided_by: str
    voided_because: str
