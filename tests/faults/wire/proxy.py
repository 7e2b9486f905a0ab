"""A TCP proxy before one server: it cuts, refuses, holds back, slows down, and strikes at a point of the conversation."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Self

from tests.faults.wire.points import Ear, Point, Side

PIECE = 64 * 1024
Strike = Callable[[], Awaitable[None]]


@dataclass(eq=False, slots=True)
class _Link:
    """One connection through the proxy: both its ends, and what was heard on it."""

    near: asyncio.StreamWriter
    far: asyncio.StreamWriter
    ear: Ear = field(default_factory=Ear)
    passed: int = 0

    def cut(self) -> None:
        self.near.transport.abort()
        self.far.transport.abort()


class Proxy:
    """Listens on a port of its own and passes on to `port` of this machine what comes."""

    def __init__(self, port: int, *, cut_at: int | None = None) -> None:
        """`cut_at`: each connection is cut when so many bytes have passed, both ways together."""
        self._target = port
        self._cut_at = cut_at
        self._server: asyncio.Server | None = None
        self._links: set[_Link] = set()
        self._serving: set[asyncio.Task[None]] = set()
        self._open = asyncio.Event()
        self._open.set()
        self._refusing = False
        self._bytes_per_second = 0.0
        self._armed: tuple[Point, Strike] | None = None

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0, limit=PIECE)
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._server is not None:
            self._server.close()
        self._open.set()
        while self._serving:
            self.cut()
            await asyncio.wait(self._serving, timeout=0.1)

    @property
    def port(self) -> int:
        """Where it listens."""
        assert self._server is not None
        return int(self._server.sockets[0].getsockname()[1])

    def cut(self) -> None:
        """Break every connection there is."""
        for link in list(self._links):
            link.cut()

    def refuse(self) -> None:
        """Break every connection, and those that come, until healed."""
        self._refusing = True
        self.cut()

    def hold(self) -> None:
        """Let connections stand, and nothing pass, until healed."""
        self._open.clear()

    def slow(self, bytes_per_second: float) -> None:
        """Let each connection pass so much, until healed."""
        self._bytes_per_second = bytes_per_second

    def heal(self) -> None:
        """Be a good proxy again; a point that was not reached is forgotten."""
        self._refusing, self._bytes_per_second, self._armed = False, 0.0, None
        self._open.set()

    def arm(self, point: Point, strike: Strike) -> None:
        """Do that once when the point is reached, while the bytes wait."""
        self._armed = (point, strike)

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(self._serve(reader, writer))
        self._serving.add(task)
        task.add_done_callback(self._serving.discard)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._refusing:
            writer.transport.abort()
            return
        try:
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self._target, limit=PIECE)
        except OSError:
            writer.transport.abort()
            return
        link = _Link(writer, far_writer)
        self._links.add(link)
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self._pump(link, reader, far_writer, "service"))
                group.create_task(self._pump(link, far_reader, writer, "server"))
        finally:
            self._links.discard(link)
            link.cut()
            # Two turns of the loop, in which the transports let go of their sockets.
            await asyncio.sleep(0)
            await asyncio.sleep(0)

    async def _pump(self, link: _Link, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, side: Side) -> None:
        # A connection that breaks is what this is for.
        with suppress(OSError):
            while data := await reader.read(PIECE):
                await self._open.wait()
                if self._bytes_per_second:
                    await asyncio.sleep(len(data) / self._bytes_per_second)
                if self._cut_at is not None and link.passed + len(data) >= self._cut_at:
                    writer.write(data[: self._cut_at - link.passed])
                    await writer.drain()
                    break
                link.passed += len(data)
                if self._armed is not None and link.ear.hears(self._armed[0], side, data):
                    await self._strike(writer, data)
                    break
                writer.write(data)
                await writer.drain()
        # The other way ends with it; a server that closes has had its say.
        with suppress(OSError):
            link.near.close()
            link.far.close()

    async def _strike(self, writer: asyncio.StreamWriter, data: bytes) -> None:
        assert self._armed is not None
        (point, strike), self._armed = self._armed, None
        if point.delivered:
            writer.write(data)
            await writer.drain()
        await strike()
