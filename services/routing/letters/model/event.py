"""What others hear of a letter: that it is approved, and that it is issued; by comparing it with what it was."""

from collections.abc import Callable, Iterator
from uuid import UUID

from services.routing.letters.model.letter import Letter
from services.routing.model import Units
from shared.contracts import Event, LetterApprovedV1, LetterIssuedV1


def facts(before: Letter | None, after: Letter, units: Units, new_id: Callable[[], UUID]) -> Iterator[Event]:
    """State what a change did, as the events that others hear. `units` has the one that writes the letter."""
    was = before.state if before else None
    if after.state != was and after.state == "approved":
        yield _approved(after, new_id())
    if after.state != was and after.state == "issued":
        yield _issued(after, units, new_id())


def _approved(letter: Letter, event_id: UUID) -> LetterApprovedV1:
    last, content = letter.approvals[-1], letter.content
    return LetterApprovedV1(
        id=event_id,
        occurred_at=last.at,
        urgent=_is_urgent(letter),
        letter_id=letter.letter_id,
        book=letter.book,
        submission_id=letter.matter.submission_id if letter.matter else None,
        answers=_answers(letter),
        unit_id=letter.unit_id,
        to_units=content.to_units,
        recipient=content.recipient.name,
        subject=content.subject,
        confidential=letter.confidential,
        approved_by=last.by.person_id,
        approved_at=last.at,
    )


def _issued(letter: Letter, units: Units, event_id: UUID) -> LetterIssuedV1:
    if letter.numbered is None or letter.document is None or letter.issued_at is None:
        raise ValueError(f"{letter.letter_id} is issued without its number or its form")
    content = letter.content
    answers = letter.matter if letter.kind == "answer" else None
    return LetterIssuedV1(
        id=event_id,
        occurred_at=letter.issued_at,
        urgent=_is_urgent(letter),
        letter_id=letter.letter_id,
        book=letter.book,
        number=letter.numbered.number,
        issued_at=letter.issued_at,
        submission_id=letter.matter.submission_id if letter.matter else None,
        answers=_answers(letter),
        received_at=answers.received_at if answers else None,
        requester=answers.requester if answers else None,
        unit=units[letter.unit_id].unit,
        to_units=content.to_units,
        recipient=content.recipient,
        by=content.by,
        language=content.language,
        subject=content.subject,
        confidential=letter.confidential,
        document=letter.document,
        attachments=content.attachments,
    )


def _answers(letter: Letter) -> str | None:
    return letter.matter.number if letter.kind == "answer" and letter.matter else None


def _is_urgent(letter: Letter) -> bool:
    return letter.matter is not None and letter.matter.urgent
