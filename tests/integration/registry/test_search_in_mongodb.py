"""Search on MongoDB: the contract, and that it stays fast however much there is."""

from dataclasses import replace
from datetime import timedelta

import pytest

from services.registry.adapters import MongoBooks, MongoSearch
from services.registry.migrations import MIGRATIONS
from services.registry.searching import Scope
from shared.mongo.connection import Database
from tests.integration.migrated import migrated
from tests.unit.registry.books_contract import keep
from tests.unit.registry.search_contract import ALL, SearchContract, about, find, routed


@pytest.fixture
async def search(mongo_database: Database) -> MongoSearch:
    search = MongoSearch(mongo_database)
    await search.create_indexes()
    return search


class TestMongoSearch(SearchContract):
    pass


async def test_no_more_is_looked_at_than_is_found_and_lies_between(
    books: MongoBooks, search: MongoSearch, mongo_database: Database
) -> None:
    """Three years of matters: every tenth is about permits, three about the rarest of things."""
    matters = [
        replace(
            about(f"طلب رقم {place}" + (" تصريح" if place % 10 == 0 else "") + (" نادر" if place % 400 == 7 else "")),
            received_at=about("").received_at - timedelta(days=place),
            routed=routed("labour" if place % 40 == 0 else "trade"),
        )
        for place in range(1100)
    ]
    await keep(books, *matters)
    await mongo_database.command("profile", 2)
    officer = Scope(units=frozenset({"labour"}), confidential=frozenset({"labour"}))
    examined = {}
    for query, scope, there in (
        ("طلب", ALL, 20),
        ("تصريح", ALL, 20),
        ("نادر", ALL, 3),
        ("طلب نادر", ALL, 3),
        ("طلب", officer, 20),
    ):
        await mongo_database.command("profile", 0)
        await mongo_database["system.profile"].drop()
        await mongo_database.command("profile", 2)
        assert len(await find(search, query, scope, limit=20)) == there
        wanted = {"ns": f"{mongo_database.name}.matters", "op": "query"}
        noted = await mongo_database["system.profile"].find(wanted).to_list(None)
        assert all(str(one["planSummary"]).startswith("IXSCAN") for one in noted)
        examined[query, scope is ALL] = (
            sum(one["docsExamined"] for one in noted),
            sum(one["keysExamined"] for one in noted),
        )
    await mongo_database.command("profile", 0)
    # As many matters as are found, and what is of the same weeks; in the index one step for each week between.
    assert examined["طلب", True][0] <= 80
    assert examined["تصريح", True][0] <= 110
    assert examined["نادر", True][0] == 3
    assert examined["نادر", True][1] <= 400
    assert examined["طلب نادر", True][0] == 3
    # Of a unit that has one in forty, all of them at worst.
    assert examined["طلب", False][0] <= 28


async def test_what_an_earlier_version_wrote_is_found_once_it_was_filled_in(
    books: MongoBooks, search: MongoSearch, mongo_database: Database
) -> None:
    matter = about("تصريح")
    await keep(books, matter)
    await mongo_database["matters"].update_many({}, {"$unset": {"words": 1, "week": 1, "units": 1}})
    assert await find(search, "تصريح") == []
    await migrated(mongo_database, MIGRATIONS)
    assert await find(search, "تصريح") == [matter]
