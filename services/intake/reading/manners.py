"""Whom nobody may answer automatically (RFC 3834, section 2; RFC 2919 and 2369 for lists), and what is important."""

import re

from services.intake.reading.headers import Headers

_NOBODY = re.compile(
    r"(?:mailer-daemon|postmaster|no[-_.]?reply|do[-_.]?not[-_.]?reply|donotreply|bounces?|double-bounce|"
    r"listserv|majordomo|owner-.*|.*-(?:request|bounces?|owner))(?:\+.*)?\Z",
    re.IGNORECASE,
)
_ONLY_DELIVERY_REPORTS = frozenset({"none", "dr", "ndr", "rn", "nrn", ""})


def automatic(headers: Headers, media_type: str, from_address: str) -> str:
    """Why a mail may not be answered, as a code of `ReadMail.automatic`, or nothing.

    The null return path is not in the message: the door knows it from the envelope.
    """
    # What says something else than "no", or says it in words we do not know, is in doubt: nobody is answered.
    if set(headers.tokens("auto-submitted")) - {"no"} or {"x-autoreply", "x-autorespond"} & set(headers):
        return "auto-submitted"
    if media_type in ("multipart/report", "message/delivery-status", "message/disposition-notification"):
        return "report"
    if any(name.startswith("list-") for name in headers):
        return "list"
    if {"bulk", "junk", "list", "auto_reply"} & set(headers.tokens("precedence")):
        return "bulk"
    # MS-OXCMAIL 2.2.3.2.14: what the sender's Exchange does not want to get; delivery reports are not ours to send.
    suppressed = headers.first("x-auto-response-suppress").decode("latin-1").lower()
    if not {word.strip() for word in suppressed.split(",")} <= _ONLY_DELIVERY_REPORTS:
        return "suppressed"
    return "no-reply-sender" if _NOBODY.match(from_address.rpartition("@")[0]) else ""


def importance(headers: Headers) -> str:
    """`high` when the sender marked the mail so (RFC 2156 `Importance`, `Priority`; the older `X-` ones), or nothing."""
    high = (
        headers.token("importance") == "high"
        or headers.token("priority") == "urgent"
        or headers.token("x-priority") == "1"
        or headers.token("x-msmail-priority") == "high"
    )
    return "high" if high else ""
