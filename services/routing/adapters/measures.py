"""What routing measures in its store."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from services.routing.metrics import LATE, OPEN
from shared.clock import Clock
from shared.mongo.connection import Database, store_errors
from shared.observability.measuring import Measure

MOST = 10_000


class MongoMeasures:
    """How much is open and late: counted in the index that the reports are made of, and no further than `MOST`."""

    def __init__(self, database: Database, clock: Clock, *, time_zone: str) -> None:
        """A day begins in this (the register's legal) time zone; a unit elsewhere is late some hours off."""
        self._routes = database["routes"]
        self._clock = clock
        self._zone = ZoneInfo(time_zone)

    @property
    def all(self) -> Sequence[Measure]:
        """All of them."""
        return (Measure("late", self._late),)

    async def _late(self) -> None:
        today = self._clock.now().astimezone(self._zone).date().isoformat()
        open_ones = {"figures.standing": "open"}
        # Late by the transaction's own date; all values of `touched` are named, so that the index is gone into behind it.
        late = {**open_ones, "figures.touched": {"$in": [False, True]}, "due_on": {"$lt": today}}
        with store_errors():
            OPEN.set(await self._routes.count_documents(open_ones, limit=MOST, hint="standing"))
            LATE.set(await self._routes.count_documents(late, limit=MOST, hint="standing"))
