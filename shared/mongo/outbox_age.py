"""How long events have been waiting in a service's outboxes for the broker to take them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bson.min_key import MinKey
from motor.motor_asyncio import AsyncIOMotorCursor
from prometheus_client import Gauge

from shared.clock import Clock
from shared.mongo.connection import Collection, Database, Record, store_errors
from shared.observability.measuring import Measure

OLDEST = Gauge(
    "diwan_outbox_oldest_seconds",
    "Age of the oldest event that waits in an outbox for the broker, 0 when none does; of several replicas the highest.",
    ["service", "outbox"],
)


def outbox_ages(service: str, database: Database, collections: Sequence[str], clock: Clock) -> Measure:
    """Measures the outboxes inside these collections; each costs two looks into an index, however full it is."""

    async def take() -> None:
        now = clock.now()
        for name in collections:
            since = await oldest(database[name])
            OLDEST.labels(service, name).set((now - since).total_seconds() if since else 0.0)

    return Measure("outbox", take)


async def oldest(collection: Collection) -> datetime | None:
    """When the event that waits longest became true. Raises `TransientError`."""
    found: list[datetime] = []
    with store_errors():
        for urgent in (True, False):
            for one in await first_of_lane(collection, urgent=urgent).to_list(None):
                found += [event["occurred_at"] for event in one["outbox"]]
    return min(found, default=None)


def first_of_lane(collection: Collection, *, urgent: bool) -> AsyncIOMotorCursor[Record]:
    """The document whose event has waited longest in a lane, or the first behind that lane; ids sort by time.

    A place in the index, and no condition: its fields are inside of an array, and with a condition on one of them the
    server would sort all that waits.
    """
    place: list[Any] = [("outbox.urgent", urgent), ("outbox.id", MinKey())]
    return collection.find({}, {"_id": 0, "outbox.occurred_at": 1}).hint("outbox").min(place).limit(1)
