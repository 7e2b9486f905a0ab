"""The notice that brings a letter."""

from services.notify.model.addresses import mail_address, message_id, recipient_of
from services.notify.model.notice import Answered, Notice, OwnLetter
from shared.contracts.base import Requester
from shared.contracts.routing import LetterIssuedV1
from shared.ids import derived_id


class NoAddressError(ValueError):
    """A letter is to go by mail to what is no address: somebody has to see it, for nobody else misses it."""


def notice_with_letter(event: LetterIssuedV1) -> Notice | None:
    """The mail that brings a letter, or the word by telephone that there is one; to units nobody here brings anything.

    What goes by paper is told by telephone alone: whoever has a mail address waits for the paper. None, too, when nobody
    may be written to. Raises `NoAddressError`.
    """
    requester = event.requester
    if requester is not None and _is_told_by_telephone(event, requester):
        return _answer(event, requester)
    if event.by != "mail":
        return None
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


def _is_told_by_telephone(event: LetterIssuedV1, requester: Requester) -> bool:
    """Whether an answer reaches the requester on his tracking page, and he has no mail address to be told at."""
    return event.by != "units" and event.recipient.address is None and requester.address is None


def _answer(event: LetterIssuedV1, requester: Requester) -> Notice | None:
    recipient = recipient_of(requester)
    if recipient is None or event.submission_id is None:
        return None
    by_telephone = requester.address is None
    facts = Answered(
        letter_number=event.number,
        issued_at=event.issued_at,
        unit=event.unit,
        letter=event.document,
        attachments=event.attachments,
        # What is confidential does not lie in mailboxes: whoever has the link has it. No telephone takes a letter.
        enclosed="nothing" if event.confidential or by_telephone else "all",
    )
    return Notice(
        notice_id=derived_id(event.submission_id, f"notice {facts.kind} {event.letter_id}"),
        submission_id=event.submission_id,
        stated_at=event.occurred_at,
        recipient=recipient,
        by_telephone=by_telephone,
        office=requester.handed_in.unit_id if requester.handed_in else "",
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
