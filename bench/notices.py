"""The relay's process as the one who started it sees it."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Final

from bench.errors import BenchError
from bench.history import Notice
from bench.letters import serial_of
from deploy.local.settings import REPOSITORY

_SECONDS_TO_END: Final = 10.0


@dataclass(frozen=True, slots=True)
class Relay:
    """A relay that runs."""

    pid: int
    port: int


@asynccontextmanager
async def relay(hear: Callable[[Notice], None]) -> AsyncIterator[Relay]:
    """Run a relay; `hear` is told of each mail that it was given."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bench.relay"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        cwd=REPOSITORY,
    )
    if process.stdin is None or process.stdout is None:
        raise BenchError("the relay has no pipes")
    first = await process.stdout.readline()
    if not first.strip().isdigit():
        raise BenchError("the relay did not start")
    listening = asyncio.create_task(_listen(process.stdout, hear))
    try:
        yield Relay(pid=process.pid, port=int(first))
    finally:
        process.stdin.close()
        with suppress(TimeoutError):
            await asyncio.wait_for(process.wait(), _SECONDS_TO_END)
        if process.returncode is None:
            process.kill()
            await process.wait()
        await listening


async def _listen(lines: asyncio.StreamReader, hear: Callable[[Notice], None]) -> None:
    async for line in lines:
        hear(notice(line))


def notice(line: bytes) -> Notice:
    """What the relay says of one mail."""
    said = json.loads(line)
    return Notice(
        at=said["at"],
        kind=said.get("x-diwan-notice", ""),
        message_id=said.get("message-id", ""),
        recipient=said["recipient"],
        submission=said.get("x-diwan-submission", ""),
        number=said.get("x-diwan-transaction", ""),
        serial=serial_of(said.get("in-reply-to", "")),
    )
