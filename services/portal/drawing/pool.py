"""The drawing processes as the portal sees them: a few, started when they are needed, ended when they fail."""

import asyncio
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from contextlib import suppress
from pathlib import Path

import structlog

from services.portal.drawing.wire import COUNT_ONLY, READY, REPLY, REQUEST, Limits, encode
from services.portal.errors import NotDrawnError
from shared.errors import TransientError

log = structlog.get_logger(__name__)

_ROOT = Path(__file__).resolve().parents[3]
_START_SECONDS = 30.0


class DrawingPool:
    """Draws by at most `at_once` processes; a document that ends one of them has no picture."""

    def __init__(self, limits: Limits, *, at_once: int) -> None:
        self._limits = limits
        self._turns = asyncio.Semaphore(at_once)
        self._idle: list[Process] = []

    async def count(self, pdf: bytes) -> int:
        """How many pages a PDF has. Raises `NotDrawnError`, `TransientError`."""
        return (await self._ask(pdf, COUNT_ONLY))[0]

    async def page(self, pdf: bytes, number: int) -> bytes:
        """A page, counted from 1, as JPEG. Raises the same."""
        return (await self._ask(pdf, number))[1]

    async def close(self) -> None:
        """End the processes."""
        while self._idle:
            await _end(self._idle.pop())

    async def _ask(self, pdf: bytes, number: int) -> tuple[int, bytes]:
        async with self._turns:
            process = self._idle.pop() if self._idle else await self._start()
            try:
                async with asyncio.timeout(self._limits.wall_seconds):
                    worked, count, picture = await _exchange(process, pdf, number, self._limits.largest_picture)
            except BaseException as error:
                # It may still be busy with this document: nobody else gets it.
                await _end(process)
                if isinstance(error, (TimeoutError, asyncio.IncompleteReadError, ConnectionError)):
                    log.warning("a document ended its drawing", error=type(error).__name__, bytes=len(pdf))
                    raise NotDrawnError(type(error).__name__) from error
                raise
            self._idle.append(process)
        if not worked:
            raise NotDrawnError
        return count, picture

    async def _start(self) -> Process:
        try:
            process = await asyncio.create_subprocess_exec(
                # Nothing of our environment: no secret may be where hostile bytes are drawn.
                *(sys.executable, "-s", "-m", "services.portal.drawing.worker", encode(self._limits)),
                stdin=PIPE, stdout=PIPE, stderr=DEVNULL, cwd=_ROOT, env={"LC_ALL": "C.UTF-8"}, start_new_session=True,
            )  # fmt: skip
        except OSError as error:
            raise TransientError(str(error)) from error
        try:
            async with asyncio.timeout(_START_SECONDS):
                ready = await _output(process).read(1)
        except BaseException:
            await _end(process)
            raise
        if ready != READY:
            await _end(process)
            raise TransientError("a drawing process ended while it started")
        return process


async def _exchange(process: Process, pdf: bytes, number: int, largest: int) -> tuple[bool, int, bytes]:
    if process.stdin is None:
        raise ConnectionError("no pipe")
    process.stdin.write(REQUEST.pack(number, len(pdf)))
    process.stdin.write(pdf)
    await process.stdin.drain()
    output = _output(process)
    worked, count, length = REPLY.unpack(await output.readexactly(REPLY.size))
    if length > largest:
        raise ConnectionError("a picture that is too large")
    return worked, count, await output.readexactly(length)


async def _end(process: Process) -> None:
    if process.stdin is not None:
        process.stdin.close()
    if process.returncode is None:
        with suppress(ProcessLookupError):
            process.kill()
    await process.wait()


def _output(process: Process) -> asyncio.StreamReader:
    if process.stdout is None:
        raise ConnectionError("no pipe")
    return process.stdout
