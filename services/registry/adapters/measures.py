"""What the registry measures in its store."""

from collections.abc import Sequence
from datetime import datetime

from pymongo import ASCENDING

from services.registry.adapters.gaps import Gaps
from services.registry.metrics import DESK, DESK_OLDEST, NUMBER_GAPS
from shared.clock import Clock
from shared.mongo.connection import Database, store_errors
from shared.observability.measuring import Measure

MOST = 10_000
STATES = ("undecided", "incomplete")


class MongoMeasures:
    """Numbers that are missing, and what waits at the desk: each from an index, and none of them read whole."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._matters = database["matters"]
        self._gaps = Gaps(database)
        self._clock = clock

    @property
    def all(self) -> Sequence[Measure]:
        """All of them."""
        return (Measure("number-gaps", self._number_gaps), Measure("desk", self._desk))

    async def _number_gaps(self) -> None:
        for book, missing in (await self._gaps.missing()).items():
            NUMBER_GAPS.labels(book).set(missing)

    async def _desk(self) -> None:
        now = self._clock.now()
        for state in STATES:
            with store_errors():
                count = await self._matters.count_documents({"state": state}, limit=MOST, hint="desk")
            oldest = await self._oldest(state)
            DESK.labels(state).set(count)
            DESK_OLDEST.labels(state).set((now - oldest).total_seconds() if oldest else 0.0)

    async def _oldest(self, state: str) -> datetime | None:
        found: list[datetime] = []
        for urgent in (True, False):
            wanted = {"state": state, "urgent": urgent}
            with store_errors():
                one = await self._matters.find_one(
                    wanted, {"_id": 0, "received_at": 1}, sort=[("received_at", ASCENDING)], hint="desk"
                )
            if one:
                found.append(one["received_at"])
        return min(found, default=None)
