"""What the registry wrote of letters, read by what counts and checks the books, on real MongoDB."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

from services.registry.adapters import MongoChecks, MongoFigures, MongoLetterBooks, deeds
from services.registry.model import Wanted
from shared.mongo.connection import Database
from tests.unit.registry.examples import NOW, UNIT, approved
from tests.unit.registry.letter_books_contract import all_of, number

DAY = (NOW - timedelta(hours=1), NOW + timedelta(hours=1))


async def test_numbered_and_void_letters_are_counted_checked_and_told(
    letter_books: MongoLetterBooks, mongo_database: Database
) -> None:
    figures, checks = MongoFigures(mongo_database, time_zone="Asia/Muscat"), MongoChecks(mongo_database)
    told = deeds(mongo_database)
    for one in (figures, checks, told):
        await one.create_indexes()
    letter = approved(answers="IN-2026-000001-7", submission_id=uuid4())
    await number(letter_books, letter, approved(), approved())
    await number(letter_books, approved(book="internal"))
    (line, *_) = await all_of(letter_books)
    await letter_books.change(
        line, replace(line, version=2, voided_at=NOW, voided_by="p-1", voided_because="written twice")
    )

    counted: Counter[tuple[str | None, str]] = Counter()
    for cell in await figures.lines(DAY, "unit", Wanted()):
        counted[cell.key, cell.column] += cell.count
    assert counted == {(UNIT.unit_id, "outgoing"): 3, (UNIT.unit_id, "internal"): 1, (UNIT.unit_id, "void"): 1}
    assert [(one.book, one.lines, one.last, one.voids) for one in await checks.books()] == [
        ("outgoing", 3, 3, 1),
        ("internal", 1, 1, 0),
    ]
    for book, lines in (("outgoing", 3), ("internal", 1)):
        found = await checks.check(book, NOW.year)  # type: ignore[arg-type]  # names of books
        assert (found.whole, found.lines, found.counter) == (True, lines, lines)
    (void,) = await checks.voids("outgoing", NOW.year, after=0, limit=10)
    assert (void.number, void.voided_by, void.voided_because) == (line.number, "p-1", "written twice")

    (deed,) = await told.of_person("p-1", DAY, skip=0, limit=10)
    assert (deed.what, deed.letter, deed.letter_id) == ("voided", line.number, letter.letter_id)
    assert (deed.number, deed.submission_id) == (letter.answers, letter.submission_id)
