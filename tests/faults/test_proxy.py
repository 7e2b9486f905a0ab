"""The proxy does to connections what it is told, and nothing else."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import pytest

from tests.faults.wire.points import Point
from tests.faults.wire.proxy import Proxy


@asynccontextmanager
async def echo() -> AsyncIterator[int]:
    """A server that says everything back; its port."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError):
            while data := await reader.read(1000):
                writer.write(data)
                await writer.drain()
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()
        served.release()

    served = asyncio.Semaphore(0)
    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        yield int(server.sockets[0].getsockname()[1])
        async with asyncio.timeout(5):
            await served.acquire()


@asynccontextmanager
async def talking(proxy: Proxy) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    reader, writer = await asyncio.open_connection("127.0.0.1", proxy.port)
    yield reader, writer
    writer.close()
    with suppress(ConnectionError):
        await writer.wait_closed()


async def said_back(proxy: Proxy, words: bytes) -> bytes:
    """What comes back of some words before the connection ends or falls silent."""
    async with talking(proxy) as (reader, writer):
        writer.write(words)
        try:
            async with asyncio.timeout(5):
                return await reader.readexactly(len(words))
        except asyncio.IncompleteReadError as error:
            return error.partial
        except ConnectionError:
            return b""


async def test_it_passes_everything_on() -> None:
    async with echo() as port, Proxy(port) as proxy:
        assert await said_back(proxy, b"x" * 200_000) == b"x" * 200_000


async def test_it_cuts_at_the_byte_counting_both_ways() -> None:
    async with echo() as port, Proxy(port, cut_at=7) as proxy:
        assert await said_back(proxy, b"hello") == b"he"


async def test_it_refuses_until_it_is_healed() -> None:
    async with echo() as port, Proxy(port) as proxy:
        async with talking(proxy) as (reader, writer):
            writer.write(b"x")
            await reader.readexactly(1)
            proxy.refuse()
            with pytest.raises((ConnectionError, asyncio.IncompleteReadError)):
                await reader.readexactly(1)
        assert await said_back(proxy, b"hello") == b""
        proxy.heal()
        assert await said_back(proxy, b"hello") == b"hello"


async def test_it_holds_back_until_it_is_healed_and_loses_nothing() -> None:
    async with echo() as port, Proxy(port) as proxy, talking(proxy) as (reader, writer):
        proxy.hold()
        writer.write(b"hello")
        waiting = asyncio.create_task(reader.readexactly(5))
        await asyncio.sleep(0.1)
        assert not waiting.done()
        proxy.heal()
        assert await waiting == b"hello"


@pytest.mark.parametrize(("delivered", "heard"), [(False, b""), (True, b"done")])
async def test_it_strikes_once_at_a_point_before_or_after_its_bytes_are_delivered(
    *, delivered: bool, heard: bytes
) -> None:
    point = Point(name="p", victim="v", server="s", by="server", says=b"done", delivered=delivered)
    struck: list[str] = []

    async def strike() -> None:
        struck.append("now")

    async with echo() as port, Proxy(port) as proxy:
        proxy.arm(point, strike)
        assert await said_back(proxy, b"wait") == b"wait"
        assert await said_back(proxy, b"done") == heard
        assert await said_back(proxy, b"done") == b"done"
        assert struck == ["now"]
