"""Finds numbers that have no line, at the cost of what is new since it last looked."""

import asyncio

from pymongo import DESCENDING

from services.registry.model import BOOKS
from shared.contracts.base import Book
from shared.mongo.connection import Collection, Database, store_errors

AT_ONCE = 20_000
"""Lines that one count in the index goes over: some ten milliseconds of the server's time."""
ANEW = 4 * 60 * 24
"""After so many looks, a day's, all lines are counted again: one may have vanished since."""


class Gaps:
    """Remembers how far each book of each year was found whole, and counts on from there."""

    def __init__(self, database: Database, *, at_once: int = AT_ONCE, anew: int = ANEW) -> None:
        self._entries = database["entries"]
        self._letters = database["letters"]
        self._counters = database["books"]
        self._at_once = at_once
        self._anew = anew
        self._looks = 0
        self._whole: dict[tuple[Book, int], int] = {}

    async def missing(self) -> dict[Book, int]:
        """How many numbers of each book have no line. Raises `TransientError`."""
        if self._looks % self._anew == 0:
            self._whole.clear()
        self._looks += 1
        return {book: await self._missing(book) for book in BOOKS}

    async def _missing(self, book: Book) -> int:
        lines = self._entries if book == "incoming" else self._letters
        # Before the lines: what is registered meanwhile makes the book longer than the counter, never shorter.
        with store_errors():
            counter = await self._counters.find_one({"_id": book})
        ends = await _ends(lines, book)
        if counter:
            ends[counter["year"]] = max(ends.get(counter["year"], 0), counter["last"])
        return sum([await self._missing_in(lines, book, year, last) for year, last in ends.items()])

    async def _missing_in(self, lines: Collection, book: Book, year: int, last: int) -> int:
        whole = self._whole.get((book, year), 0)
        missing = 0
        for start in range(whole, last, self._at_once):
            end = min(start + self._at_once, last)
            part = {"book": book, "year": year, "sequence": {"$gt": start, "$lte": end}}
            with store_errors():
                missing += end - start - await lines.count_documents(part, hint="place")
            if not missing:
                self._whole[book, year] = end
            await asyncio.sleep(0)
        return missing


async def _ends(lines: Collection, book: Book) -> dict[int, int]:
    """The last number of each year of a book: one look into the index for each."""
    ends: dict[int, int] = {}
    wanted: dict[str, object] = {"book": book}
    order = [("book", DESCENDING), ("year", DESCENDING), ("sequence", DESCENDING)]
    while True:
        with store_errors():
            found = await lines.find_one(wanted, {"_id": 0, "year": 1, "sequence": 1}, sort=order, hint="place")
        if found is None:
            return ends
        ends[found["year"]] = found["sequence"]
        wanted = {"book": book, "year": {"$lt": found["year"]}}
