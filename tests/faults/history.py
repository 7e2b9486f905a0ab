"""What the senders remember: what they sent, when, and what they were answered. The oracle holds the house against it."""

import hashlib
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Channel = Literal["mail", "upload"]
Answer = Literal["yes", "later", "no", "lost"]
"""Accepted; asked to come again; refused for good; no answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What came of one attempt. `submission` and `token` are what the answer to an upload says."""

    answer: Answer
    words: str = ""
    submission: str = ""
    token: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One try to hand a document in. `sha256` is of the raw mail, which gathers trace headers on its way."""

    at: float
    answered_at: float
    sha256: str
    size: int
    reply: Reply


@dataclass(slots=True, kw_only=True)
class Document:
    """One thing that a sender wants to be registered, and all tries to hand it in.

    `needs_nobody`: everything is there, so that it is registered with no further step of anybody. `completes` names the
    document that this one supplements. `key` is an upload's Idempotency-Key.
    """

    name: str
    kind: str
    channel: Channel
    sender: str
    urgent: bool = False
    needs_nobody: bool = True
    completes: str = ""
    recipient: str = ""
    raw: bytes = b""
    path: str = ""
    form: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict)
    key: str = ""
    attempts: list[Attempt] = field(default_factory=list)
    given_up: bool = False

    @property
    def promised(self) -> bool:
        """Whether any attempt got a yes."""
        return any(attempt.reply.answer == "yes" for attempt in self.attempts)

    @property
    def size(self) -> int:
        """Bytes of the mail, or of the files."""
        return len(self.raw) or sum(len(content) for content in self.files.values())

    def variant(self, journey: int) -> bytes:
        """The mail as it arrives after so many journeys: each writes a trace header on it."""
        stamp = b"Received: from sender.example by relay%d.example; Sat, 21 Nov 2026 10:00:00 +0400\r\n"
        return b"".join(stamp % number for number in range(journey)) + self.raw

    def note(self, began: float, sent: bytes, reply: Reply) -> None:
        """Remember an attempt."""
        self.attempts.append(
            Attempt(
                at=began,
                answered_at=time.time(),
                sha256=hashlib.sha256(sent).hexdigest(),
                size=len(sent),
                reply=reply,
            )
        )
