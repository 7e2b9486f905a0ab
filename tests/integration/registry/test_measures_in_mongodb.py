"""What the registry measures for its operator, in the real database."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from prometheus_client import REGISTRY

from services.registry.adapters.gaps import Gaps
from services.registry.adapters.indexes import ENTRY_INDEXES, LETTER_INDEXES, MATTER_INDEXES
from services.registry.adapters.measures import MongoMeasures
from shared.mongo.connection import Database
from shared.mongo.outbox_age import oldest

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


class Then:
    def now(self) -> datetime:
        return NOW


@pytest.fixture
async def books(mongo_database: Database) -> Database:
    await mongo_database["entries"].create_indexes(ENTRY_INDEXES)
    await mongo_database["letters"].create_indexes(LETTER_INDEXES)
    await mongo_database["matters"].create_indexes(MATTER_INDEXES)
    return mongo_database


async def enter(books: Database, year: int, *sequences: int) -> None:
    await books["entries"].insert_many(
        [{"book": "incoming", "year": year, "sequence": one, "submission_id": f"{year}-{one}"} for one in sequences]
    )


async def test_whole_books_have_no_gap(books: Database) -> None:
    await enter(books, 2025, *range(1, 8))
    await enter(books, 2026, *range(1, 4))
    await books["books"].insert_one({"_id": "incoming", "year": 2026, "last": 3})
    assert await Gaps(books, at_once=2).missing() == {"incoming": 0, "outgoing": 0, "internal": 0}


async def test_a_line_that_is_missing_is_told_for_as_long_as_it_is(books: Database) -> None:
    gaps = Gaps(books, at_once=2)
    await enter(books, 2026, 1, 2, 3, 5, 6)
    assert (await gaps.missing())["incoming"] == 1
    await enter(books, 2026, 7)
    assert (await gaps.missing())["incoming"] == 1
    await enter(books, 2026, 4)
    assert (await gaps.missing())["incoming"] == 0


async def test_a_number_that_was_given_and_has_no_line_at_the_end_is_a_gap_too(books: Database) -> None:
    await enter(books, 2026, 1, 2)
    await books["books"].insert_one({"_id": "incoming", "year": 2026, "last": 4})
    assert (await Gaps(books).missing())["incoming"] == 2


async def test_a_line_that_vanishes_is_noticed_when_all_are_counted_anew(books: Database) -> None:
    gaps = Gaps(books, anew=2)
    await enter(books, 2026, *range(1, 6))
    await gaps.missing()
    await books["entries"].delete_one({"sequence": 2})
    assert (await gaps.missing())["incoming"] == 0
    assert (await gaps.missing())["incoming"] == 1


async def test_the_desk_is_counted_and_its_oldest_matter_dated(books: Database) -> None:
    waiting: list[dict[str, Any]] = [
        {"state": "undecided", "urgent": True, "received_at": NOW - timedelta(hours=1)},
        {"state": "undecided", "urgent": False, "received_at": NOW - timedelta(hours=5)},
        {"state": "registered", "urgent": False, "received_at": NOW - timedelta(hours=9)},
    ]
    for place, one in enumerate(waiting):
        await books["matters"].insert_one({**one, "token_hash": str(place)})
    for measure in MongoMeasures(books, Then()).all:
        await measure.take()
    assert REGISTRY.get_sample_value("diwan_registry_desk", {"state": "undecided"}) == 2
    assert REGISTRY.get_sample_value("diwan_registry_desk_oldest_seconds", {"state": "undecided"}) == 5 * 3600
    assert REGISTRY.get_sample_value("diwan_registry_desk", {"state": "incomplete"}) == 0
    assert REGISTRY.get_sample_value("diwan_registry_number_gaps", {"book": "incoming"}) == 0


async def test_the_oldest_event_of_an_outbox_is_found_in_either_lane_without_reading_the_others(
    books: Database,
) -> None:
    assert await oldest(books["matters"]) is None
    for place in range(50):
        event = {"id": f"{place:04}", "urgent": place % 2 == 0, "occurred_at": NOW + timedelta(minutes=place)}
        await books["matters"].insert_one({"token_hash": str(place), "outbox": [event]})
    assert await oldest(books["matters"]) == NOW
    await books["matters"].delete_one({"token_hash": "0"})
    assert await oldest(books["matters"]) == NOW + timedelta(minutes=1)
