"""What waits is measured from time to time, in a store, and never because somebody asks for `/metrics`.

Every replica measures the same store: of one measure in several replicas the highest holds (`max`), never their sum.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

import structlog
from prometheus_client import Gauge

from shared.errors import TransientError

log = structlog.get_logger(__name__)

SECONDS = 15.0
"""Between two measurements: about as often as Prometheus asks."""

MEASURED = Gauge(
    "diwan_measured_timestamp_seconds",
    "When something that waits was last measured, or first to be; what was measured long ago says nothing any more.",
    ["service", "measure"],
)


@dataclass(frozen=True, slots=True)
class Measure:
    """Something that is measured: its name, and what measures it and sets its gauges. That may raise `TransientError`."""

    name: str
    take: Callable[[], Awaitable[None]]


class Measuring:
    """Takes a service's measures, one after another, until cancelled."""

    def __init__(self, service: str, measures: Sequence[Measure], *, seconds: float = SECONDS) -> None:
        self._service = service
        self._measures = measures
        self._seconds = seconds
        for measure in measures:
            # What never can be measured grows old, too.
            MEASURED.labels(service, measure.name).set_to_current_time()

    async def run(self) -> None:
        """Measure again and again. A defect in one measure ends the run, which is then begun again and counted."""
        while True:
            await self.take_all()
            await asyncio.sleep(self._seconds)

    async def take_all(self) -> None:
        """Take every measure once. What cannot be measured keeps its value, and its old time tells so."""
        for measure in self._measures:
            try:
                await measure.take()
            except TransientError as error:
                log.warning("not measured", measure=measure.name, error=str(error))
            else:
                MEASURED.labels(self._service, measure.name).set_to_current_time()
