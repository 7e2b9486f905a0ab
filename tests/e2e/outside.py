"""The registry as people outside see it: the SMTP door, the gateway, and the mailbox their notices come to."""

import email
import email.policy
import smtplib
import time
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Any, TypeVar

import httpx

from deploy.local.stack import Stack

DOCUMENTS = "documents@diwan.example"
PATIENCE_SECONDS = 60.0

PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)
"""One empty page."""

Found = TypeVar("Found")


def seen(matter: Mapping[str, Any]) -> dict[str, str]:
    """The header of a change to a matter as it was seen."""
    return {"If-Match": f'"{matter["version"]}"'}


def pdf() -> bytes:
    """A page that no other document is equal to."""
    return PDF + f"% {uuid.uuid4()}\n".encode()


def letter(
    *,
    sender: str,
    subject: str,
    text: str = "تحية طيبة وبعد، نرفق لكم المستندات المطلوبة.",
    files: tuple[str, ...] = (),
    recipient: str = DOCUMENTS,
) -> EmailMessage:
    """A letter with PDF files of these names."""
    message = EmailMessage(policy=email.policy.SMTP)
    message["From"] = sender
    message["To"] = recipient
    message["Subject"] = subject
    message["Message-ID"] = f"<{uuid.uuid4()}@sender.example>"
    message.set_content(text)
    for name in files:
        message.add_attachment(pdf(), maintype="application", subtype="pdf", filename=name)
    return message


@dataclass(frozen=True)
class Notice:
    """A notice that somebody got."""

    recipient: str
    kind: str
    submission: str
    number: str
    message: EmailMessage
    arrived_at: int
    """Nanoseconds of the clock."""

    @property
    def text(self) -> str:
        """What is written in it, plain."""
        body = self.message.get_body(("plain",))
        return body.get_content() if body else ""


class Outside:
    """Everything a sender or a clerk can do from outside."""

    def __init__(self, stack: Stack) -> None:
        self.stack = stack
        # With a certificate, it is a test's own, which vouches for itself.
        self.verify = not stack.settings.tls_cert
        self.http = httpx.Client(base_url=stack.base_url, timeout=30, trust_env=False, verify=self.verify)
        self._read: dict[Path, Notice] = {}

    def send(self, message: EmailMessage | bytes, *, sender: str, recipients: tuple[str, ...] = (DOCUMENTS,)) -> None:
        """Send a mail; returns when it was accepted, raises what smtplib raises when not."""
        raw = message if isinstance(message, bytes) else message.as_bytes()
        with smtplib.SMTP(*self.stack.smtp_address, timeout=60) as smtp:
            smtp.sendmail(sender, recipients, raw)

    def notices(self, **wanted: str) -> list[Notice]:
        """The notices in the mailbox with these values (`recipient`, `kind`, `submission`, `number`)."""
        for path in (self.stack.layout.maildir / "new").iterdir():
            if path not in self._read:
                self._read[path] = _notice(path)
        return [
            one for one in self._read.values() if all(getattr(one, name) == value for name, value in wanted.items())
        ]

    def notice(self, **wanted: str) -> Notice:
        """Wait for the one notice with these values."""
        found = wait_for(lambda: self.notices(**wanted))
        assert len(found) == 1, found
        return found[0]

    def token(self, name: str) -> str:
        """An access token of a demo account."""
        answer = self.http.post(
            "/api/v1/token",
            data={"grant_type": "password", "username": name, "password": self.stack.accounts[name]},
        )
        answer.raise_for_status()
        return str(answer.json()["access_token"])

    def as_(self, name: str) -> httpx.Client:
        """A client that is signed in as a demo account."""
        return httpx.Client(
            base_url=self.stack.base_url,
            headers={"Authorization": f"Bearer {self.token(name)}"},
            timeout=30,
            trust_env=False,
            verify=self.verify,
        )

    def book(self, year: int, book: str = "incoming") -> list[dict[str, Any]]:
        """All lines of a book."""
        entries: list[dict[str, Any]] = []
        with self.as_("auditor") as auditor:
            after: int | None = 0
            while after is not None:
                page = auditor.get(f"/api/v1/registers/{book}/{year}", params={"after": after, "limit": 500})
                page.raise_for_status()
                entries += page.json()["entries"]
                after = page.json()["next"]
        return entries


def wait_for(look: Callable[[], Found | None], seconds: float = PATIENCE_SECONDS) -> Found:
    """Wait until something is true, and return it."""
    deadline = time.monotonic() + seconds
    while not (found := look()):
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.1)
    return found


def _notice(path: Path) -> Notice:
    with path.open("rb") as file:
        message = email.message_from_binary_file(file, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return Notice(
        recipient=str(message["X-RcptTo"]),
        kind=str(message["X-Diwan-Notice"]),
        submission=str(message["X-Diwan-Submission"]),
        number=str(message["X-Diwan-Transaction"] or ""),
        message=message,
        arrived_at=path.stat().st_mtime_ns,
    )
