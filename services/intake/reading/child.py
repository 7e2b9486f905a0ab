"""One child process as its parent sees it: started, asked, and ended."""

import asyncio
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from contextlib import suppress
from pathlib import Path

from services.intake.reading.model import Limits, ReadMail, Unreadable
from services.intake.reading.wire import (
    LONGEST_HEAD,
    READY,
    REPLY_LENGTH,
    REQUEST_LENGTH,
    BrokenReplyError,
    assemble,
    encode_limits,
    parse_head,
)
from shared.errors import TransientError

_ROOT = Path(__file__).resolve().parents[3]
_START_SECONDS = 30.0
_STOP_SECONDS = 2.0
_CHUNK = 1 << 18
_LAST_WORDS = frozenset({"memory", "unforeseen"})
"""Verdicts after which a child ends by itself."""


class ReadersUnavailableError(TransientError):
    """No child could be started: our trouble, not the mail's. Worth another try later."""


class CrashedError(Exception):
    """A child ended or answered nonsense while it read a mail."""


class Child:
    """A running `worker`. One request at a time; after any error but a plain `Unreadable` it must be ended."""

    def __init__(self, process: Process, limits: Limits) -> None:
        self._process = process
        self._limits = limits
        self.mails = 0
        self.spent = False

    @classmethod
    async def start(cls, limits: Limits) -> "Child":
        """Start a child and wait until it has limited itself. Raises `ReadersUnavailableError`."""
        try:
            process = await asyncio.create_subprocess_exec(
                # Nothing of our environment: no secret may be where hostile bytes are read.
                *(sys.executable, "-s", "-m", "services.intake.reading.worker", encode_limits(limits)),
                stdin=PIPE, stdout=PIPE, stderr=DEVNULL, cwd=_ROOT, env={"LC_ALL": "C.UTF-8"}, start_new_session=True,
            )  # fmt: skip
        except OSError as error:
            raise ReadersUnavailableError(str(error)) from error
        child = cls(process, limits)
        try:
            async with asyncio.timeout(_START_SECONDS):
                ready = await _stream(process.stdout).read(1)
        except BaseException as error:
            await child.kill()
            if isinstance(error, TimeoutError):
                raise ReadersUnavailableError("a reader did not start in time") from error
            raise
        if ready != READY:
            await child.kill()
            raise ReadersUnavailableError("a reader ended while it started")
        return child

    async def read(self, raw: bytes) -> ReadMail:
        """Have one mail read. Raises `Unreadable`, `CrashedError`; the time is limited by the caller."""
        self.mails += 1
        try:
            await self._send(raw)
            return await self._receive()
        except Unreadable as verdict:
            self.spent = verdict.code in _LAST_WORDS
            raise
        except (BrokenReplyError, asyncio.IncompleteReadError, ConnectionError) as error:
            raise CrashedError(type(error).__name__) from error

    async def stop(self) -> None:
        """End the child by ending its input; kill it when it does not go."""
        if self._process.stdin is not None:
            self._process.stdin.close()
        try:
            async with asyncio.timeout(_STOP_SECONDS):
                await self._process.wait()
        except TimeoutError:
            await self.kill()

    async def kill(self) -> None:
        """End the child at once."""
        if self._process.stdin is not None:
            self._process.stdin.close()
        if self._process.returncode is None:
            with suppress(ProcessLookupError):
                self._process.kill()
        await self._process.wait()

    async def _send(self, raw: bytes) -> None:
        stdin = self._process.stdin
        if stdin is None:
            raise ConnectionError("no pipe")
        stdin.write(len(raw).to_bytes(REQUEST_LENGTH, "big"))
        view = memoryview(raw)
        # In pieces, so that the transport's buffer never holds a second copy of the whole.
        for start in range(0, len(raw), _CHUNK):
            stdin.write(view[start : start + _CHUNK])
            await stdin.drain()

    async def _receive(self) -> ReadMail:
        stdout = _stream(self._process.stdout)
        length = int.from_bytes(await stdout.readexactly(REPLY_LENGTH), "big")
        if length > LONGEST_HEAD:
            raise BrokenReplyError("head")
        found, sizes = parse_head(await stdout.readexactly(length), self._limits.message)
        return assemble(found, [await stdout.readexactly(size) for size in sizes])


def _stream(stream: asyncio.StreamReader | None) -> asyncio.StreamReader:
    if stream is None:
        raise ConnectionError("no pipe")
    return stream
