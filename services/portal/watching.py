"""Open pages are told of changes: what they show is looked at again and again, slower the longer nothing happens."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from itertools import count

from services.portal.errors import BrokenOffError, TooManyWatchingError

PATIENT_AFTER = 20
"""Looks at the first pace; whoever leaves a page open for longer waits for people, not for programs."""
SLOWEST = 10
"""How many times slower it gets at most; a page must still hear from us before the gateway takes it for dead (60 s)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """What one look found: a mark that differs whenever anything that is shown does, and whether nothing more will.

    No mark: nothing can be seen any more.
    """

    mark: str
    settled: bool = False


class Watching:
    """Looks every `seconds`, for `most` pages at a time."""

    def __init__(self, *, seconds: float, most: int) -> None:
        self._seconds = seconds
        self._most = most
        self._pages = 0
        self._ending = asyncio.Event()

    async def end(self) -> None:
        """Break off all that is watched: this process ends, and pages ask another one."""
        self._ending.set()

    def changes(self, look: Callable[[], Awaitable[Glance | None]], seen: str) -> AsyncIterator[str]:
        """Marks as they change from the one that was seen, until nothing more will; a look that sees nothing gives None.

        Between them comes an empty text for every look that found nothing new: whoever left is noticed when it is sent.
        Raises `TooManyWatchingError`, at once, and `BrokenOffError` in the middle.
        """
        if self._pages >= self._most:
            raise TooManyWatchingError(f"{self._pages} pages")
        return self._changes(look, seen)

    async def _changes(self, look: Callable[[], Awaitable[Glance | None]], seen: str) -> AsyncIterator[str]:
        self._pages += 1
        try:
            for looked in count():
                found = await look()
                if found and found.mark and found.mark != seen:
                    seen = found.mark
                    yield seen
                else:
                    yield ""
                if found and found.settled:
                    return
                with suppress(TimeoutError):
                    async with asyncio.timeout(self._seconds * slower(looked)):
                        await self._ending.wait()
                if self._ending.is_set():
                    raise BrokenOffError
        finally:
            self._pages -= 1


def slower(look: int) -> int:
    """How many times longer than at first to wait after so many looks."""
    return min(1 + look // PATIENT_AFTER, SLOWEST)
