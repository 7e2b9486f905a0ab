"""The mail relay that notices are handed to: it keeps everything it takes, and is as unreliable as it is told."""

import asyncio
import email
import email.policy
import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Any, Literal, Self

from aiosmtpd.smtp import SMTP

Mood = Literal["well", "defers", "forgets to answer"]
"""Takes everything; says 451 to everything; takes, and closes without an answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A notice that the relay has taken, and whether it said so."""

    at: float
    message_id: str
    kind: str
    submission: str
    number: str
    recipient: str
    reply_to: str
    sha256: str
    answered: bool


class RelaySink:
    """The relay's side of the conversation, as aiosmtpd's handler."""

    def __init__(self) -> None:
        self.mood: Mood = "well"
        self.taken: list[Taken] = []
        self.tell: Callable[[Taken], None] = lambda _: None
        self._server: asyncio.Server | None = None

    async def __aenter__(self) -> Self:
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(
            lambda: SMTP(self, enable_SMTPUTF8=True, hostname="relay.example", loop=loop), "127.0.0.1", 0
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._server is not None:
            self._server.close()

    @property
    def port(self) -> int:
        """Where it listens."""
        assert self._server is not None
        return int(self._server.sockets[0].getsockname()[1])

    async def handle_DATA(self, server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        if self.mood == "defers":
            return "451 4.3.2 Not now"
        answered = self.mood != "forgets to answer"
        taken = _taken(envelope.content, envelope.rcpt_tos[0], answered=answered)
        self.taken.append(taken)
        self.tell(taken)
        if not answered:
            server.transport.abort()
        return "250 2.0.0 Taken"


def _taken(raw: bytes, recipient: str, *, answered: bool) -> Taken:
    message = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return Taken(
        at=time.time(),
        message_id=str(message["Message-ID"]),
        kind=str(message["X-Diwan-Notice"]),
        submission=str(message["X-Diwan-Submission"]),
        number=str(message["X-Diwan-Transaction"] or ""),
        recipient=recipient,
        reply_to=str(message["Reply-To"] or ""),
        sha256=hashlib.sha256(raw).hexdigest(),
        answered=answered,
    )
