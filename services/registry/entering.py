"""Lines of a book: what a number, and its being cancelled, make of a matter or a letter, and what is told."""

from dataclasses import replace
from datetime import datetime

from services.registry.model import (
    Entry,
    LetterBook,
    LetterEntry,
    Matter,
    NewLine,
    Numbers,
    Outcome,
    Registration,
    Step,
)
from shared.contracts import Event, LetterApprovedV1, LetterNumberedV1, TransactionRegisteredV1
from shared.transaction_number import transaction_number


def registered(
    outcome: Outcome, registration: Registration, numbers: Numbers, sequence: int
) -> tuple[Matter, tuple[Event, ...], Entry]:
    """A matter with its number, the entry in the book, and everything that is to be told."""
    request_type = registration.request_type
    number = transaction_number(numbers.book, numbers.year, sequence)
    at = numbers.registered_at
    matter = replace(
        outcome.matter,
        state="registered",
        number=number,
        book=numbers.book,
        year=numbers.year,
        sequence=sequence,
        registered_at=at,
        unit_id=registration.unit_id,
        history=(*outcome.matter.history, _step(registration, at, number)),
    )
    entry = Entry(
        book=numbers.book,
        year=numbers.year,
        sequence=sequence,
        number=number,
        submission_id=matter.submission_id,
        registered_at=at,
        sha256=matter.sha256,
    )
    event = TransactionRegisteredV1(
        occurred_at=at,
        urgent=matter.urgent,
        submission_id=matter.submission_id,
        received_at=matter.received_at,
        requester=matter.requester,
        subject=matter.subject,
        number=number,
        book=numbers.book,
        year=numbers.year,
        sequence=sequence,
        registered_at=at,
        sha256=matter.sha256,
        request_type=request_type.code,
        request_type_title=request_type.title,
        unit_id=registration.unit_id,
        chosen_by_clerk=registration.chosen_by_clerk,
        days_to_answer=request_type.days_to_answer,
        mailbox=matter.mailbox,
        text=matter.text,
        document_names=tuple(document.name for document in matter.documents),
        original_required=request_type.original_required,
    )
    return matter, (*outcome.events, event), entry


def voided(matter: Matter, outcome: Outcome, at: datetime) -> Entry | None:
    """The entry of a matter as `outcome.void` leaves it; None when it has none, or keeps it as it is."""
    if not outcome.void or matter.book is None or matter.year is None or matter.sequence is None:
        return None
    if matter.number is None or matter.registered_at is None:
        return None
    return Entry(
        book=matter.book,
        year=matter.year,
        sequence=matter.sequence,
        number=matter.number,
        submission_id=matter.submission_id,
        registered_at=matter.registered_at,
        sha256=matter.sha256,
        voided_at=at,
        voided_by=outcome.by,
        voided_because=outcome.void,
    )


def lettered(letter: LetterApprovedV1, book: LetterBook, numbers: Numbers, sequence: int, traceparent: str) -> NewLine:
    """The line of a letter, with the event that tells its number."""
    number = transaction_number(book, numbers.year, sequence)
    at = numbers.registered_at
    entry = LetterEntry(
        book=book,
        year=numbers.year,
        sequence=sequence,
        number=number,
        registered_at=at,
        letter_id=letter.letter_id,
        unit_id=letter.unit_id,
        approved_by=letter.approved_by,
        approved_at=letter.approved_at,
        submission_id=letter.submission_id,
        answers=letter.answers,
        to_units=letter.to_units,
        recipient=letter.recipient,
        subject=letter.subject,
        confidential=letter.confidential,
    )
    event = LetterNumberedV1(
        occurred_at=at,
        urgent=letter.urgent,
        letter_id=letter.letter_id,
        book=book,
        number=number,
        year=numbers.year,
        sequence=sequence,
        numbered_at=at,
        submission_id=letter.submission_id,
    )
    return NewLine(entry=entry, event=event, traceparent=traceparent)


def _step(registration: Registration, at: datetime, number: str) -> Step:
    return Step(at=at, what="registered", who=registration.by, why=number, on_behalf_of=registration.on_behalf_of)
