"""Rules in versions, with several replicas of routing on one database."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import pytest

from services.routing.adapters import MongoGrounds, MongoRoutes, MongoUnitProjection
from services.routing.known_units import UnitWatch
from services.routing.rules import NAME
from services.routing.ruling import RulesInForce, Ruling, rules_kept_in
from services.routing.service import Routing
from services.routing.trying import RuleTrials
from shared.clock import SystemClock
from shared.errors import OldVersionError
from shared.messaging.relay import Relay
from shared.mongo.connection import Database
from shared.mongo.outbox import MongoOutbox
from shared.mongo.versions import MongoVersions
from shared.versions import Author, Change, seed
from tests.e2e.outside import wait_for
from tests.unit.routing.examples import CLERK, NOW, numbered, unit
from tests.unit.routing.test_ruling_api import OTHERS, RULES

MUNA = Author(person_id="p-0001", name="منى")


class Nowhere:
    """A publisher that nobody hears."""

    async def publish(self, events: object) -> None:
        """Say nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Replica:
    """One process of routing, as far as rules go."""

    in_force: RulesInForce
    ruling: Ruling
    routing: Routing
    routes: MongoRoutes


async def replica(database: Database) -> Replica:
    """A replica that has just started."""
    versions, clock = MongoVersions(database), SystemClock()
    await versions.create_indexes()
    routes = MongoRoutes(database, Relay(MongoOutbox(database["routes"]), Nowhere()))
    await routes.create_indexes()
    watch = UnitWatch(MongoUnitProjection(database))
    await watch.refresh()
    in_force = rules_kept_in(versions)
    await seed({NAME: RULES}, versions=versions, in_force=in_force, clock=clock)
    trials = RuleTrials(grounds=MongoGrounds(database), routes=routes, units=watch)
    ruling = Ruling(versions=versions, in_force=in_force, trials=trials, units=watch, clock=clock, zone="Asia/Muscat")
    return Replica(
        in_force=in_force,
        ruling=ruling,
        routing=Routing(routes=routes, units=watch, rules=in_force, clock=clock),
        routes=routes,
    )


@pytest.fixture
async def replicas(mongo_database: Database) -> AsyncIterator[list[Replica]]:
    projection = MongoUnitProjection(mongo_database)
    for unit_id in ("documents", "permits", "legal"):
        await projection.note(unit(unit_id))
    both = list(await asyncio.gather(replica(mongo_database), replica(mongo_database)))
    running = [asyncio.create_task(one.in_force.run()) for one in both]
    yield both
    for task in running:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


def change(why: str, version: int = 1) -> Change:
    """What somebody asks for who has seen this version."""
    return Change(by=MUNA, why=why, versions=frozenset({version}), key=why, fingerprint=why)


async def test_replicas_that_start_together_take_the_file_once(replicas: list[Replica]) -> None:
    assert [[one.number for one in each.ruling.versions()] for each in replicas] == [[1], [1]]


async def test_what_is_put_in_force_at_one_replica_decides_at_the_other_within_seconds(
    replicas: list[Replica],
) -> None:
    here, there = replicas
    await there.routing.transaction_registered(numbered(1))
    await here.ruling.put(OTHERS, change("قرار"))

    def followed() -> bool:
        now = there.in_force.current
        return now is not None and now.number == 2

    await asyncio.to_thread(wait_for, followed)
    await there.routing.transaction_registered(numbered(2))
    told = [await here.routes.by_number(numbered(sequence).number) for sequence in (1, 2)]
    assert [(one.unit_id, one.history[0].rules_version) for one in told if one] == [("permits", 1), ("legal", 2)]


async def test_of_two_administrators_at_two_replicas_exactly_one_is_done(replicas: list[Replica]) -> None:
    drafts: list[dict[str, Any]] = [OTHERS, {**OTHERS, "type_certainty": 0.8}]
    came = await asyncio.gather(
        *(
            each.ruling.put(draft, change(str(at)))
            for at, (each, draft) in enumerate(zip(replicas, drafts, strict=True))
        ),
        return_exceptions=True,
    )
    assert sorted(type(one).__name__ for one in came) == [OldVersionError.__name__, "Version"]


async def test_a_draft_is_tried_on_what_any_replica_registered(replicas: list[Replica]) -> None:
    here, there = replicas
    for sequence in range(1, 7):
        await replicas[sequence % 2].routing.transaction_registered(numbered(sequence))
    report = await here.ruling.preview(CLERK, OTHERS, NOW.date(), NOW.date())
    assert (report.tally.judged, report.tally.changed, len(report.examples)) == (6, 6, 5)
    assert [one.number for one in there.ruling.versions()] == [1]
