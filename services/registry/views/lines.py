"""The lines of the books, as staff see them."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from services.registry.model import Entry, LetterEntry
from shared.contracts.base import Book


class LetterView(BaseModel):
    """What a line of the outgoing or the internal book says of its letter."""

    letter_id: UUID
    unit_id: str = Field(description="The unit that wrote it.")
    to_units: tuple[str, ...] = Field(description="Of a memo, the ids of the units that it went to.")
    recipient: str = Field(description="Name of whom it went to outside.")
    subject: str
    confidential: bool
    answers: str | None = Field(description="Number of the transaction that it answers.")
    approved_by: str = Field(description="Id of the person who gave the last approval.")
    approved_at: AwareDatetime
    version: int = Field(description="Counts up when the line changes; in quotes it is the `ETag`, for `If-Match`.")


class EntryView(BaseModel):
    """One line of a book. Of what is confidential, those without clearance see number and times, and nothing else."""

    number: str
    sequence: int = Field(description="1 for the first of book and year, then without a gap.")
    submission_id: UUID | None = Field(description="The matter; null for a letter that belongs to none.")
    registered_at: AwareDatetime = Field(description="Never earlier than that of the entry before.")
    sha256: str | None = Field(
        description="Of the raw message, or of the manifest of an upload; null where nothing was received."
    )
    letter: LetterView | None = Field(default=None, description="In the outgoing and the internal book: the letter.")
    answered_by: tuple[str, ...] = Field(
        default=(), description="In the incoming book: numbers of the letters that answer it, in order."
    )
    voided_at: AwareDatetime | None
    voided_because: str = Field(description="Why it was cancelled; empty when it was not.")


class RegisterPage(BaseModel):
    """Lines of a book, in order without gaps; `next` is the `after` of the following page."""

    book: Book
    year: int
    entries: list[EntryView]
    next: int | None

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "book": "incoming",
                    "year": 2026,
                    "entries": [
                        {
                            "number": "IN-2026-000123-7",
                            "sequence": 123,
                            "submission_id": "0193a5c2-7c1e-7a30-9c55-3f0a5f9e2b11",
                            "registered_at": "2026-11-21T10:05:07Z",
                            "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                            "letter": None,
                            "answered_by": ["OUT-2026-000045-1"],
                            "voided_at": None,
                            "voided_because": "",
                        }
                    ],
                    "next": 123,
                }
            ]
        }
    )


def entry_view(entry: Entry, answering: Mapping[str, Sequence[str]], hidden: Collection[UUID]) -> EntryView:
    """A line of the incoming book, with the letters that answer it, for who may know nothing of the `hidden` matters."""
    if entry.submission_id in hidden:
        return _number_of(entry)
    return EntryView(
        number=entry.number,
        sequence=entry.sequence,
        submission_id=entry.submission_id,
        registered_at=entry.registered_at,
        sha256=entry.sha256,
        answered_by=tuple(answering.get(entry.number, ())),
        voided_at=entry.voided_at,
        voided_because=entry.voided_because,
    )


def line_view(line: LetterEntry, hidden: Collection[UUID]) -> EntryView:
    """A line of a book of letters, for who may know nothing of the `hidden` letters."""
    if line.letter_id in hidden:
        return _number_of(line)
    return EntryView(
        number=line.number,
        sequence=line.sequence,
        submission_id=line.submission_id,
        registered_at=line.registered_at,
        sha256=None,
        letter=LetterView(
            letter_id=line.letter_id,
            unit_id=line.unit_id,
            to_units=line.to_units,
            recipient=line.recipient,
            subject=line.subject,
            confidential=line.confidential,
            answers=line.answers,
            approved_by=line.approved_by,
            approved_at=line.approved_at,
            version=line.version,
        ),
        voided_at=line.voided_at,
        voided_because=line.voided_because,
    )


def _number_of(line: Entry | LetterEntry) -> EntryView:
    """That there is a line: enough to check that none is missing."""
    return EntryView(
        number=line.number,
        sequence=line.sequence,
        submission_id=None,
        registered_at=line.registered_at,
        sha256=None,
        voided_at=line.voided_at,
        voided_because="",
    )
