"""The documents that the senders write, from a seed: what a ministry gets on a day, in small."""

import email.policy
import random
from email.message import EmailMessage

from tests.faults.history import Document

DOMAIN = "diwan.example"
DOCUMENTS = f"documents@{DOMAIN}"
PERMITS = f"work-permits@{DOMAIN}"
GOVERNMENT = f"government@{DOMAIN}"

PASSPORT = "جواز سفر العامل.pdf"
OTHER_PAPERS = ("عقد العمل.pdf", "شهادة السجل التجاري.pdf")

KINDS = {
    "letter": 40,
    "urgent letter": 8,
    "letter of a government body": 6,
    "letter to an urgent mailbox": 4,
    "incomplete application": 12,
    "upload": 16,
    "urgent upload": 4,
    "incomplete upload": 8,
}
"""What is written, and how often of a hundred (about)."""


class Writer:
    """Writes documents; the same seed writes the same."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._written = 0

    def next(self, kind: str = "") -> Document:
        """Another document, of any kind or of this one."""
        name, dice = self._begin()
        kind = kind or dice.choices(list(KINDS), list(KINDS.values()))[0]
        sender = f"{name}@company.example"
        match kind:
            case "urgent letter":
                return _mail(dice, name, kind, sender, subject="عاجل: خطاب", urgent=True)
            case "letter of a government body":
                return _mail(dice, name, kind, f"{name}@rop.example", urgent=True)
            case "letter to an urgent mailbox":
                return _mail(dice, name, kind, sender, recipient=GOVERNMENT, urgent=True)
            case "incomplete application":
                return _mail(dice, name, kind, sender, recipient=PERMITS, files=(PASSPORT,), needs_nobody=False)
            case "upload":
                return _upload(dice, name, kind, sender)
            case "urgent upload":
                return _upload(dice, name, kind, sender, subject="عاجل: طلب", urgent=True)
            case "incomplete upload":
                return _upload(
                    dice, name, kind, sender, files=(PASSPORT,), request_type="work-permit", needs_nobody=False
                )
            case _:
                return _mail(dice, name, "letter", sender)

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
