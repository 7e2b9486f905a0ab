"""Space on the disk of the stores: below a floor nothing more is taken in, so that what was taken in can be worked on.

A store that runs full fails in the middle of things, and some end on it. So the door shuts before, and opens again by
itself.
"""

import asyncio
from math import nan

import structlog
from prometheus_client import Gauge

from services.intake.ports import FreeBytes
from shared.errors import StoreFullError, TransientError

log = structlog.get_logger(__name__)

PAUSE_SECONDS = 2.0
FREE = Gauge("diwan_intake_free_bytes", "Free bytes on the disk of the submissions' database, as it last told.")
FLOOR = Gauge("diwan_intake_free_bytes_floor", "Free bytes below which the door takes nothing more.")


class Space:
    """What is known of the free space. As long as nobody can tell, what was known last holds."""

    def __init__(self, free_bytes: FreeBytes, *, floor: int) -> None:
        self._free_bytes = free_bytes
        self._floor = floor
        FLOOR.set(floor)
        # Not 0, which is an alert: nobody has been asked yet.
        FREE.set(nan)
        self._low = False

    async def watch(self) -> None:
        """Look again and again, until cancelled."""
        while True:
            await self.look()
            await asyncio.sleep(PAUSE_SECONDS)

    async def look(self) -> None:
        """Ask how much is free."""
        try:
            free = await self._free_bytes()
        except TransientError:
            return  # whoever needs the store is told by it
        FREE.set(free)
        low = free < self._floor
        if low != self._low:
            log.warning("the disk is too full to take anything in" if low else "there is space again", free_bytes=free)
        self._low = low

    async def is_enough(self) -> bool:
        """Whether anything is taken in."""
        return not self._low

    def require(self) -> None:
        """Raise `StoreFullError` when nothing is taken in."""
        if self._low:
            raise StoreFullError("the disk is below its floor")
