"""Closed transactions are stated once more for storage, which keeps since when their documents' term runs.

Contract: storage of the release before retention has no queue for it, and routes that it closes are stated to nobody who
keeps that. Only storage hears this event, so nobody is told anything anew; what storage knows already it leaves as it is.
The events' ids sort behind all others, so whatever is new is published first, however many there are.
"""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from pymongo import UpdateOne

from services.routing.adapters.records import route_from
from services.routing.model import Route
from shared.clock import SystemClock
from shared.contracts import ClosureRestatedV1
from shared.ids import derived_id
from shared.migrations import Done, Migration
from shared.migrations.paging import page, write
from shared.mongo.connection import Database, Record
from shared.mongo.outbox import as_pending

_LAST: Final = UUID("ffffffff-ffff-8fff-bfff-ffffffffffff")
"""Derived ids share the time of what they derive from: here the end of it."""


async def _batch(database: Database, after: Any, size: int) -> Done:
    routes = database["routes"]
    found = await page(routes, after, size)
    closed = [route_from(one) for one in found if "closed" in one and not one["voided"]]
    now = SystemClock().now()
    return await write(routes, found, [_restating(route, now) for route in closed], size)


def _restating(route: Route, now: datetime) -> UpdateOne:
    event = _closure(route, now)
    # Whoever opens it meanwhile says so, and whoever closes it then, too.
    unchanged: Record = {"_id": route.submission_id, "version": route.version, "outbox.id": {"$ne": str(event.id)}}
    return UpdateOne(unchanged, {"$push": {"outbox": {"$each": as_pending(event)}}})


def _closure(route: Route, now: datetime) -> ClosureRestatedV1:
    if route.closed is None:
        raise ValueError(route.number)
    return ClosureRestatedV1(
        id=derived_id(_LAST, f"closure of {route.submission_id}"),
        # When it is restated: what waits is as old as that, for whoever watches how long events wait.
        occurred_at=now,
        submission_id=route.submission_id,
        number=route.number,
        version=route.version,
        received_at=route.received_at,
        closed_at=route.closed.at,
        request_type=route.request_type,
        typed=route.typed,
        confidential=route.confidential,
        classified=route.classified,
    )


MIGRATION = Migration(name="0004-closures", phase="contract", says=__doc__, batch=_batch, collection="routes")
