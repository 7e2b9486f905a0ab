"""Figures in MongoDB: equal to what is counted one by one, and counted from indexes alone."""

from datetime import date, timedelta
from random import Random
from typing import get_args
from zoneinfo import ZoneInfo

import pytest

from services.registry.adapters import MongoFigures
from services.registry.model import By, Of, Wanted
from services.registry.records import line_record, matter_record
from shared.contracts.base import Book
from shared.mongo.connection import Database, Record
from shared.reports import Period
from tests.unit.registry.fake_figures import FakeFigures, some_letters, some_matters

ZONE = "Asia/Muscat"
SPAN = Period(first=date(2026, 1, 20), last=date(2026, 3, 5)).moments(ZoneInfo(ZONE))
ALL_BY: tuple[By, ...] = ("day", "unit", "request-type", "channel", "state")
ALL_WANTED = (
    Wanted(),
    Wanted(book="incoming"),
    Wanted(book="outgoing"),
    Wanted(units=frozenset({"permits", "legal"})),
    Wanted(units=frozenset({"permits"}), unit="legal"),
    Wanted(unit="legal", channel="mail"),
    Wanted(request_type="work-permit"),
)


@pytest.fixture
def counted() -> FakeFigures:
    rng = Random(7)
    return FakeFigures(some_matters(rng, 600), some_letters(rng, 300), ZONE)


@pytest.fixture
async def figures(mongo_database: Database, counted: FakeFigures) -> MongoFigures:
    await mongo_database["matters"].insert_many(
        [{"_id": one.submission_id, **matter_record(one)} for one in counted.matters]
    )
    await mongo_database["letters"].insert_many([line_record(one) for one in counted.letters])
    figures = MongoFigures(mongo_database, time_zone=ZONE)
    await figures.create_indexes()
    return figures


@pytest.mark.parametrize("by", ALL_BY)
async def test_lines_are_what_counting_one_by_one_finds(figures: MongoFigures, counted: FakeFigures, by: By) -> None:
    for wanted in ALL_WANTED:
        found, expected = await figures.lines(SPAN, by, wanted), await counted.lines(SPAN, by, wanted)
        assert _summed(found) == _summed(expected), wanted


@pytest.mark.parametrize("by", [one for one in ALL_BY if one != "unit"])
async def test_arrivals_are_what_counting_one_by_one_finds(figures: MongoFigures, counted: FakeFigures, by: By) -> None:
    assert _summed(await figures.arrived(SPAN, by)) == _summed(await counted.arrived(SPAN, by))


@pytest.mark.parametrize("of", get_args(Of))
async def test_times_to_register_are_what_counting_one_by_one_finds(
    figures: MongoFigures, counted: FakeFigures, of: Of
) -> None:
    for wanted in ALL_WANTED:
        found = await figures.minutes_to_register(SPAN, of, wanted)
        assert found == await counted.minutes_to_register(SPAN, of, wanted)


async def test_counting_reads_no_matter_and_no_more_keys_than_the_period_has(
    figures: MongoFigures, counted: FakeFigures, mongo_database: Database
) -> None:
    inside = [one for one in counted.matters if one.registered_at and SPAN[0] <= one.registered_at < SPAN[1]]
    for wanted in (Wanted(), Wanted(units=frozenset({"legal"})), Wanted(channel="mail")):
        for by in ALL_BY:
            read = await _read(mongo_database, "matters", figures.counting("incoming", SPAN, by, wanted))
            assert read["totalDocsExamined"] == 0
            assert read["totalKeysExamined"] <= len(inside) + 2


@pytest.mark.parametrize("book", ["outgoing", "internal"])
async def test_counting_reads_no_letter_and_no_more_lines_of_a_book_than_the_period_has(
    figures: MongoFigures, counted: FakeFigures, mongo_database: Database, book: Book
) -> None:
    inside = [one for one in counted.letters if one.book == book and SPAN[0] <= one.registered_at < SPAN[1]]
    assert 0 < len(inside) < sum(one.book == book for one in counted.letters)
    for wanted in (Wanted(), Wanted(units=frozenset({"legal"}))):
        for by in ALL_BY:
            read = await _read(mongo_database, "letters", figures.counting(book, SPAN, by, wanted))
            assert read["totalDocsExamined"] == 0
            assert read["totalKeysExamined"] <= len(inside) + 2


async def test_an_empty_period_has_nothing_in_it(figures: MongoFigures) -> None:
    later = (SPAN[1] + timedelta(days=100), SPAN[1] + timedelta(days=101))
    assert await figures.lines(later, "day", Wanted()) == []
    assert await figures.minutes_to_register(later, "unit", Wanted()) == {}


async def _read(database: Database, collection: str, pipeline: list[Record]) -> Record:
    explained = await database.command(
        "explain",
        {"aggregate": collection, "pipeline": pipeline, "cursor": {}, "hint": "registered"},
        verbosity="executionStats",
    )
    read: Record = explained.get("executionStats") or explained["stages"][0]["$cursor"]["executionStats"]
    return read


def _summed(cells: object) -> dict[object, int]:
    found: dict[object, int] = {}
    for cell in cells:  # type: ignore[attr-defined]  # cells of whatever kind of sequence
        found[cell.key, cell.column] = found.get((cell.key, cell.column), 0) + cell.count
    return found
