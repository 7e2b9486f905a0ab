"""Reminders on real MongoDB: found by an index, said once by two replicas at once, with the event in the same write."""

import asyncio
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from services.routing.adapters import MongoRoutes, MongoUnitProjection
from services.routing.known_units import UnitWatch
from services.routing.migrations import MIGRATIONS
from services.routing.model import Habit, finish, tree
from services.routing.reminding import Reminding, remind_at
from shared.contracts import HolderRemindedV1
from shared.messaging.relay import Relay
from shared.mongo.connection import Database
from shared.mongo.outbox import MongoOutbox
from tests.integration.migrated import migrated
from tests.unit.routing.examples import NOW, numbered, route, unit
from tests.unit.routing.links_contract import BY

HABIT = Habit(before=2, every=5, hour=6)
DUE = date(2026, 9, 10)


class Nowhere:
    """A broker that nobody listens to."""

    async def publish(self, events: object) -> None:
        raise AssertionError(events)


class MovedClock:
    def __init__(self) -> None:
        self.time = NOW

    def now(self) -> datetime:
        return self.time


@pytest.fixture
def clock() -> MovedClock:
    return MovedClock()


@pytest.fixture
async def watch(mongo_database: Database) -> UnitWatch:
    projection = MongoUnitProjection(mongo_database)
    for one in ("documents", "permits"):
        await projection.note(unit(one))
    watch = UnitWatch(projection)
    await watch.refresh()
    return watch


@pytest.fixture
async def routes(mongo_database: Database, watch: UnitWatch, clock: MovedClock) -> MongoRoutes:
    relay = Relay(MongoOutbox(mongo_database["routes"]), Nowhere())
    routes = MongoRoutes(mongo_database, relay, remind_at=remind_at(watch, HABIT, clock))
    await routes.create_indexes()
    return routes


def reminding(routes: MongoRoutes, watch: UnitWatch, clock: MovedClock) -> Reminding:
    return Reminding(routes=routes, units=watch, clock=clock, habit=HABIT, poll_seconds=1)


def at(day: date, hour: int = 8) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC) - timedelta(hours=4)


async def stated(database: Database) -> list[HolderRemindedV1]:
    waiting = await MongoOutbox(database["routes"]).waiting(1000)
    return [HolderRemindedV1.model_validate_json(one.body) for one in waiting]


async def test_two_replicas_at_once_say_it_once_day_after_day(
    routes: MongoRoutes, watch: UnitWatch, clock: MovedClock, mongo_database: Database
) -> None:
    there = [route(numbered(sequence, days_to_answer=6)) for sequence in range(1, 41)]
    await asyncio.gather(*(routes.add(one, ()) for one in there))
    ended = finish(there[0], tree.root(there[0]).branch_id, BY, NOW)
    assert await routes.replace(there[0], ended, ())
    for ahead in range(14):
        clock.time = at(date(2026, 9, 3) + timedelta(days=ahead))
        # New ones every day: what comes after a restart is the same.
        await asyncio.gather(*(reminding(routes, watch, clock).catch_up() for _ in range(2)))
    said = await stated(mongo_database)
    wanted = [(one.number, stage) for one in there[1:] for stage in ("soon", "today", "late")]
    assert sorted((one.number, one.stage) for one in said) == sorted(wanted)
    assert {(one.stage, one.on) for one in said} == {
        ("soon", date(2026, 9, 8)),
        ("today", DUE),
        ("late", date(2026, 9, 13)),
    }
    kept = await routes.by_number(there[1].number)
    assert kept is not None
    assert (kept.version, len(kept.reminded)) == (1, 3)


async def test_only_what_comes_due_is_looked_at(
    routes: MongoRoutes, clock: MovedClock, mongo_database: Database
) -> None:
    for sequence in range(1, 201):
        await routes.add(route(numbered(sequence, days_to_answer=6 if sequence <= 3 else 60)), ())
    clock.time = at(date(2026, 9, 8))
    found = await routes.to_remind(clock.time, 100)
    assert sorted(found) == [UUID(int=sequence) for sequence in (1, 2, 3)]
    wanted = {"remind_at": {"$lte": clock.time}}
    plan = await mongo_database.command(
        {"explain": {"find": "routes", "filter": wanted, "sort": {"remind_at": 1}}, "verbosity": "executionStats"}
    )
    assert plan["executionStats"]["totalKeysExamined"] <= 4
    assert plan["executionStats"]["totalDocsExamined"] == 3


async def test_routes_of_before_there_were_reminders_are_looked_at_too(
    routes: MongoRoutes, watch: UnitWatch, clock: MovedClock, mongo_database: Database
) -> None:
    await routes.add(route(numbered(1, days_to_answer=6)), ())
    await mongo_database["routes"].update_many({}, {"$unset": {"remind_at": ""}})
    clock.time = at(DUE)
    assert list(await routes.to_remind(clock.time, 9)) == []
    for _ in range(2):
        await migrated(mongo_database, MIGRATIONS)
    await reminding(routes, watch, clock).catch_up()
    assert [one.stage for one in await stated(mongo_database)] == ["today"]
