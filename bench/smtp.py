"""The feeder: mails over SMTP connections that are kept, as a relay before the door would send them.

Closed loop (`saturate`): every connection sends its next mail when the last was accepted. Open loop (`at_rate`): mails
begin at times that do not wait for the answers, as senders do, so that a slow answer is not hidden by fewer questions.
"""

import asyncio
import time
from collections.abc import Callable, Iterable, Iterator
from random import Random
from typing import Final

from bench.errors import BenchError
from bench.history import Accepted
from bench.letters import Copy

MAILS_PER_CONNECTION: Final = 500
"""Then it is opened anew, as relays do; the door ends a session after 2,000."""
MOST_CONNECTIONS: Final = 90
"""At a time; the door takes 100 from one address."""
_OK: Final = b"250"
_GO_AHEAD: Final = b"354"

Take = Callable[[Accepted], None]
"""Is told of every mail that was accepted."""


class Connection:
    """One SMTP session with the door."""

    def __init__(self, host: str, port: int) -> None:
        self._address = host, port
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None
        self._mails = 0

    async def send(self, copy: Copy) -> Accepted:
        """Send one mail; returns when it is accepted. Raises `BenchError` when it is not."""
        reader, writer = await self._open()
        begun_at = time.time()
        await _command(reader, writer, f"MAIL FROM:<{copy.sender}> BODY=8BITMIME", _OK)
        await _command(reader, writer, f"RCPT TO:<{copy.recipient}>", _OK)
        await _command(reader, writer, "DATA", _GO_AHEAD)
        # No line of these letters begins with a dot.
        writer.writelines((copy.mail, b".\r\n"))
        await writer.drain()
        sent_at = time.time()
        await _answer(reader, _OK)
        self._mails += 1
        return Accepted(
            key=copy.serial, begun_at=begun_at, sent_at=sent_at, accepted_at=time.time(), size=len(copy.mail)
        )

    async def close(self) -> None:
        """Say goodbye."""
        writer, self._reader, self._writer, self._mails = self._writer, None, None, 0
        if writer is not None:
            writer.write(b"QUIT\r\n")
            writer.close()
            await writer.wait_closed()

    async def _open(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if self._mails >= MAILS_PER_CONNECTION:
            await self.close()
        if self._reader is None or self._writer is None:
            self._reader, self._writer = await asyncio.open_connection(*self._address)
            await _answer(self._reader, b"220")
            await _command(self._reader, self._writer, "EHLO bench.example", _OK)
        return self._reader, self._writer


class Feeder:
    """Sends mails to one door."""

    def __init__(self, address: tuple[str, int], take: Take) -> None:
        self._address = address
        self._take = take

    def connection(self) -> Connection:
        """A session of its own; whoever sends by it tells the history."""
        return Connection(*self._address)

    async def saturate(self, copies: Iterable[Copy], *, connections: int) -> None:
        """Send all as fast as they are accepted."""
        rest = iter(copies)

        async def feed() -> None:
            connection = self.connection()
            try:
                for copy in rest:
                    self._take(await connection.send(copy))
            finally:
                await connection.close()

        async with asyncio.TaskGroup() as group:
            for _ in range(connections):
                group.create_task(feed())

    async def at_rate(self, copies: Iterable[Copy], moments: Iterable[float]) -> list[float]:
        """Begin each mail at its moment (seconds from now), on a connection that is free or on a new one.

        Returns how many seconds late each began: because the machine had no time for us, or all connections were busy.
        """
        idle: list[Connection] = []
        late: list[float] = []
        free = asyncio.Semaphore(MOST_CONNECTIONS)
        began = time.monotonic()

        async def send(copy: Copy, moment: float) -> None:
            async with free:
                connection = idle.pop() if idle else self.connection()
                late.append(time.monotonic() - began - moment)
                self._take(await connection.send(copy))
                idle.append(connection)

        async with asyncio.TaskGroup() as group:
            for copy, moment in zip(copies, moments, strict=True):
                await asyncio.sleep(max(0.0, began + moment - time.monotonic()))
                group.create_task(send(copy, moment))
        for connection in idle:
            await connection.close()
        return late


def arrivals(rng: Random, *, per_second: float, count: int) -> Iterator[float]:
    """Moments in seconds at which letters of people who know nothing of each other arrive (a Poisson process)."""
    moment = 0.0
    for _ in range(count):
        moment += rng.expovariate(per_second)
        yield moment


async def _command(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, line: str, expected: bytes) -> None:
    writer.write(line.encode() + b"\r\n")
    await _answer(reader, expected)


async def _answer(reader: asyncio.StreamReader, expected: bytes) -> None:
    while True:
        line = await reader.readline()
        if not line.startswith(expected):
            raise BenchError(f"the door answered {line!r} where {expected!r} was expected")
        if line[3:4] != b"-":
            return
