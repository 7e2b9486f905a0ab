"""The notices that came since the demonstration began, read from the Maildir of the local relay."""

import email
import email.policy
import re
from collections.abc import Iterable
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Final

_TOKEN: Final = re.compile(r"/track/([0-9a-f]{32})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A notice in its recipient's mailbox."""

    recipient: str
    kind: str
    submission: str
    number: str
    reply_to: str
    message_id: str
    token: str
    """For tracking; out of the link in its text."""
    at: float
    """When it was there, as Unix time."""


class Mailroom:
    """Reads each notice once; those that were there before do not count."""

    def __init__(self, maildir: Path) -> None:
        self._folder = maildir / "new"
        self._seen = set(self._files())

    def new(self) -> list[Notice]:
        """What came since the last look, oldest first."""
        fresh = [path for path in self._files() if path not in self._seen]
        self._seen.update(fresh)
        return sorted((_read(path) for path in fresh), key=lambda notice: notice.at)

    def _files(self) -> Iterable[Path]:
        # The relay makes the folder with the first notice.
        return self._folder.iterdir() if self._folder.is_dir() else ()


def _read(path: Path) -> Notice:
    with path.open("rb") as file:
        message = email.message_from_binary_file(file, _class=EmailMessage, policy=email.policy.default)
    body = message.get_body(("plain",))
    found = _TOKEN.search(body.get_content()) if body else None
    return Notice(
        recipient=_header(message, "X-RcptTo"),
        kind=_header(message, "X-Diwan-Notice"),
        submission=_header(message, "X-Diwan-Submission"),
        number=_header(message, "X-Diwan-Transaction"),
        reply_to=_header(message, "Reply-To"),
        message_id=_header(message, "Message-ID"),
        token=found[1] if found else "",
        at=path.stat().st_mtime,
    )


def _header(message: EmailMessage, name: str) -> str:
    return str(message[name] or "").strip()
