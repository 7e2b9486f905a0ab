"""The documents that the senders write, from a seed: what a ministry gets on a day, in small."""

import email.policy
import random
from collections.abc import Mapping
from email.message import EmailMessage
from typing import Any

from tests.faults.history import Document

DOMAIN = "diwan.example"
DOCUMENTS = f"documents@{DOMAIN}"
PERMITS = f"work-permits@{DOMAIN}"
GOVERNMENT = f"government@{DOMAIN}"

PASSPORT = "جواز سفر العامل.pdf"
OTHER_PAPERS = ("عقد العمل.pdf", "شهادة السجل التجاري.pdf")

GOVERNMENT_DOMAIN = "rop.example"
GOVERNMENT_LETTER = "letter of a government body"

_MAILS: Mapping[str, Mapping[str, Any]] = {
    "letter": {},
    "urgent letter": {"subject": "عاجل: خطاب", "urgent": True},
    GOVERNMENT_LETTER: {"urgent": True},
    "letter to an urgent mailbox": {"recipient": GOVERNMENT, "urgent": True},
    "incomplete application": {"recipient": PERMITS, "files": (PASSPORT,), "needs_nobody": False},
}
_UPLOADS: Mapping[str, Mapping[str, Any]] = {
    "upload": {},
    "urgent upload": {"subject": "عاجل: طلب", "urgent": True},
    "incomplete upload": {"files": (PASSPORT,), "request_type": "work-permit", "needs_nobody": False},
}
WEIGHTS = dict(zip((*_MAILS, *_UPLOADS), (40, 8, 6, 4, 12, 16, 4, 8), strict=True))
"""What is written, and how often of a hundred (about)."""


class Writer:
    """Writes documents; the same seed writes the same."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._written = 0

    def next(self, kind: str = "") -> Document:
        """Another document, of any kind or of this one."""
        name, dice = self._begin()
        kind = kind or dice.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
        sender = f"{name}@company.example"
        if "upload" in kind:
            return _upload(dice, name, kind, sender, **_UPLOADS[kind])
        if kind == GOVERNMENT_LETTER:
            sender = f"{name}@{GOVERNMENT_DOMAIN}"
        return _mail(dice, name, kind, sender, **_MAILS[kind])

    def completing(self, document: Document, *, reply_to: str = "", token: str = "") -> Document:
        """The papers that an incomplete document lacks: by mail to the notice's reply address, or uploaded."""
        name, dice = self._begin()
        if reply_to:
            return _mail(
                dice,
                name,
                "supplement by mail",
                document.sender,
                recipient=reply_to,
                subject="رد: طلب",
                files=OTHER_PAPERS,
                completes=document.name,
            )
        return _upload(
            dice,
            name,
            "supplement by upload",
            document.sender,
            files=OTHER_PAPERS,
            path=f"/api/v1/tracking/{token}/supplements",
            completes=document.name,
        )

    def adding(self, document: Document, number: str) -> Document:
        """One more letter about a matter that has a number."""
        name, dice = self._begin()
        return _mail(
            dice,
            name,
            "addition by number",
            document.sender,
            subject=f"إضافة إلى {number}",
            completes=document.name,
            urgent=document.urgent,
        )

    def _begin(self) -> tuple[str, random.Random]:
        self._written += 1
        return f"d{self._written:05}", random.Random(f"{self._seed}/{self._written}")


def _mail(
    dice: random.Random,
    name: str,
    kind: str,
    sender: str,
    *,
    recipient: str = DOCUMENTS,
    subject: str = "خطاب",
    files: tuple[str, ...] = ("خطاب.pdf",),
    urgent: bool = False,
    needs_nobody: bool = True,
    completes: str = "",
) -> Document:
    papers = {each: _paper(dice) for each in files}
    message = EmailMessage(policy=email.policy.SMTP)
    message["From"] = sender
    message["To"] = recipient
    message["Subject"] = subject
    message["Message-ID"] = f"<{name}.{dice.getrandbits(64):x}@sender.example>"
    message.set_content("تحية طيبة وبعد، نرفق لكم المستندات.\n")
    for each, content in papers.items():
        message.add_attachment(content, maintype="application", subtype="pdf", filename=each)
    message.set_boundary(f"{dice.getrandbits(96):024x}")
    return Document(
        name=name,
        kind=kind,
        channel="mail",
        sender=sender,
        recipient=recipient,
        raw=message.as_bytes(),
        files=papers,
        urgent=urgent,
        needs_nobody=needs_nobody,
        completes=completes,
    )


def _upload(
    dice: random.Random,
    name: str,
    kind: str,
    sender: str,
    *,
    subject: str = "طلب",
    files: tuple[str, ...] = ("خطاب.pdf",),
    request_type: str = "",
    path: str = "/api/v1/submissions",
    urgent: bool = False,
    needs_nobody: bool = True,
    completes: str = "",
) -> Document:
    form = {"message": "نرفق لكم المستندات."}
    if not completes:
        form |= {"subject": subject, "sender_email": sender}
    if request_type:
        form["request_type"] = request_type
    return Document(
        name=name,
        kind=kind,
        channel="upload",
        sender=sender,
        path=path,
        form=form,
        files={each: _paper(dice) for each in files},
        key=f"{name}-{dice.getrandbits(96):x}",
        urgent=urgent,
        needs_nobody=needs_nobody,
        completes=completes,
    )


def _paper(dice: random.Random) -> bytes:
    """A file that no other is equal to."""
    return b"%PDF-1.4\n" + dice.randbytes(dice.choice((200, 2_000, 20_000)))
