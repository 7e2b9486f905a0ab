"""Which notice follows from an event, if any."""

from services.notify.model.addresses import mail_address, message_id
from services.notify.model.notice import (
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
from shared.contracts.base import Requester
from shared.contracts.registry import (
    SubmissionIncompleteV1,
    SubmissionOpenedV1,
    SubmissionRejectedV1,
    SubmissionSupplementedV1,
)
from shared.contracts.routing import QuestionAskedV1, TransactionRoutedV1
from shared.ids import derived_id
from shared.telephone import is_normalised

Told = (
    SubmissionOpenedV1
    | SubmissionIncompleteV1
    | SubmissionRejectedV1
    | SubmissionSupplementedV1
    | TransactionRoutedV1
    | QuestionAskedV1
)
"""The events that a requester may be told of."""


def notices_for(event: Told) -> Notice | None:
    """The notice that an event calls for; None when there is nothing to say or nobody to say it to.

    Nobody: no address, not exactly one valid address, or a sender that must not be answered (RFC 3834, 2); and no
    telephone number either, which only those have who wrote no mail.
    """
    requester = event.requester
    told, recipient = _told(event), _recipient(requester)
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
    )


def _recipient(requester: Requester) -> str | None:
    if requester.address is None:
        return requester.phone if is_normalised(requester.phone) else None
    return mail_address(requester.address) if requester.answerable else None


def _told(event: Told) -> tuple[Facts, str] | None:  # noqa: PLR0911 - one for each event
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


def _number(event: Told) -> str | None:
    numbered = SubmissionSupplementedV1 | TransactionRoutedV1 | QuestionAskedV1
    return event.number if isinstance(event, numbered) else None
