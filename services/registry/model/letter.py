"""A line of the outgoing or the internal book: all that the registry knows of a letter."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from services.registry.model.beside import Answered
from shared.contracts import Event

LetterBook = Literal["outgoing", "internal"]
"""The books of what is written here: outgoing (صادر) to others, internal (داخلي) between units."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterEntry:
    """One line of a book of letters. It never goes; void keeps its number and its reason.

    What it says of the letter was fixed with the last approval: `answers` is the number of the transaction that it
    answers, `submission_id` the matter that it belongs to. `version` counts up with what clerks do to the line;
    `answered` are their requests that were done.
    """

    book: LetterBook
    year: int
    sequence: int
    number: str
    registered_at: datetime
    letter_id: UUID
    unit_id: str
    approved_by: str
    approved_at: datetime
    submission_id: UUID | None = None
    answers: str | None = None
    to_units: tuple[str, ...] = ()
    recipient: str = ""
    subject: str = ""
    confidential: bool = False
    version: int = 1
    answered: tuple[Answered, ...] = ()
    voided_at: datetime | None = None
    voided_by: str = ""
    voided_on_behalf_of: str = ""
    voided_because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLine:
    """A line to be written, and what is told of it."""

    entry: LetterEntry
    event: Event
    traceparent: str = ""
