"""A late holiday in a unit with many routes, on the real database."""

import asyncio
from collections.abc import Sequence
from datetime import date, timedelta

from services.routing.adapters import MongoRoutes, MongoUnitProjection
from services.routing.known_units import UnitWatch
from services.routing.rescheduling import Rescheduling
from shared.clock import SystemClock
from shared.messaging.relay import Pending, Relay
from shared.mongo.connection import Database
from shared.mongo.outbox import MongoOutbox
from tests.unit.routing.examples import numbered, route, unit

MANY = 350
SUNDAY, MONDAY = date(2026, 9, 6), date(2026, 9, 7)


class Nobody:
    """Publishes to nobody: what waits, waits."""

    async def publish(self, events: Sequence[Pending]) -> None:
        raise NotImplementedError


async def test_every_route_of_the_unit_follows_once_although_two_replicas_begin_at_the_same_moment(
    mongo_database: Database,
) -> None:
    outbox = MongoOutbox(mongo_database["routes"])
    routes = MongoRoutes(mongo_database, Relay(outbox, Nobody()))
    await routes.create_indexes()
    letters = [route(numbered(at)) for at in range(1, MANY + 1)]
    await asyncio.gather(*(routes.add(one, ()) for one in letters))
    assert {one.due_on for one in letters} == {SUNDAY}
    projection = MongoUnitProjection(mongo_database)
    watch = UnitWatch(projection)
    for version, days_off in enumerate(({}, {SUNDAY: "المولد النبوي"}), start=1):
        await watch.note(unit("permits", version=version, days_off=days_off))
    replicas = [
        Rescheduling(
            routes=routes,
            projection=projection,
            units=watch,
            clock=SystemClock(),
            known_for=timedelta(),
            poll_seconds=1,
        )
        for _ in range(2)
    ]
    await asyncio.gather(*(one.catch_up() for one in replicas))
    kept = await mongo_database["routes"].find({}, {"due_on": 1, "version": 1, "history": 1}).to_list(None)
    assert {(one["due_on"], one["version"], len(one["history"])) for one in kept} == {(MONDAY.isoformat(), 2, 2)}
    told = await outbox.waiting(MANY + 1)
    assert len(told) == len({event.owner for event in told}) == MANY
    assert await projection.behind(timedelta()) == []
