"""Routes and units in MongoDB: the contract of the ports, and what only the database can show."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from pymongo.errors import BulkWriteError

from services.routing.adapters import MongoGrounds, MongoLinks, MongoRoutes, MongoUnitProjection
from services.routing.adapters.wanted import inbox_filter, shelf_field
from services.routing.migrations import MIGRATIONS
from services.routing.model import By, Holder, Task, assign, refer, routed, span, tree, void
from services.routing.rules import Certainty
from shared.contracts import TransactionRoutedV1
from shared.messaging.relay import Pending, Relay
from shared.mongo.connection import Database
from shared.mongo.outbox import MongoOutbox
from tests.integration.migrated import migrated
from tests.unit.routing.contract import RoutesContract, worked_on
from tests.unit.routing.examples import NOW, numbered, route, unit
from tests.unit.routing.grounds_contract import GroundsContract
from tests.unit.routing.links_contract import LinksContract
from tests.unit.routing.units_contract import UnitProjectionContract


class Heard:
    """A publisher that keeps what it is given."""

    def __init__(self) -> None:
        self.events: list[TransactionRoutedV1] = []

    async def publish(self, events: Sequence[Pending]) -> None:
        self.events += [TransactionRoutedV1.model_validate_json(event.body) for event in events]


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def relay(mongo_database: Database, heard: Heard) -> Relay:
    return Relay(MongoOutbox(mongo_database["routes"]), heard)


@pytest.fixture
async def routes(mongo_database: Database, relay: Relay) -> MongoRoutes:
    routes = MongoRoutes(mongo_database, relay)
    await routes.create_indexes()
    return routes


class TestMongoRoutes(RoutesContract):
    """`routes` is the one of this file."""


class TestMongoLinks(LinksContract):
    @pytest.fixture
    async def links(self, mongo_database: Database) -> MongoLinks:
        links = MongoLinks(mongo_database)
        await links.create_indexes()
        return links


class TestMongoGrounds(GroundsContract):
    @pytest.fixture
    def grounds(self, mongo_database: Database) -> MongoGrounds:
        return MongoGrounds(mongo_database)


class TestMongoUnitProjection(UnitProjectionContract):
    @pytest.fixture
    def units(self, mongo_database: Database) -> MongoUnitProjection:
        return MongoUnitProjection(mongo_database)


async def test_a_route_and_every_change_of_it_are_told_once(
    routes: MongoRoutes, relay: Relay, heard: Heard, mongo_database: Database
) -> None:
    first = route()
    first_event = routed(first, unit("permits").unit, first.submission_id)
    for _ in range(3):
        await routes.add(first, [first_event])
    moved = assign(first, unit("legal"), By(person_id="p-0002"), NOW)
    moved_event = routed(moved, unit("legal").unit, first.submission_id)
    assert [await routes.replace(first, moved, [moved_event]) for _ in range(3)] == [True, False, False]
    await relay.relay_once()
    assert heard.events == [first_event, moved_event]
    assert await mongo_database["routes"].find_one({"outbox": {"$exists": True}}) is None
    assert await routes.get(first.submission_id) == moved


async def test_the_urgent_are_told_first(routes: MongoRoutes, relay: Relay, heard: Heard) -> None:
    letters = [route(numbered(sequence, urgent=sequence == 5)) for sequence in range(1, 8)]
    for one in letters:
        await routes.add(one, [routed(one, unit("permits").unit, one.submission_id)])
    await relay.relay_once()
    assert heard.events[0].number == letters[4].number
    assert len(heard.events) == len(letters)


@pytest.fixture
async def profiled(mongo_database: Database) -> AsyncIterator[Database]:
    """The database, noting every command in `system.profile`."""
    await mongo_database.command("profile", 2)
    yield mongo_database
    await mongo_database.command("profile", 0)


async def test_letters_of_the_same_moment_are_written_together(routes: MongoRoutes, profiled: Database) -> None:
    letters = [route(numbered(sequence)) for sequence in range(1, 101)]
    await asyncio.gather(*(routes.add(one, ()) for one in letters))
    inserts = await profiled["system.profile"].find({"op": "insert"}).to_list(None)
    assert sum(one["ninserted"] for one in inserts) == 100
    assert len(inserts) == 1


async def test_a_number_that_two_submissions_claim_is_a_defect_and_stops_no_other(routes: MongoRoutes) -> None:
    claimed, other = route(numbered(1)), route(numbered(2))
    twice = replace(route(numbered(3)), number=claimed.number)
    await routes.add(claimed, ())
    results = await asyncio.gather(routes.add(twice, ()), routes.add(other, ()), return_exceptions=True)
    assert isinstance(results[0], BulkWriteError)
    assert await routes.get(other.submission_id) == other
    assert await routes.get(twice.submission_id) is None


@pytest.mark.parametrize(
    ("units", "certainty"),
    [
        (None, None),
        (None, "doubtful"),
        (None, "certain"),
        (frozenset({"permits"}), None),
        (frozenset({"permits", "legal"}), None),
        (frozenset({"permits"}), "certain"),
        (frozenset({"permits", "legal"}), "doubtful"),
        (frozenset({"nobody"}), "doubtful"),
    ],
)
async def test_an_inbox_is_read_in_order_from_an_index_and_no_route_in_vain(
    routes: MongoRoutes, mongo_database: Database, units: frozenset[str] | None, certainty: Certainty | None
) -> None:
    certain = [route(numbered(sequence)) for sequence in range(1, 31)]
    doubtful = [
        replace(route(numbered(sequence)), unit_id="documents", certainty="doubtful") for sequence in range(31, 61)
    ]
    await asyncio.gather(*(routes.add(one, ()) for one in [*certain, *doubtful]))
    wanted = inbox_filter(units=units, confidential=None, certainty=certainty, after="0")
    plan = await mongo_database["routes"].find(wanted).sort("place", 1).limit(5).explain()
    stages = set(_stages(plan["queryPlanner"]["winningPlan"]))
    assert "IXSCAN" in stages
    assert stages.isdisjoint({"SORT", "COLLSCAN"})
    assert plan["executionStats"]["totalDocsExamined"] == plan["executionStats"]["nReturned"]


@pytest.mark.parametrize("kept", ["unit", "unit/person"])
async def test_a_shelf_is_read_in_order_from_an_index_and_no_route_in_vain(
    routes: MongoRoutes, mongo_database: Database, kept: str
) -> None:
    letters = [route(numbered(sequence, days_to_answer=sequence % 9 + 1)) for sequence in range(1, 61)]
    tasks = [Task(holder=Holder(unit_id="unit", person_id="person"))]
    by = By(person_id="p-0003")
    referred = [refer(one, tree.root(one).branch_id, tasks, by, NOW, uuid4) for one in letters[::2]]
    await asyncio.gather(*(routes.add(one, ()) for one in [*letters[1::2], *referred]))
    place = shelf_field("all", kept)
    wanted = {place: {"$gt": "1_", "$lt": "1_~"}}
    plan = await mongo_database["routes"].find(wanted).sort(place, 1).limit(5).explain()
    stages = set(_stages(plan["queryPlanner"]["winningPlan"]))
    assert "IXSCAN" in stages
    assert stages.isdisjoint({"SORT", "COLLSCAN"})
    assert plan["executionStats"]["totalDocsExamined"] == plan["executionStats"]["nReturned"] == 5
    assert plan["executionStats"]["totalKeysExamined"] <= 6


async def test_routes_from_before_there_were_branches_and_inboxes_read_as_a_root_and_get_their_place(
    routes: MongoRoutes, mongo_database: Database
) -> None:
    letters = [route(numbered(sequence)) for sequence in range(1, 8)]
    closed = void(route(numbered(8)), "p-0003", "sent twice", NOW)
    await asyncio.gather(*(routes.add(one, ()) for one in [*letters, closed]))
    # as the version before wrote it
    await mongo_database["routes"].update_many({}, {"$unset": {"inbox": ""}})
    found = await routes.by_number(letters[0].number)
    assert found == letters[0]
    assert [each.holder.unit_id for each in tree.of(found)] == ["permits"]
    everything = span("", None)
    assert await routes.shelf("all", "permits", confidential=True, spans=everything, limit=99) == []
    for _ in range(2):
        await migrated(mongo_database, MIGRATIONS)
    assert await routes.shelf("all", "permits", confidential=True, spans=everything, limit=99) == letters


async def test_routes_from_before_there_was_a_follow_up_get_their_place_in_it(
    routes: MongoRoutes, mongo_database: Database
) -> None:
    untouched, worked = route(numbered(1)), worked_on(route(numbered(2)))
    await asyncio.gather(*(routes.add(one, ()) for one in [untouched, worked]))
    # as the version before wrote it, which had filled the inboxes
    await mongo_database["routes"].update_many({}, {"$unset": {"inbox.given": ""}})
    await mongo_database["migrations"].insert_one({"_id": "inboxes", "done": True})
    everything = span("", None)
    assert await routes.shelf("given", "permits", confidential=True, spans=everything, limit=9) == []
    for _ in range(2):
        await migrated(mongo_database, MIGRATIONS)
    assert await routes.shelf("given", "permits", confidential=True, spans=everything, limit=9) == [worked]


async def test_an_untouched_route_is_as_small_as_it_was(routes: MongoRoutes, mongo_database: Database) -> None:
    await routes.add(route(), ())
    kept = await mongo_database["routes"].find_one({})
    assert kept is not None
    assert kept.keys().isdisjoint({"branches", "questions", "notes", "answered"})


def _stages(plan: dict[str, Any]) -> Sequence[str]:
    inner = [plan["inputStage"]] if "inputStage" in plan else plan.get("inputStages", [])
    return [plan["stage"], *(stage for one in inner for stage in _stages(one))]
