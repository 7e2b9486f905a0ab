"""What notify measures in its store."""

from collections.abc import Sequence

from pymongo import ASCENDING

from services.notify.adapters.records import DUE
from services.notify.metrics import OVERDUE, PENDING
from shared.clock import Clock
from shared.mongo.connection import Database, store_errors
from shared.observability.measuring import Measure

MOST = 10_000


class MongoMeasures:
    """Notices whose time has come and that nobody has taken: the index of what is due holds just what waits."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._notices = database["notices"]
        self._clock = clock

    @property
    def all(self) -> Sequence[Measure]:
        """All of them."""
        return (Measure("overdue", self._overdue),)

    async def _overdue(self) -> None:
        now = self._clock.now()
        with store_errors():
            PENDING.set(await self._notices.count_documents({"state": "pending"}, limit=MOST, hint=DUE))
        # A mail's medium is not written.
        for medium, written in (("mail", None), ("sms", "sms")):
            due = [now]
            for urgent in (True, False):
                wanted = {"state": "pending", "medium": written, "urgent": urgent}
                with store_errors():
                    first = await self._notices.find_one(
                        wanted, {"_id": 0, "next_attempt_at": 1}, sort=[("next_attempt_at", ASCENDING)], hint=DUE
                    )
                if first:
                    due.append(first["next_attempt_at"])
            OVERDUE.labels(medium).set((now - min(due)).total_seconds())
