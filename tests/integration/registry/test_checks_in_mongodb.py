"""Books read from the first line to the last, on real MongoDB: what is wrong with one is found."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from services.registry.adapters import MongoChecks
from shared.mongo.connection import Database

AT = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)


def line(sequence: int, book: str = "incoming", **changes: Any) -> dict[str, Any]:
    facts = {
        "_id": f"{book}/2026/{sequence}/{len(changes)}",
        "book": book,
        "year": 2026,
        "sequence": sequence,
        "number": f"{book}-{sequence}",
        "registered_at": AT + timedelta(minutes=sequence),
        "voided_at": None,
        "voided_by": "",
        "voided_because": "",
    }
    return facts | changes


@pytest.fixture
async def checks(mongo_database: Database) -> MongoChecks:
    checks = MongoChecks(mongo_database)
    await checks.create_indexes()
    return checks


async def counted_to(database: Database, last: int) -> None:
    await database["books"].insert_one({"_id": "incoming", "year": 2026, "last": last, "last_at": AT})


async def test_a_whole_book_is_whole(checks: MongoChecks, mongo_database: Database) -> None:
    void: dict[str, Any] = {"voided_at": AT + timedelta(days=1), "voided_by": "p-2", "voided_because": "twice"}
    lines = [line(sequence, **(void if sequence in (4, 9) else {})) for sequence in range(1, 31)]
    await mongo_database["entries"].insert_many(lines)
    await mongo_database["letters"].insert_many([line(sequence, "outgoing") for sequence in range(1, 4)])
    await counted_to(mongo_database, 30)
    found = await checks.check("incoming", 2026)
    assert (found.whole, found.lines, found.last, found.voids, found.counter) == (True, 30, 30, 2, 30)
    assert (await checks.check("outgoing", 2026)).whole
    assert [(one.book, one.lines, one.voids) for one in await checks.books()] == [
        ("incoming", 30, 2),
        ("outgoing", 3, 0),
    ]
    voids = await checks.voids("incoming", 2026, after=4, limit=10)
    assert [(one.sequence, one.voided_by, one.voided_because) for one in voids] == [(9, "p-2", "twice")]


async def test_a_gap_a_repetition_and_a_time_that_runs_back_are_found(
    checks: MongoChecks, mongo_database: Database
) -> None:
    early: dict[str, Any] = {"registered_at": AT - timedelta(days=1)}
    lines = [line(sequence, **(early if sequence == 8 else {})) for sequence in range(1, 13) if sequence not in (5, 6)]
    await mongo_database["entries"].insert_many(lines)
    found = await checks.check("incoming", 2026)
    assert (found.whole, found.missing, found.backwards) == (False, (5, 6), (8,))
    await mongo_database["letters"].insert_many(
        [line(1, "internal"), line(2, "internal"), line(2, "internal", again=1)]
    )
    repeated = await checks.check("internal", 2026)
    assert (repeated.whole, repeated.lines, repeated.last) == (False, 3, 2)


async def test_lines_that_are_gone_from_the_end_are_missed_by_the_counter(
    checks: MongoChecks, mongo_database: Database
) -> None:
    await mongo_database["entries"].insert_many([line(1), line(2)])
    await counted_to(mongo_database, 3)
    found = await checks.check("incoming", 2026)
    assert (found.whole, found.missing, found.counter) == (False, (), 3)


async def test_a_check_reads_an_index_and_no_line(checks: MongoChecks, mongo_database: Database) -> None:
    await mongo_database["entries"].insert_many([line(sequence) for sequence in range(1, 50)])
    await mongo_database.command("profile", 2)
    await checks.check("incoming", 2026)
    await mongo_database.command("profile", 0)
    wanted = {"ns": f"{mongo_database.name}.entries", "op": "query"}
    (read,) = await mongo_database["system.profile"].find(wanted).to_list(None)
    assert (read["docsExamined"], read["keysExamined"]) == (0, 49)


async def test_an_empty_book_is_whole_and_has_no_lines(checks: MongoChecks) -> None:
    found = await checks.check("internal", 2026)
    assert (found.whole, found.lines, found.first_at) == (True, 0, None)
    assert await checks.books() == []
