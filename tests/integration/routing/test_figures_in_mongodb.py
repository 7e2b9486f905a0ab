"""Figures of the work in MongoDB: equal to what is counted one by one, and counted from indexes."""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from services.routing.adapters import MongoFigures
from services.routing.adapters.records import route_record
from services.routing.known_units import UnitWatch
from services.routing.migrations import MIGRATIONS
from services.routing.model import Done, Load, ReferredBy
from services.routing.reporting import Reports
from shared.mongo.connection import Database, Record
from shared.reports import Asker, Period
from tests.integration.migrated import migrated
from tests.unit.routing.fake_figures import UNITS, FakeFigures, some_routes
from tests.unit.routing.fakes import FakeUnitProjection, TickingClock

ZONE = "Asia/Muscat"
PERIOD = Period(first=date(2026, 3, 10), last=date(2026, 4, 20))
SPAN = PERIOD.moments(ZoneInfo(ZONE))
ZONES = {name: one.time_zone for name, one in UNITS.items()}
SCOPES = (None, frozenset({"permits", "london"}), frozenset[str]())
EVERYTHING = Asker(roles=frozenset({"auditor"}), units=frozenset())


@pytest.fixture
def counted_singly() -> FakeFigures:
    return FakeFigures(some_routes(Random(11), 500), ZONE)


@pytest.fixture
async def figures(mongo_database: Database, counted_singly: FakeFigures) -> MongoFigures:
    records = [{"_id": route.submission_id, **route_record(route)} for route in counted_singly.routes]
    await mongo_database["routes"].insert_many(records)
    figures = MongoFigures(mongo_database, time_zone=ZONE)
    await figures.create_indexes()
    return figures


@pytest.mark.parametrize("units", SCOPES)
async def test_figures_are_what_counting_one_by_one_finds(
    figures: MongoFigures, counted_singly: FakeFigures, units: frozenset[str] | None
) -> None:
    bys: tuple[ReferredBy, ...] = ("day", "unit")
    for by in bys:
        found, expected = await figures.referred(SPAN, by, units), await counted_singly.referred(SPAN, by, units)
        assert sorted(found, key=repr) == sorted(expected, key=repr)
    assert _summed(await figures.open_work(units)) == _summed(await counted_singly.open_work(units))
    assert _summed(await figures.held(units)) == _summed(await counted_singly.held(units))
    assert _summed(await figures.done(SPAN, units, ZONES)) == _summed(await counted_singly.done(SPAN, units, ZONES))


async def test_reports_by_the_database_are_those_of_counting_one_by_one(
    figures: MongoFigures, counted_singly: FakeFigures
) -> None:
    watch = UnitWatch(FakeUnitProjection(*UNITS.values()))
    await watch.refresh()
    one, other = (
        Reports(figures=each, units=watch, clock=TickingClock(), time_zone=ZONE) for each in (figures, counted_singly)
    )
    assert (await one.answer_times(EVERYTHING, PERIOD)) == await other.answer_times(EVERYTHING, PERIOD)
    assert (await one.answer_times(EVERYTHING, PERIOD)).all_ is not None
    assert list(await one.holders(EVERYTHING)) == list(await other.holders(EVERYTHING))
    assert list(await one.open_work(EVERYTHING)) == list(await other.open_work(EVERYTHING))


async def test_what_is_open_is_counted_without_reading_a_route(figures: MongoFigures, mongo_database: Database) -> None:
    await mongo_database.command("profile", 2)
    await figures.open_work(None)
    await figures.done(SPAN, None, ZONES)
    await mongo_database.command("profile", 0)
    wanted = {"ns": f"{mongo_database.name}.routes", "op": "command"}
    noted: list[Record] = await mongo_database["system.profile"].find(wanted).to_list(None)
    open_, never_stood, stood = noted
    assert (open_["docsExamined"], never_stood["docsExamined"]) == (0, 0)
    assert stood["docsExamined"] == stood["nreturned"]


async def test_routes_from_before_are_counted_once_they_are_filled(
    figures: MongoFigures, counted_singly: FakeFigures, mongo_database: Database
) -> None:
    await mongo_database["routes"].update_many({}, {"$unset": {"figures": ""}})
    assert await figures.open_work(None) == []
    await migrated(mongo_database, MIGRATIONS)
    assert _summed(await figures.open_work(None)) == _summed(await counted_singly.open_work(None))


def _summed(found: Iterable[Load | Done]) -> Counter[Any]:
    summed: Counter[Any] = Counter()
    for one in found:
        key: tuple[Any, ...] = (
            (one.unit_id, one.person_id, one.due_on, one.standing)
            if isinstance(one, Load)
            else (one.unit_id, one.received_on, one.done_on, one.due_on, one.pauses)
        )
        summed[key] += one.count
    return summed


def test_the_period_is_whole_days_of_the_legal_zone() -> None:
    assert (datetime(2026, 3, 9, 20, tzinfo=UTC), datetime(2026, 4, 20, 20, tzinfo=UTC)) == SPAN
