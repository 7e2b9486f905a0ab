"""Sends deeds on in the order of their time, from a place that is remembered once they have arrived."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol

import structlog
from prometheus_client import Gauge

from shared.audit.line import Line
from shared.clock import Clock
from shared.errors import TransientError

log = structlog.get_logger(__name__)

SETTLED = timedelta(seconds=60)
"""A deed is sent when it is this old. It is dated before it is committed, so a younger one may still come before another."""
LEASE = timedelta(seconds=60)
"""How long one replica sends alone, and how long the others wait when it died."""
MOST = 500
"""Deeds that are sent together."""
POLL_SECONDS = 5.0

BEHIND = Gauge(
    "diwan_audit_behind_seconds",
    "How far the audit log that is sent on is behind; a minute or so is ordinary. Of several replicas the lowest holds.",
    ["service"],
)


class Trail(Protocol):
    """What people did, in the order of time."""

    async def following(self, after: datetime, until: datetime, most: int) -> tuple[Sequence[Line], datetime]:
        """The next deeds after a moment, some `most` of them, and the moment up to which they are all.

        That moment is later than `after` and no later than `until`. Raises `TransientError`.
        """
        ...


class Place(Protocol):
    """Up to which moment everything has been sent; one replica at a time may move it."""

    async def held(self, now: datetime, lease: timedelta) -> tuple[datetime, bool]:
        """The place, and whether we may move it until the lease is over. Raises `TransientError`."""
        ...

    async def move(self, to: datetime) -> None:
        """Remember that all is sent up to then. Raises `TransientError`, also when it is not ours any more."""
        ...


class Sink(Protocol):
    """Where lines go."""

    async def send(self, lines: Sequence[Line]) -> None:
        """Send lines, in order; returns once they have arrived. Raises `TransientError`."""
        ...

    async def close(self) -> None:
        """Close the connection."""
        ...


class AuditExport:
    """Sends one service's deeds, until cancelled."""

    def __init__(self, *, service: str, trail: Trail, place: Place, sink: Sink, clock: Clock) -> None:
        self._trail = trail
        self._place = place
        self._sink = sink
        self._clock = clock
        self._sent_until = clock.now()
        # Told when somebody asks: an export that hangs falls behind, too.
        BEHIND.labels(service).set_function(self._behind)

    async def run(self) -> None:
        """Send what there is, again and again."""
        while True:
            try:
                more = await self.export_once()
            except TransientError as error:
                log.warning("deeds are not sent on", error=str(error))
                more = False
            if not more:
                await asyncio.sleep(POLL_SECONDS)

    async def export_once(self) -> bool:
        """Send the next deeds; says whether there may be more at once. Raises `TransientError`."""
        now = self._clock.now()
        place, ours = await self._place.held(now, LEASE)
        self._sent_until = place
        settled = now - SETTLED
        if not ours or place >= settled:
            return False
        lines, upto = await self._trail.following(place, settled, MOST)
        # All at once would be too much for a receiver: thousands may have been done in one moment.
        for start in range(0, len(lines), MOST):
            await self._sink.send(lines[start : start + MOST])
        await self._place.move(upto)
        self._sent_until = upto
        return upto < settled

    def _behind(self) -> float:
        return (self._clock.now() - self._sent_until).total_seconds()
