"""The books, read from the first line to the last."""

from collections.abc import Sequence
from datetime import datetime

from pymongo import ASCENDING, IndexModel

from services.registry.model import BOOKS, BookOfYear, Check, VoidLine
from shared.contracts.base import Book
from shared.mongo.connection import Collection, Database, Record, store_errors

MOST_TOLD = 20
"""Lines that are told of when something is wrong with them."""
_BATCH = 10_000
_VOID = {"voided_at": {"$type": "date"}}


class MongoChecks:
    """Reads books for those who check them. It trusts no unique index: every line is looked at."""

    def __init__(self, database: Database) -> None:
        self._entries = database["entries"]
        # The lines of the outgoing and the internal book.
        self._letters = database["letters"]
        self._counters = database["books"]

    async def create_indexes(self) -> None:
        """Make the indexes; does nothing where they are."""
        place = [("book", ASCENDING), ("year", ASCENDING), ("sequence", ASCENDING)]
        line = [*place, ("registered_at", ASCENDING)]
        with store_errors():
            for collection in (self._entries, self._letters):
                await collection.create_indexes(
                    [
                        IndexModel(line, name="line"),
                        IndexModel(place, name="voids", partialFilterExpression=_VOID),
                    ]
                )

    async def books(self) -> Sequence[BookOfYear]:
        """Every book of every year that has a line, newest year first."""
        lines = await self._by_book("line", {"book": {"$in": list(BOOKS)}})
        voids = await self._by_book("voids", {"book": {"$in": list(BOOKS)}, **_VOID})
        found = [
            BookOfYear(book=book, year=year, lines=count, last=last, voids=voids.get((book, year), (0, 0))[0])
            for (book, year), (count, last) in lines.items()
        ]
        return sorted(found, key=lambda one: (-one.year, BOOKS.index(one.book)))

    async def check(self, book: Book, year: int) -> Check:
        """Read a book through."""
        collection, wanted = self._of(book), {"book": book, "year": year}
        shown = {"_id": 0, "sequence": 1, "registered_at": 1}
        order = [("book", ASCENDING), ("year", ASCENDING), ("sequence", ASCENDING)]
        count, last = 0, 0
        missing: list[int] = []
        backwards: list[int] = []
        first_at: datetime | None = None
        last_at: datetime | None = None
        with store_errors():
            counter = await self._counters.find_one({"_id": book, "year": year})
            voids = await collection.count_documents({**wanted, **_VOID}, hint="voids")
            # After the counter: what is registered meanwhile makes the book longer than it, never shorter.
            async for line in collection.find(wanted, shown).sort(order).hint("line").batch_size(_BATCH):
                sequence, at = line["sequence"], line["registered_at"]
                if len(missing) < MOST_TOLD:
                    missing += range(last + 1, min(sequence, last + 1 + MOST_TOLD))
                if last_at is not None and at < last_at:
                    backwards.append(sequence)
                count, last, first_at, last_at = count + 1, sequence, first_at or at, at
        return Check(
            lines=count,
            last=last,
            voids=voids,
            missing=tuple(missing[:MOST_TOLD]),
            backwards=tuple(backwards[:MOST_TOLD]),
            # Beyond what the counter had given when the check began are lines that came since.
            counter=max(counter["last"], last) if counter else None,
            first_at=first_at,
            last_at=last_at,
        )

    async def voids(self, book: Book, year: int, *, after: int, limit: int) -> Sequence[VoidLine]:
        """Void lines in order, those with a sequence above `after`."""
        wanted = {"book": book, "year": year, "sequence": {"$gt": after}, **_VOID}
        names = ("number", "sequence", "registered_at", "voided_at", "voided_by", "voided_because")
        with store_errors():
            found = (
                await self._of(book).find(wanted).sort("sequence", ASCENDING).limit(limit).hint("voids").to_list(None)
            )
        return [
            VoidLine(
                **{name: one[name] for name in names},
                submission_id=one.get("submission_id"),
                confidential=one.get("confidential", False),
            )
            for one in found
        ]

    def _of(self, book: Book) -> Collection:
        return self._entries if book == "incoming" else self._letters

    async def _by_book(self, index: str, wanted: Record) -> dict[tuple[Book, int], tuple[int, int]]:
        found: dict[tuple[Book, int], tuple[int, int]] = {}
        group = {"_id": {"book": "$book", "year": "$year"}, "count": {"$sum": 1}, "last": {"$max": "$sequence"}}
        for collection in (self._entries, self._letters):
            with store_errors():
                pipeline: list[Record] = [{"$match": wanted}, {"$group": group}]
                rows = await collection.aggregate(pipeline, hint=index).to_list(None)
            for row in rows:
                found[row["_id"]["book"], row["_id"]["year"]] = row["count"], row["last"]
        return found
