"""What intake measures in its store."""

from collections.abc import Sequence

from pymongo import ASCENDING

from services.intake.metrics import UNREAD, UNREAD_OLDEST
from shared.clock import Clock
from shared.mongo.connection import Database, store_errors
from shared.observability.measuring import Measure

MOST = 10_000
LOOKED_AT = 100
"""Of each lane's unread mails, those that are due first; whoever reads takes them in this order, too."""


class MongoMeasures:
    """Mails that wait to be read: a sparse index holds just those."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._submissions = database["submissions"]
        self._clock = clock

    @property
    def all(self) -> Sequence[Measure]:
        """All of them."""
        return (Measure("unread", self._unread),)

    async def _unread(self) -> None:
        now = self._clock.now()
        since = []
        with store_errors():
            # Both lanes by name: whether a field is there at all is looked up in the documents.
            waiting = {"unread.urgent": {"$in": [False, True]}}
            count = await self._submissions.count_documents(waiting, limit=MOST, hint="unread")
            for urgent in (True, False):
                found = self._submissions.find({"unread.urgent": urgent}, {"_id": 0, "received_at": 1})
                first = found.sort("unread.due", ASCENDING).limit(LOOKED_AT).hint("unread")
                since += [one["received_at"] for one in await first.to_list(None)]
        UNREAD.set(count)
        UNREAD_OLDEST.set((now - min(since)).total_seconds() if since else 0.0)
