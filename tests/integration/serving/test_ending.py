"""A service's process ends in good order when it is asked to, and at once when it is asked twice."""

import asyncio
import os
import signal
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import httpx
import pytest

from deploy.local.ports import free_port_block
from deploy.local.settings import REPOSITORY
from tests.integration.messaging.services import until


@dataclass(frozen=True, slots=True)
class Running:
    """A process that serves, and a client of it."""

    process: asyncio.subprocess.Process
    port: int
    client: httpx.AsyncClient

    async def ended(self) -> int:
        """Its exit status, negative when a signal ended it."""
        return await asyncio.wait_for(self.process.wait(), 30)

    async def refuses(self) -> bool:
        """Whether it takes no connections any more."""
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", self.port)
        except OSError:
            return True
        writer.close()
        return False


@asynccontextmanager
async def running(**settings: float) -> AsyncIterator[Running]:
    port = free_port_block(1)
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "shared.web.serving", "tests.integration.serving.slow:create_app", "--port", str(port)),
        env={**os.environ, **{name: str(value) for name, value in settings.items()}},
        cwd=REPOSITORY,
    )
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=20, trust_env=False) as client:
        one = Running(process, port, client)
        try:
            await until(lambda: is_ready(one))
            yield one
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()


async def is_ready(one: Running) -> bool:
    try:
        return (await one.client.get("/readyz")).status_code == 200
    except httpx.HTTPError:
        return False


async def until_draining(one: Running) -> httpx.Response:
    """The first answer of a process that was asked to end, on a connection that it had before."""
    async with asyncio.timeout(10):
        while (answer := await one.client.get("/readyz")).status_code == 200:
            pass
    return answer


async def begun(one: Running) -> asyncio.Task[httpx.Response]:
    """A request that is under way."""
    slow = asyncio.create_task(one.client.post("/slow"))

    async def is_under_way() -> bool:
        return bool((await one.client.get("/under-way")).json())

    await until(is_under_way)
    return slow


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_what_is_under_way_is_answered_and_the_process_ends_with_0(number: signal.Signals) -> None:
    async with running() as one:
        slow = await begun(one)
        one.process.send_signal(number)
        answer = await slow
        assert (answer.status_code, answer.json(), answer.headers["connection"]) == (200, "done", "close")
        assert await one.ended() == 0


async def test_first_it_is_not_ready_then_it_takes_no_connections() -> None:
    async with running(LINGER_SECONDS=1.5) as one:
        await one.client.get("/quick")
        one.process.send_signal(signal.SIGTERM)
        answer = await until_draining(one)
        assert (answer.status_code, answer.headers["connection"]) == (503, "close")
        assert (await one.client.get("/quick")).json() == "done"  # a connection that came while it lingers
        await until(one.refuses)
        assert await one.ended() == 0


async def test_what_does_not_end_is_broken_off_at_the_bound() -> None:
    async with running(DRAIN_SECONDS=2) as one, one.client.stream("GET", "/endless") as answer:
        said = answer.aiter_text()  # kept: whoever reads no further closes the connection
        assert await anext(said) == "beginning\n"
        began = time.monotonic()
        one.process.send_signal(signal.SIGTERM)
        assert await one.ended() == 0
        assert 1.9 < time.monotonic() - began < 10


async def test_asked_twice_it_ends_at_once() -> None:
    async with running() as one, one.client.stream("GET", "/endless"):
        # Its first answer after the signal says that it was heard: two at once may arrive as one.
        await one.client.get("/quick")
        one.process.send_signal(signal.SIGTERM)
        await until_draining(one)
        one.process.send_signal(signal.SIGTERM)
        assert await one.ended() == -signal.SIGTERM


async def test_connections_that_come_until_the_door_closes_are_answered() -> None:
    refused, answered = asyncio.Event(), 0

    async def keep_coming(one: Running) -> None:
        nonlocal answered
        while not refused.is_set():
            try:
                reader, writer = await asyncio.open_connection("127.0.0.1", one.port)
            except ConnectionRefusedError:
                refused.set()
                return
            writer.write(b"GET /quick HTTP/1.1\r\nHost: x\r\n\r\n")
            assert (await reader.readline()).startswith(b"HTTP/1.1 200"), "a connection was taken and left"
            writer.close()
            answered += 1

    async with running(LINGER_SECONDS=0.5) as one:
        coming = [asyncio.create_task(keep_coming(one)) for _ in range(40)]
        one.process.send_signal(signal.SIGTERM)
        await asyncio.gather(*coming)
        assert await one.ended() == 0
    assert answered
