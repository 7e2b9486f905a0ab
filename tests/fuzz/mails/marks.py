"""Marks by which a mail says that no person wrote it, or that many get it (RFC 3834, 2919, 2369), as programs write them."""

from random import Random

AUTOMATIC = (
    b"Auto-Submitted: auto-replied",
    b"auto-submitted: AUTO-GENERATED",
    b'Auto-Submitted:\r\n auto-notified; owner-email="a@b.example"',
    b"Auto-Submitted: (written by a machine) auto-replied",
    b"Auto-Submitted: auto-replied (vacation)",
    b"Auto-Submitted : auto-generated",
    b"Auto-Submitted: no\r\nAuto-Submitted: auto-replied",
    b"X-Autoreply: yes",
    b"X-Autorespond: Out of office",
    b"X-Auto-Response-Suppress: All",
    b"X-Auto-Response-Suppress: DR, AutoReply",
    b"List-Id: <news.company.example>",
    b"List-Unsubscribe: <mailto:leave@company.example>",
    b"LIST-POST: NO",
    b"Precedence: bulk",
    b"Precedence: LIST",
    b"precedence: junk",
    b"Precedence: first-class\r\nPrecedence: (many) bulk",
    b"From: mailer-daemon@company.example",
    b"From: No Reply <no-reply@company.example>",
    b"Content-Type: multipart/report; report-type=delivery-status; boundary=r",
    b"Content-Type: message/delivery-status",
)


def mark(rng: Random) -> bytes:
    """A header line, or two, with which a mail must not be answered. It is to stand before all others."""
    return rng.choice(AUTOMATIC) + b"\r\n"
