"""Which notice follows from an event, if any."""

from datetime import timedelta

from services.notify.model.addresses import message_id, recipient_of
from services.notify.model.letters import notice_with_letter
from services.notify.model.notice import (
    Closed,
    Facts,
    Incomplete,
    Moved,
    Notice,
    Question,
    Received,
    Registered,
    Rejected,
    Supplemented,
)
from services.notify.model.reminders import Digest
from shared.contracts.registry import (
    SubmissionIncompleteV1,
    SubmissionOpenedV1,
    SubmissionRejectedV1,
    SubmissionSupplementedV1,
)
from shared.contracts.routing import LetterIssuedV1, QuestionAskedV1, TransactionClosedV1, TransactionRoutedV1
from shared.ids import derived_id

WITH_THE_ANSWER = timedelta(minutes=10)
"""Whoever was just sent the answer is not told as well that this was the end."""

TellsRequester = (
    SubmissionOpenedV1
    | SubmissionIncompleteV1
    | SubmissionRejectedV1
    | SubmissionSupplementedV1
    | TransactionRoutedV1
    | QuestionAskedV1
    | TransactionClosedV1
)
"""The events that a requester may be told of in words alone."""

Stated = TellsRequester | LetterIssuedV1
"""The events that are told by mail or telephone."""

Told = Stated | Digest
"""What is told: events, and what was gathered for one of the staff."""


def notices_for(event: Told) -> Notice | None:
    """The notice that an event calls for; None when there is nothing to say or nobody to say it to.

    Nobody: no address, not exactly one valid address, or a sender that must not be answered (RFC 3834, 2); and no
    telephone number either, which only those have who wrote no mail. Raises `NoAddressError` for a letter of one's own
    initiative that has no valid address.
    """
    if isinstance(event, LetterIssuedV1):
        return notice_with_letter(event)
    if isinstance(event, Digest):
        return event.notice
    requester = event.requester
    told, recipient = _told(event), recipient_of(requester)
    if told is None or recipient is None:
        return None
    facts, occasion = told
    if requester.handed_in and requester.address is None and facts.kind == "received":
        # He stood at the counter and went with a receipt.
        return None
    return Notice(
        # Never made in another way, or a repeated event would become a second notice.
        notice_id=derived_id(event.submission_id, f"notice {facts.kind} {occasion}"),
        submission_id=event.submission_id,
        stated_at=event.occurred_at,
        recipient=recipient,
        by_telephone=requester.address is None,
        office=requester.handed_in.unit_id if requester.handed_in else "",
        language=requester.language,
        token=requester.token,
        facts=facts,
        subject=event.subject,
        number=_number(event),
        in_reply_to=message_id(requester.message_id),
        urgent=event.urgent,
        confidential=event.confidential,
    )


def _told(event: TellsRequester) -> tuple[Facts, str] | None:  # noqa: PLR0911 - one for each event
    """What is told, and what tells it apart from the same kind of notice about the same submission."""
    match event:
        case SubmissionOpenedV1():
            return Received(received_at=event.received_at, readable=event.readable), ""
        case SubmissionIncompleteV1():
            asked = Incomplete(
                type_title=event.request_type_title,
                missing=event.missing,
                remark=event.remark,
                missing_fields=event.missing_fields,
            )
            return asked, str(event.round)
        case SubmissionRejectedV1():
            return Rejected(reason=event.reason), ""
        case SubmissionSupplementedV1():
            # What it leads to otherwise is told in a notice of its own.
            if event.leads_to != "nothing":
                return None
            return (
                Supplemented(received_at=event.supplement_received_at, documents=event.documents),
                event.supplement_id,
            )
        case TransactionRoutedV1():
            routed = _routed(event)
            return None if routed is None else (routed, str(event.version))
        case QuestionAskedV1():
            return Question(unit=event.unit, text=event.question), str(event.round)
        case TransactionClosedV1():
            if event.answered_at is not None and event.closed_at - event.answered_at < WITH_THE_ANSWER:
                return None
            ended = Closed(
                closed_at=event.closed_at, unit=event.unit, answered_by=event.answered_by, because=event.because
            )
            return ended, str(event.version)


def _routed(event: TransactionRoutedV1) -> Facts | None:
    if event.version == 1:
        return Registered(
            registered_at=event.registered_at,
            unit=event.unit,
            due_on=event.due_on,
            days_to_answer=event.days_to_answer,
            original_required=event.original_required,
        )
    # Without a unit that it came from, it is where the requester was told: somebody only confirmed it, works on it, too,
    # or counted the days anew.
    return None if event.moved_from is None else Moved(unit=event.unit, since=event.since, due_on=event.due_on)


def _number(event: TellsRequester) -> str | None:
    numbered = SubmissionSupplementedV1 | TransactionRoutedV1 | QuestionAskedV1 | TransactionClosedV1
    return event.number if isinstance(event, numbered) else None
