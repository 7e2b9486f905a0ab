"""A server that is not there, breaks off, or neither takes nor says anything any more."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest

from shared.errors import TransientError
from shared.vault import S3Vault
from tests.integration.vault.bucket import settings

CONTENT = b"letter"
HASH = hashlib.sha256(CONTENT).hexdigest()

Talk = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def talking(talk: Talk) -> AsyncIterator[S3Vault]:
    """The vault on a server that talks like this."""

    async def session(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await talk(reader, writer)
        finally:
            writer.close()

    server = await asyncio.start_server(session, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        vault = S3Vault(settings(f"http://127.0.0.1:{port}"), patience_seconds=0.5)
        try:
            yield vault
        finally:
            await vault.close()


async def ends_at_once(_reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
    """Say nothing."""


async def breaks_off(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"\r\n\r\n")
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nlet")
    await writer.drain()


async def stops_in_the_middle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await breaks_off(reader, writer)
    await reader.read()


async def says_nothing(reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
    while await reader.read(1 << 20):
        pass


async def talks_nonsense(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"220 documents.example ESMTP\r\n")
    await writer.drain()


@pytest.mark.parametrize("talk", [ends_at_once, breaks_off, stops_in_the_middle, says_nothing, talks_nonsense])
async def test_a_blob_that_cannot_be_read_to_its_end_is_passing_trouble(talk: Talk) -> None:
    async with talking(talk) as vault:
        with pytest.raises(TransientError):
            await vault.read(HASH)
        with pytest.raises(TransientError):
            await vault.peek(HASH, len(CONTENT))


@pytest.mark.parametrize("talk", [ends_at_once, says_nothing, talks_nonsense])
async def test_a_server_that_does_not_answer_is_passing_trouble(talk: Talk) -> None:
    async with talking(talk) as vault:
        with pytest.raises(TransientError):
            await vault.put(CONTENT)
        assert not await vault.is_alive()


async def test_nobody_listening_is_passing_trouble() -> None:
    vault = S3Vault(settings("http://127.0.0.1:1"))
    with pytest.raises(TransientError):
        await vault.put(CONTENT)
    assert not await vault.is_alive()
    await vault.close()


async def test_a_server_that_takes_no_more_of_a_body_is_not_waited_for_for_ever() -> None:
    async def takes_nothing(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        # a reader that nobody reads stops taking from the connection
        await writer.wait_closed()

    async with talking(takes_nothing) as vault, asyncio.timeout(20):
        with pytest.raises(TransientError):
            await vault.put(bytes(50_000_000))
