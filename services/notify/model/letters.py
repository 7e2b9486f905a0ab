"""The mail that brings a letter."""

from services.notify.model.addresses import mail_address, message_id
from services.notify.model.notice import Answered, Notice, OwnLetter
from shared.contracts.base import Requester
from shared.contracts.routing import LetterIssuedV1
from shared.ids import derived_id


class NoAddressError(ValueError):
    """A letter is to go by mail to what is no address: somebody has to see it, for nobody else misses it."""


def notice_with_letter(event: LetterIssuedV1) -> Notice | None:
    """The mail that brings a letter; what goes by paper, or to units, is brought by nobody here.

    None, too, when nobody may be written to. Raises `NoAddressError`.
    """
    if event.by != "mail":
        return None
    requester = event.requester
    if requester is not None and _goes_to(requester, event.recipient.address):
        return _answer(event, requester)
    return _own_letter(event)


def _goes_to(requester: Requester, address: str | None) -> bool:
    """Whether an answer goes to the address that the requester wrote from.

    Where somebody chose another one, or one that no machine may answer, it is a letter like any other: it carries no
    tracking link, which is the requester's alone.
    """
    if address is None:
        return True
    theirs = mail_address(requester.address) if requester.answerable else None
    return theirs is not None and theirs.casefold() == (mail_address(address) or "").casefold()


def _answer(event: LetterIssuedV1, requester: Requester) -> Notice | None:
    recipient = mail_address(requester.address)
    if recipient is None or not requester.answerable or event.submission_id is None:
        return None
    facts = Answered(
        letter_number=event.number,
        issued_at=event.issued_at,
        unit=event.unit,
        letter=event.document,
        attachments=event.attachments,
        # What is confidential does not lie in mailboxes: whoever has the link has it.
        enclosed="nothing" if event.confidential else "all",
    )
    return Notice(
        notice_id=derived_id(event.submission_id, f"notice {facts.kind} {event.letter_id}"),
        submission_id=event.submission_id,
        stated_at=event.occurred_at,
        recipient=recipient,
        language=requester.language,
        token=requester.token,
        facts=facts,
        subject="" if event.confidential else event.subject,
        number=event.answers,
        in_reply_to=message_id(requester.message_id),
        urgent=event.urgent,
    )


def _own_letter(event: LetterIssuedV1) -> Notice:
    recipient = mail_address(event.recipient.address)
    if recipient is None:
        raise NoAddressError(event.number)
    facts = OwnLetter(
        letter_number=event.number,
        issued_at=event.issued_at,
        unit=event.unit,
        letter=event.document,
        attachments=event.attachments,
    )
    return Notice(
        notice_id=derived_id(event.letter_id, f"notice {facts.kind} "),
        submission_id=event.submission_id or event.letter_id,
        stated_at=event.occurred_at,
        recipient=recipient,
        language=event.language,
        token="",
        facts=facts,
        subject="" if event.confidential else event.subject,
        number=event.number,
        urgent=event.urgent,
    )
