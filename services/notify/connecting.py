"""Opening connections to a relay that may be away: one sender asks, all others wait."""

import asyncio
from collections.abc import Sequence
from itertools import chain, repeat

import structlog

from services.notify.errors import RelayUnavailableError
from services.notify.ports import MailConnection

log = structlog.get_logger(__name__)

PROBE_SECONDS: Sequence[float] = (1, 2, 4, 8, 15, 30)
"""Pauses between attempts to reach a relay that is away; the last one is repeated."""


class Connecting:
    """Opens connections one at a time; `failing` says that the last attempt failed."""

    def __init__(self, probe_seconds: Sequence[float]) -> None:
        self._probe_seconds = probe_seconds
        self._turn = asyncio.Lock()
        self.failing = False

    async def open(self, connection: MailConnection) -> None:
        """Return once the connection stands, however long it takes."""
        async with self._turn:
            for pause in chain(self._probe_seconds, repeat(self._probe_seconds[-1])):
                try:
                    await connection.open()
                except RelayUnavailableError as error:
                    self.failing = True
                    log.warning("relay is not available", error=str(error), next_try_seconds=pause)
                    await asyncio.sleep(pause)
                else:
                    self.failing = False
                    return
