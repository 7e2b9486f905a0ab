"""A look at the beginning of a blob, and reading that stops early."""

from collections.abc import AsyncIterator, Callable

import httpx
import pytest
from pydantic import SecretStr

from shared.errors import NotFoundError, TransientError
from shared.vault import Peek, S3Vault, VaultSettings

HASH = "a" * 64
SETTINGS = VaultSettings(
    s3_endpoint="http://s3.example:9000", s3_access_key="storage", s3_secret_key=SecretStr("the-secret"), s3_bucket="v"
)
NO_BUCKET = "<Error><Code>NoSuchBucket</Code></Error>"

Answer = Callable[[httpx.Request], httpx.Response]


def vault(answer: Answer) -> S3Vault:
    return S3Vault(SETTINGS, httpx.AsyncClient(transport=httpx.MockTransport(answer)))


async def peek(answer: Answer, first: int) -> Peek:
    opened = vault(answer)
    try:
        return await opened.peek(HASH, first)
    finally:
        await opened.close()


class Bytes(httpx.AsyncByteStream):
    """A body that tells how much of it was read, and whether it was closed."""

    def __init__(self, *chunks: bytes) -> None:
        self._chunks = chunks
        self.read = 0
        self.closed = False

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for chunk in self._chunks:
            self.read += 1
            yield chunk

    async def aclose(self) -> None:
        self.closed = True


def part(request: httpx.Request) -> httpx.Response:
    assert request.headers["range"] == "bytes=0-3"
    return httpx.Response(206, content=b"%PDF", headers={"Content-Range": "bytes 0-3/7000000000"})


async def test_a_peek_asks_for_the_beginning_only_and_tells_the_size_of_all() -> None:
    assert await peek(part, 4) == Peek(head=b"%PDF", size=7_000_000_000)


async def test_a_server_that_sends_all_is_not_read_further_than_was_asked_for() -> None:
    body = Bytes(b"%P", b"DF-1.7", b"more", b"and more")
    answer = await peek(lambda _: httpx.Response(200, stream=body, headers={"Content-Length": "20"}), 4)
    assert answer == Peek(head=b"%PDF", size=20)
    assert body.read == 2
    assert body.closed


async def test_an_empty_blob_has_no_beginning_and_is_there() -> None:
    assert await peek(lambda _: httpx.Response(416), 4) == Peek(head=b"", size=0)
    empty = httpx.Response(200, content=b"", headers={"Content-Length": "0"})
    assert await peek(lambda _: empty, 4) == Peek(head=b"", size=0)


async def test_a_blob_that_is_not_there_is_not_found() -> None:
    with pytest.raises(NotFoundError, match=HASH):
        await peek(lambda _: httpx.Response(404), 1)


@pytest.mark.parametrize(
    "answer", [httpx.Response(404, text=NO_BUCKET), httpx.Response(403), httpx.Response(503)], ids=str
)
async def test_trouble_of_the_vault_is_passing_trouble_and_no_lost_blob(answer: httpx.Response) -> None:
    with pytest.raises(TransientError):
        await peek(lambda _: answer, 1)


async def test_a_bucket_that_is_not_there_is_no_lost_blob_when_read_either() -> None:
    opened = vault(lambda _: httpx.Response(404, text=NO_BUCKET))
    with pytest.raises(TransientError):
        await opened.read(HASH)
    await opened.close()


async def test_a_connection_that_breaks_within_the_beginning_is_passing_trouble() -> None:
    async def broken() -> AsyncIterator[bytes]:
        yield b"%"
        raise httpx.ReadError("broken")

    with pytest.raises(TransientError):
        await peek(lambda _: httpx.Response(206, content=broken(), headers={"Content-Range": "bytes 0-3/9"}), 4)


async def test_reading_that_stops_early_gives_its_connection_back() -> None:
    body = Bytes(b"x" * 300_000, b"y" * 300_000, b"z" * 300_000)
    opened = vault(lambda _: httpx.Response(200, stream=body))
    reading = opened.open(HASH)
    assert (await anext(reading)).startswith(b"x")
    assert not body.closed
    await reading.aclose()
    assert body.closed
    assert body.read < 3
    await opened.close()
