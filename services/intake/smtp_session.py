"""One SMTP session (RFC 5321) within limits: aiosmtpd's protocol where it would take more than we have.

What aiosmtpd leaves open: a mail of very short lines, or of one endless line, costs many times its size in memory; a
client that does not read its answers holds its session for ever; a mail that takes longer than the idle time is cut off
however steadily it comes; and with a certificate it offers AUTH, though nobody has a password here.
"""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

from aiosmtpd.smtp import SMTP, syntax
from prometheus_client import Counter
from typing_extensions import override

from services.intake.smtp_load import Load

TOO_MANY_CONNECTIONS = b"421 4.3.2 Too many connections, please try again later\r\n"
GOODBYE = b"421 4.3.2 This server is going, please try again\r\n"
TOO_LARGE = "552 5.3.4 The mail is larger than we take"
TOO_MUCH_IN_HAND = "452 4.3.1 Too much at the moment, please try again later"

EARNS_TIME = 1024 * 1024
"""Bytes of a mail that are worth another idle time: about 28 kbit/s, with the default, is fast enough."""
LAST_LINE = b".\r\n"
END = b"\r\n" + LAST_LINE

FLUSH_SECONDS = 5.0
"""How long a client has to read its last answer."""

MAILS = Counter("diwan_mails_total", "Mails at the SMTP door, by answer.", ["answer"])


class LimitedSession(SMTP):
    """aiosmtpd's protocol, with limits of its own and of all sessions together."""

    envelope: Any
    transport: Any

    def __init__(self, handler: Any, *, load: Load, max_bytes: int, **options: Any) -> None:
        super().__init__(handler, data_size_limit=max_bytes, **options)
        self._load = load
        self._max_bytes = max_bytes
        self._client = ""
        self._counted = False
        self._takes_a_mail = False
        self._dismissed = False
        del self._smtp_methods["AUTH"]

    @override
    def connection_made(self, transport: Any) -> None:
        if not self._counted:  # it is called again after STARTTLS
            self._client = str((transport.get_extra_info("peername") or ("",))[0])
            if not self._load.enter(self._client):
                transport.write(TOO_MANY_CONNECTIONS)
                transport.close()
                MAILS.labels("421").inc()
                return
            self._counted = True
            self._load.sessions.add(self)
        super().connection_made(transport)

    @override
    def connection_lost(self, error: Exception | None) -> None:
        if self._counted:
            self._counted = False
            self._load.leave(self._client)
            self._load.sessions.discard(self)
            super().connection_lost(error)

    def dismiss(self) -> None:
        """Send the client away (RFC 5321, 3.8): at once, or when the mail that it is sending has its answer."""
        self._dismissed = True
        if not self._takes_a_mail and self.transport and not self.transport.is_closing():
            self.transport.write(GOODBYE)
            self.transport.close()

    @syntax("DATA")
    @override
    async def smtp_DATA(self, arg: str) -> None:
        """Take a mail. It ends with CRLF.CRLF and nothing else: whoever lets a bare LF end it can be sent two in one."""
        if await self.check_helo_needed():
            return
        if not self.envelope.rcpt_tos:
            await self.push("503 5.5.1 Error: need RCPT command")
            return
        if arg:
            await self.push("501 5.5.4 Syntax: DATA")
            return
        self._takes_a_mail = True
        try:
            await self._take_and_answer()
        finally:
            self._takes_a_mail = False
        if self._dismissed:
            self.dismiss()

    async def _take_and_answer(self) -> None:
        await self.push("354 End data with <CR><LF>.<CR><LF>")
        content = bytearray()
        try:
            answer = await self._take(content)
            if answer:
                MAILS.labels(answer[:3]).inc()
            else:
                answer = await self._handed_on(content)
        finally:
            self._load.bytes_in_hand -= len(content)
            self.envelope = self._create_envelope()
        await self.push(answer)

    async def _take(self, content: bytearray) -> str:
        """Read a mail to its end; returns why it is refused, if it is. Lines may be longer than RFC 5321 has them."""
        refused, received, transport = "", 0, self.transport
        async for piece in self._pieces():
            if received // EARNS_TIME != (received + len(piece)) // EARNS_TIME:
                self._reset_timeout()
            received += len(piece)
            if received > self._max_bytes:
                refused = TOO_LARGE
            elif not self._load.has_room(len(piece)):
                refused = refused or TOO_MUCH_IN_HAND
            if refused:
                self._load.bytes_in_hand -= len(content)
                content.clear()
                if received > 2 * self._max_bytes and not transport.is_closing():
                    # It is not read to its end either; that the connection is lost ends this.
                    await self.push(TOO_LARGE)
                    transport.close()
            else:
                content += piece
                self._load.bytes_in_hand += len(piece)
        return refused

    async def _pieces(self) -> AsyncIterator[bytes]:
        """The mail as it comes, in pieces of any size, up to the line with the dot that ends it.

        Its end is looked for in whole pieces and not line by line: a mail of 50 KB has 700 lines.
        """
        piece = b"\r\n"  # of the command: the end of an empty mail follows at once
        while piece.endswith(b"\r\n"):
            # A line end that was taken already is missing where the end is looked for; so it is not taken before a dot.
            first = await self._reader.readexactly(1)
            if first not in b".\r":
                yield first
                break
            piece = first + await self._until(b"\r\n")
            if (b"\r\n" + piece).endswith(END):
                yield piece[: -len(LAST_LINE)]
                return
            yield piece
        while not (piece := await self._until(END)).endswith(END):
            yield piece
        yield piece[: -len(LAST_LINE)]

    async def _until(self, separator: bytes) -> bytes:
        """What comes up to a separator and with it, or some of it when that is too long to wait for its end."""
        try:
            piece: bytes = await self._reader.readuntil(separator)
        except asyncio.LimitOverrunError as error:
            piece = await self._reader.read(error.consumed)
        return piece

    async def _handed_on(self, content: bytearray) -> str:
        # Whoever sends a line that begins with a dot puts another one before it (section 4.5.2).
        raw = bytes(content).removeprefix(b".").replace(b"\r\n.", b"\r\n")
        self.envelope.content = self.envelope.original_content = raw
        return str(await self._call_handler_hook("DATA"))

    @override
    def _getaddr(self, arg: str) -> tuple[str | None, str | None]:
        """An address and what follows on it; twice nothing when it is none, which is a 553 and our trouble never."""
        try:
            found: tuple[str | None, str | None] = super()._getaddr(arg)
        except Exception:  # noqa: BLE001 - the standard library's parser stumbles, as over `<`
            return None, None
        return found

    @override
    def _timeout_cb(self) -> None:
        transport = self.transport
        super()._timeout_cb()  # type: ignore[no-untyped-call]  # aiosmtpd has no types
        # Closing waits for the client to read what is under way to it; some never do.
        self.loop.call_later(FLUSH_SECONDS, transport.abort)
