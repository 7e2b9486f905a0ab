"""A conversation with the relay on a connection that stands: what is said together, and a reply to each of it.

aiosmtplib opens connections, encrypts them and signs in; but it speaks one command at a time by design. Most of a
notice's cost was waiting four times for one mail, so from there on we speak ourselves (RFC 5321, 4.2; RFC 2920).
"""

import asyncio
from dataclasses import dataclass
from typing import Final

from typing_extensions import override

_LONGEST: Final = 32 * 1024
"""Bytes that wait for the end of their reply, at most; a relay that says more says nothing that we want to hear."""


class BrokenConversationError(Exception):
    """The connection is closed, or what came over it is no reply."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What the relay answered to one command; the lines of a longer answer are joined by line breaks."""

    code: int
    text: str


class Conversation(asyncio.Protocol):
    """Takes a transport over, and holds it until it is closed."""

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport = transport
        self._heard = b""
        self._lines: list[bytes] = []
        self._replies: list[Reply] = []
        self._wanted = 0
        self._complete: asyncio.Future[list[Reply]] | None = None
        transport.set_protocol(self)

    @property
    def is_open(self) -> bool:
        """Whether something can be said."""
        return not self._transport.is_closing()

    async def say(self, said: bytes, *, replies: int) -> list[Reply]:
        """Send what is complete in itself, and wait for so many replies. Raises `BrokenConversationError`."""
        if not self.is_open:
            raise BrokenConversationError("the connection is closed")
        self._heard, self._lines, self._replies, self._wanted = b"", [], [], replies
        self._complete = asyncio.get_running_loop().create_future()
        self._transport.write(said)
        try:
            return await self._complete
        finally:
            self._complete = None

    def close(self) -> None:
        """Hang up."""
        self._transport.close()

    @override
    def data_received(self, data: bytes) -> None:
        # What nobody asked for, such as a word before hanging up, answers nothing.
        if self._complete is None or self._complete.done():
            return
        try:
            self._hear(data)
        except BrokenConversationError as error:
            self._complete.set_exception(error)
        else:
            if len(self._replies) >= self._wanted:
                self._complete.set_result(self._replies)

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        if self._complete is not None and not self._complete.done():
            self._complete.set_exception(BrokenConversationError(f"the connection is lost: {exc or 'closed'}"))

    def _hear(self, data: bytes) -> None:
        *lines, self._heard = (self._heard + data).split(b"\n")
        for line in lines:
            code, more, text = line[:3], line[3:4], line[4:].strip()
            if not code.isdigit():
                raise BrokenConversationError(f"no reply: {line[:100]!r}")
            self._lines.append(text)
            if more != b"-":
                self._replies.append(Reply(int(code), b"\n".join(self._lines).decode("utf-8", "surrogateescape")))
                self._lines = []
        if len(self._heard) + sum(map(len, self._lines)) > _LONGEST or len(self._replies) > self._wanted:
            raise BrokenConversationError("more than a reply")
