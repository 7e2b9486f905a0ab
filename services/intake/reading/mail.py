"""From the bytes of a message to what is written in it: pure, linear, and never another error than `Unreadable`."""

from services.intake.reading.addresses import addresses, identifiers, mailbox
from services.intake.reading.attachments import read_attachments, sort_parts
from services.intake.reading.cleaning import one_line
from services.intake.reading.manners import automatic, importance
from services.intake.reading.model import Limits, ReadMail, Unreadable
from services.intake.reading.parameters import parse_value
from services.intake.reading.parts import header_block, split
from services.intake.reading.text import guess_language, written
from services.intake.reading.words import decode_words


def read_mail(raw: bytes, limits: Limits) -> ReadMail:
    """Read one message (RFC 5322). Raises `Unreadable` when it is empty or passes a limit.

    Time and memory are not limited here; `worker` and `pool` do that around it.
    """
    headers, media_type, parts = split(raw, limits)
    found = sort_parts(parts)
    subject = one_line(decode_words(headers.first("subject")), limits.subject)
    text = written(found.plain, found.html, limits)
    name, address = mailbox(headers.first("from") or headers.first("sender"))
    return ReadMail(
        subject=subject,
        from_name=name,
        from_address=address,
        recipients=addresses((*headers.all("to"), *headers.all("cc")), limits.recipients),
        message_id=next(iter(identifiers(headers.first("message-id"), 1)), ""),
        in_reply_to=next(iter(identifiers(headers.first("in-reply-to"), 1)), ""),
        references=identifiers(b" ".join(headers.all("references")), limits.references),
        text=text,
        language=guess_language(f"{subject}\n{text}"),
        automatic=automatic(headers, media_type, address),
        importance=importance(headers),
        attachments=read_attachments(found.files, limits),
    )


def automatic_unread(raw: bytes, limits: Limits) -> str:
    """Why nobody may answer a mail that could not be read, by its own header alone, or nothing. Linear, never raises.

    What an endless header would have said in the end is not known, so a mail with one is not answered.
    """
    try:
        headers, _ = header_block(raw, 0, len(raw), limits)
    except Unreadable as verdict:
        return verdict.code
    media_type, _ = parse_value(headers.first("content-type"))
    _, address = mailbox(headers.first("from") or headers.first("sender"))
    return automatic(headers, media_type, address)
