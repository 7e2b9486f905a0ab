"""Room in memory: a limit on the bytes of the mails that one process holds at a time."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Room:
    """So many bytes. Who comes first is let in first; what is larger than all of it is let in alone."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._free = size
        self._turn = asyncio.Lock()
        self._freed = asyncio.Event()

    @asynccontextmanager
    async def hold(self, size: int) -> AsyncIterator[None]:
        """Wait until there is room for so many bytes, and hold it."""
        taken = min(size, self._size)
        async with self._turn:
            while self._free < taken:
                self._freed.clear()
                await self._freed.wait()
            self._free -= taken
        try:
            yield
        finally:
            self._free += taken
            self._freed.set()
