"""A few child processes that read mails for one event loop.

Written by hand because `concurrent.futures.ProcessPoolExecutor` cannot end one task that takes too long: it can only
break the pool with everything in it. Here a child that passes a limit is killed and replaced, and the others read on.
"""

import asyncio
from types import TracebackType
from typing import Self

from services.intake.reading.child import Child, CrashedError, ReadersUnavailableError
from services.intake.reading.model import Limits, ReadMail, Unreadable

__all__ = ["ReaderPool", "ReadersUnavailableError"]

_TRIES = 2


class ReaderPool:
    """Reads mails in `workers` children, each replaced after `recycle_after` mails. Use as an async context manager.

    Who comes first is read first. Children are started when they are first needed, or all by `start`.
    """

    def __init__(self, *, workers: int = 2, limits: Limits | None = None, recycle_after: int = 500) -> None:
        self._limits = limits or Limits()
        self._recycle_after = recycle_after
        self._free = asyncio.Semaphore(workers)
        self._idle: list[Child] = []
        self._busy: set[Child] = set()
        self._workers = workers
        self._closed = False

    async def start(self) -> None:
        """Start all children, so that the first mails do not wait for them. Raises `ReadersUnavailableError`."""
        self._idle += await asyncio.gather(*(Child.start(self._limits) for _ in range(self._workers)))

    async def read(self, raw: bytes) -> ReadMail:
        """Read one mail. Raises `Unreadable` for the mail's fault, `ReadersUnavailableError` for ours.

        A crash is tried once more in a fresh child: a process may also die of what happens around it. What is too slow
        is not tried again.
        """
        if self._closed:
            raise ReadersUnavailableError("closed")
        if len(raw) > self._limits.message:
            raise Unreadable("too-large")
        async with self._free:
            crash = ""
            for attempt in range(_TRIES):
                child = self._idle.pop() if self._idle and attempt == 0 else await Child.start(self._limits)
                try:
                    return await self._read_with(child, raw)
                except CrashedError as error:
                    if self._closed:
                        # Killed by `close`, not by the mail.
                        raise ReadersUnavailableError("closed") from error
                    crash = str(error)
            raise Unreadable("crashed", crash)

    async def close(self) -> None:
        """End all children; for mails still being read, `read` raises `ReadersUnavailableError`."""
        self._closed = True
        idle, self._idle = self._idle, []
        await asyncio.gather(*(child.stop() for child in idle), *(child.kill() for child in self._busy))

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def _read_with(self, child: Child, raw: bytes) -> ReadMail:
        sound = False
        self._busy.add(child)
        try:
            async with asyncio.timeout(self._limits.seconds):
                mail = await child.read(raw)
        except TimeoutError as error:
            raise Unreadable("too-slow") from error
        except Unreadable:
            sound = not child.spent
            raise
        else:
            sound = True
            return mail
        finally:
            # Also when the caller was cancelled: a child in the middle of a mail must not meet the next one.
            self._busy.discard(child)
            await self._keep_or_end(child, sound=sound)

    async def _keep_or_end(self, child: Child, *, sound: bool) -> None:
        if sound and not self._closed and child.mails < self._recycle_after:
            self._idle.append(child)
        elif sound:
            await child.stop()
        else:
            await child.kill()
