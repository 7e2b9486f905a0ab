"""The audit log as syslog messages (RFC 5424) over TCP, framed by their length (RFC 6587), or over TLS (RFC 5425).

Syslog has no answer. What can be known is that the receiver's machine has every byte: the kernel tells how many are not
acknowledged yet. A receiver that dies just then may lose what it had read; where that matters, send to a collector.
"""

import asyncio
import fcntl
import json
import socket
import ssl
import struct
import termios
from collections.abc import Sequence

from shared.audit.line import Line
from shared.errors import TransientError

PRIORITY = 13 * 8 + 6
"""Facility "log audit", severity "informational" (RFC 5424, section 6.2.1)."""
SECONDS = 20.0
LOOK_SECONDS = 0.01
FAREWELL_SECONDS = 2.0


class SyslogSink:
    """A receiver; the connection is kept, and made again after anything that went wrong with it."""

    def __init__(self, host: str, port: int, *, tls: ssl.SSLContext | None, seconds: float = SECONDS) -> None:
        self._host = host
        self._port = port
        self._tls = tls
        self._seconds = seconds
        self._connection: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def send(self, lines: Sequence[Line]) -> None:
        """Send lines; returns once the receiver's machine has them. Raises `TransientError`."""
        try:
            async with asyncio.timeout(self._seconds):
                reader, writer = await self._connected()
                writer.write(b"".join(framed(line) for line in lines))
                await writer.drain()
                while True:
                    if _is_over(reader, writer):
                        # Before the kernel is asked: the number of a closed socket may be another's by now.
                        raise ConnectionResetError("closed by the receiver")
                    if not _unacknowledged(writer):
                        break
                    await asyncio.sleep(LOOK_SECONDS)
        except (OSError, TimeoutError) as error:
            await self.close()
            raise TransientError(f"syslog: {error!r}") from error

    async def close(self) -> None:
        """Close the connection; a receiver that reads nothing any more is left without a farewell."""
        if self._connection is not None:
            (_, writer), self._connection = self._connection, None
            writer.close()
            try:
                async with asyncio.timeout(FAREWELL_SECONDS):
                    await writer.wait_closed()
            except (OSError, TimeoutError):
                # It was broken already, or what is left in it will never go.
                writer.transport.abort()

    async def _connected(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if self._connection is not None and _is_over(*self._connection):
            # A receiver that was restarted: what is written to it now would be lost without a word.
            await self.close()
        if self._connection is None:
            self._connection = await asyncio.open_connection(self._host, self._port, ssl=self._tls)
        return self._connection


def framed(line: Line) -> bytes:
    """One message with its length before it."""
    facts = line.facts
    name = "".join(one for one in line.deed.what if "!" <= one <= "~")[:32] or "-"
    head = f"<{PRIORITY}>1 {facts['at'].replace('+00:00', 'Z')} {socket.gethostname()} diwan-{line.service} - {name} -"
    message = f"{head} {json.dumps(facts)}".encode("ascii")
    return b"%d %b" % (len(message), message)


def _is_over(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
    return reader.at_eof() or writer.is_closing()


def _unacknowledged(writer: asyncio.StreamWriter) -> int:
    """Bytes that the receiver's machine has not acknowledged (Linux, `SIOCOUTQ`)."""
    if writer.transport.get_write_buffer_size():
        return 1
    connection: socket.socket = writer.get_extra_info("socket")
    (left,) = struct.unpack("i", fcntl.ioctl(connection.fileno(), termios.TIOCOUTQ, b"\0\0\0\0"))
    return int(left)
