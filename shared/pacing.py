"""A pace: what comes often is done together, without making what comes alone wait."""

import asyncio

PACE_SECONDS = 0.1
"""Under load each step on a document's way takes turns so far apart: of 100 documents a second, ten share a turn."""


class Pace:
    """At most one turn in so many seconds, the first one at once; what comes in between shares the next."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._last = float("-inf")
        self._hurried = asyncio.Event()

    async def turn(self) -> None:
        """Wait for the next turn, or for somebody in a hurry."""
        now = asyncio.get_running_loop().time
        left = self._last + self._seconds - now()
        if left > 0 and not self._hurried.is_set():
            hurry = asyncio.get_running_loop().call_later(left, self._hurried.set)
            await self._hurried.wait()
            hurry.cancel()
        self._hurried.clear()
        self._last = now()

    def hurry(self) -> None:
        """Let the next turn be now."""
        self._hurried.set()
