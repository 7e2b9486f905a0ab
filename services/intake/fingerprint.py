"""The key that tells a mail delivered twice from two mails.

A Message-ID is the sender's: it may repeat or be missing. The key is the hash of the message as its author's system made
it: what relays and receiving servers write on it while it travels is left out, because a second delivery after a lost
`250` travels again.

Left out, with their continuation lines: the trace fields of RFC 5321, section 4.4 (`Received`, `Return-Path`), what
delivery adds (`Delivered-To` RFC 9228, `Envelope-To`, `X-Original-To`), results of checks (`Authentication-Results`
RFC 8601, `Received-SPF` RFC 7208, `ARC-*` RFC 8617, `X-Spam-*`, `X-Virus-*`), and `DKIM-Signature`: some servers sign at
each attempt, with a new time in it. Two mails that differ in nothing but a signature are one letter. `Resent-*` stays:
a person sent it again. So does `Date`, and with it the same text sent tomorrow is another mail.
"""

import hashlib
import re

from services.intake.reading.headers import CARRIAGE_RETURN, field_name, field_spans

_TRAVEL = re.compile(
    rb"received|x-received|return-path|delivered-to|x-delivered-to|envelope-to|x-envelope-to|x-envelope-from|"
    rb"x-original-to|authentication-results|x-authentication-results|received-spf|arc-.*|dkim-signature|"
    rb"domainkey-signature|x-google-dkim-signature|x-google-smtp-source|x-gm-message-state|x-spam-.*|x-virus-.*"
)
_SCANNED = 1 << 20
_CHUNK = 1 << 20


def fingerprint(raw: bytes, mailbox: str) -> str:
    """SHA-256 in hex of a message without what its journey wrote on it, for the mailbox that received it.

    CRLF and LF count as the same line end. Linear in time; the body is hashed in pieces of 1 MiB. Of a header block
    without end the first MiB is looked through and the rest is hashed as it stands. Never raises.
    """
    address = mailbox.strip().lower().encode("utf-8", "surrogatepass")
    # The length keeps address and message apart, whatever they hold.
    digest = hashlib.sha256(len(address).to_bytes(4, "big") + address)
    border = min(len(raw), _SCANNED)
    spans, body = field_spans(raw, 0, border)
    for start, end in spans:
        if not _TRAVEL.fullmatch(field_name(raw, start)):
            digest.update(raw[start:end].replace(b"\r\n", b"\n"))
    if body is not None:
        digest.update(b"\n")
    position = border if body is None else body
    view = memoryview(raw)
    while position < len(raw):
        end = min(position + _CHUNK, len(raw))
        # A CRLF must not be cut in two.
        end += end < len(raw) and raw[end - 1] == CARRIAGE_RETURN
        digest.update(bytes(view[position:end]).replace(b"\r\n", b"\n"))
        position = end
    return digest.hexdigest()
