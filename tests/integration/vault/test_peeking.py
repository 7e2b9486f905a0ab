"""A look at the beginning of a blob, and reading that stops early."""

import asyncio

import pytest
from aiohttp import web

from shared.errors import NotFoundError, TransientError
from shared.vault import Peek
from tests.integration.vault.bucket import NO_BUCKET, Answer, Bucket, answers, opened

HASH = "a" * 64


def bucket(answer: Answer) -> Bucket:
    made = Bucket()
    made.instead = answer
    return made


async def peek(answer: Answer, first: int) -> Peek:
    async with opened(bucket(answer)) as vault:
        return await vault.peek(HASH, first)


async def part(request: web.Request) -> web.Response:
    assert request.headers["Range"] == "bytes=0-3"
    return web.Response(status=206, body=b"%PDF", headers={"Content-Range": "bytes 0-3/7000000000"})


async def test_a_peek_asks_for_the_beginning_only_and_tells_the_size_of_all() -> None:
    assert await peek(part, 4) == Peek(head=b"%PDF", size=7_000_000_000)


class Endless:
    """Sends a body without end, and tells when nobody reads it any more."""

    def __init__(self) -> None:
        self.left = asyncio.Event()

    async def __call__(self, request: web.Request) -> web.StreamResponse:
        answer = web.StreamResponse(headers={"Content-Length": str(1 << 40)})
        await answer.prepare(request)
        try:
            while True:
                await answer.write(b"x" * 300_000)
        finally:
            self.left.set()


async def test_a_server_that_sends_all_is_not_read_further_than_was_asked_for() -> None:
    endless = Endless()
    async with opened(bucket(endless)) as vault:
        assert await vault.peek(HASH, 4) == Peek(head=b"xxxx", size=1 << 40)
        await asyncio.wait_for(endless.left.wait(), 10)


async def test_reading_that_stops_early_gives_its_connection_back() -> None:
    endless = Endless()
    async with opened(bucket(endless)) as vault:
        reading = vault.open(HASH)
        assert (await anext(reading)).startswith(b"x")
        assert not endless.left.is_set()
        await reading.aclose()
        await asyncio.wait_for(endless.left.wait(), 10)


async def test_an_empty_blob_has_no_beginning_and_is_there() -> None:
    assert await peek(answers(416), 4) == Peek(head=b"", size=0)
    assert await peek(answers(200), 4) == Peek(head=b"", size=0)


async def test_a_blob_that_is_not_there_is_not_found() -> None:
    with pytest.raises(NotFoundError, match=HASH):
        await peek(answers(404), 1)


@pytest.mark.parametrize(("status", "text"), [(404, NO_BUCKET), (403, ""), (503, "")])
async def test_trouble_of_the_vault_is_passing_trouble_and_no_lost_blob(status: int, text: str) -> None:
    async with opened(bucket(answers(status, text))) as vault:
        with pytest.raises(TransientError):
            await vault.peek(HASH, 1)
        with pytest.raises(TransientError):
            await vault.read(HASH)
