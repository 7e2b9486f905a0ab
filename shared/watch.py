"""What a store knows, as this process knows it: what every call needs is not read for each."""

import asyncio
from abc import ABC, abstractmethod
from typing import Generic, TypeVar

from shared.repeating import repeat

Known = TypeVar("Known")


class Watch(ABC, Generic[Known]):
    """Keeps `current` true: news is seen at once where it is heard, and by other replicas within `poll_seconds`.

    `first` is what counts before the first reading; `what` names it in the log.
    """

    def __init__(self, first: Known, *, what: str, poll_seconds: float) -> None:
        self._current = first
        self._what = what
        self._poll_seconds = poll_seconds
        # Readings one after another, so that a slow one cannot bring back what a later one has replaced.
        self._reading = asyncio.Lock()

    @property
    def current(self) -> Known:
        """What is known, as last read."""
        return self._current

    async def refresh(self) -> Known:
        """Read it anew. Raises `TransientError`."""
        async with self._reading:
            self._current = await self._read()
            return self._current

    async def newer_than(self, seen: Known) -> Known:
        """What is known now; many who saw the same share one reading. Raises `TransientError`."""
        async with self._reading:
            if self._current is seen:
                self._current = await self._read()
            return self._current

    async def run(self) -> None:
        """Read it from time to time, until cancelled."""
        await asyncio.sleep(self._poll_seconds)
        await repeat(
            self.refresh, seconds=self._poll_seconds, failure=f"{self._what} could not be read; what is known stays"
        )

    @abstractmethod
    async def _read(self) -> Known:
        """Read it. Raises `TransientError`."""
