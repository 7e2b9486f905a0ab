"""Figures of the books, counted by MongoDB from its indexes alone: no matter is read for them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from pymongo import ASCENDING, IndexModel

from services.registry.model import STANDING, VOID, By, Of, Wanted
from shared.contracts.base import Book
from shared.mongo.connection import Collection, Database, Record, store_errors
from shared.reports import Cell

_REGISTERED_EVER = {"registered_at": {"$gte": datetime(1900, 1, 1, tzinfo=UTC)}}
_MINUTE = 60_000
_NOT_KNOWN: Record = {"$literal": None}

_INCOMING: Mapping[str, Any] = {
    "unit": {"$ifNull": ["$routed.unit.unit_id", "$unit_id"]},
    "request-type": "$request_type",
    "channel": "$channel",
    "state": {"$cond": [{"$gt": ["$voided_because", ""]}, VOID, STANDING]},
}
_LETTERS: Mapping[str, Any] = {
    "unit": "$unit_id",
    "request-type": _NOT_KNOWN,
    "channel": _NOT_KNOWN,
    "state": {"$cond": [{"$gt": ["$voided_because", ""]}, VOID, STANDING]},
}
_ARRIVED: Mapping[str, Any] = {**_INCOMING, "state": "$state", "unit": _NOT_KNOWN}


class MongoFigures:
    """Counts lines and matters. Every query is answered by one of the two indexes that are made for it."""

    def __init__(self, database: Database, *, time_zone: str) -> None:
        self._matters = database["matters"]
        # The lines of the outgoing and the internal book.
        self._letters = database["letters"]
        self._time_zone = time_zone

    async def create_indexes(self) -> None:
        """Make the indexes; does nothing where they are."""
        registered = ("book", "registered_at", "unit_id", "voided_because")
        of_matters = (*registered, "routed.unit.unit_id", "request_type", "channel", "received_at")
        with store_errors():
            await self._matters.create_indexes(
                [
                    IndexModel(
                        [(name, ASCENDING) for name in of_matters],
                        name="registered",
                        partialFilterExpression=_REGISTERED_EVER,
                    ),
                    IndexModel(
                        [(name, ASCENDING) for name in ("received_at", "state", "channel", "request_type")],
                        name="received",
                    ),
                ]
            )
            await self._letters.create_indexes(
                [IndexModel([(name, ASCENDING) for name in registered], name="registered")]
            )

    async def lines(self, span: tuple[datetime, datetime], by: By, wanted: Wanted) -> Sequence[Cell]:
        """Lines of the books by when they were registered. See `ports.Figures`."""
        found: list[Cell] = []
        for book in wanted.books:
            rows = await self._all(self._of(book), "registered", self.counting(book, span, by, wanted))
            for row in rows:
                key, is_void, count = row["_id"]["key"], row["_id"]["state"] == VOID, row["count"]
                found.append(Cell(key=key, column=book, count=count))
                if is_void:
                    found.append(Cell(key=key, column=VOID, count=count))
        return found

    async def arrived(self, span: tuple[datetime, datetime], by: By) -> Sequence[Cell]:
        """Matters by when they were received. See `ports.Figures`."""
        key = self._day("$received_at") if by == "day" else _ARRIVED[by]
        pipeline: list[Record] = [
            {"$match": {"received_at": _within(span)}},
            {"$group": {"_id": {"key": key, "state": "$state"}, "count": {"$sum": 1}}},
        ]
        rows = await self._all(self._matters, "received", pipeline)
        return [Cell(key=row["_id"].get("key"), column=row["_id"]["state"], count=row["count"]) for row in rows]

    async def minutes_to_register(
        self, span: tuple[datetime, datetime], of: Of, wanted: Wanted
    ) -> Mapping[str | None, Mapping[int, int]]:
        """Whole minutes from receipt to registration. See `ports.Figures`."""
        minutes = {"$floor": {"$divide": [{"$subtract": ["$registered_at", "$received_at"]}, _MINUTE]}}
        pipeline = [
            *_chosen("incoming", span, wanted, {"key": _INCOMING[of], "minutes": minutes}),
            {"$group": {"_id": {"key": "$key", "minutes": "$minutes"}, "count": {"$sum": 1}}},
        ]
        found: dict[str | None, dict[int, int]] = defaultdict(dict)
        for row in await self._all(self._matters, "registered", pipeline):
            # A clock that was set back is no reason for less than nothing.
            at = max(0, int(row["_id"]["minutes"]))
            of_key = found[row["_id"].get("key")]
            of_key[at] = of_key.get(at, 0) + row["count"]
        return found

    def counting(self, book: Book, span: tuple[datetime, datetime], by: By, wanted: Wanted) -> list[Record]:
        """What MongoDB is asked for the lines of one book."""
        fields = _INCOMING if book == "incoming" else _LETTERS
        key = self._day("$registered_at") if by == "day" else fields[by]
        return [
            *_chosen(book, span, wanted, {"key": key, "state": fields["state"]}),
            {"$group": {"_id": {"key": {"$ifNull": ["$key", None]}, "state": "$state"}, "count": {"$sum": 1}}},
        ]

    def _of(self, book: Book) -> Collection:
        return self._matters if book == "incoming" else self._letters

    def _day(self, field: str) -> Record:
        return {"$dateToString": {"date": field, "format": "%Y-%m-%d", "timezone": self._time_zone}}

    async def _all(self, collection: Collection, index: str, pipeline: Sequence[Record]) -> list[Record]:
        with store_errors():
            return list(await collection.aggregate(pipeline, hint=index).to_list(None))


def _chosen(book: Book, span: tuple[datetime, datetime], wanted: Wanted, kept: Record) -> list[Record]:
    """The lines that are wanted, with what is `kept` of each."""
    fields = _INCOMING if book == "incoming" else _LETTERS
    matching: Record = {"book": book, "registered_at": _within(span)}
    if wanted.request_type is not None:
        matching["request_type"] = wanted.request_type
    if wanted.channel is not None:
        matching["channel"] = wanted.channel
    stages: list[Record] = [{"$match": matching}]
    stages.append({"$project": {"_id": 0, "unit": fields["unit"], **kept}})
    if wanted.only_units is not None:
        stages.append({"$match": {"unit": {"$in": sorted(wanted.only_units)}}})
    return stages


def _within(span: tuple[datetime, datetime]) -> Record:
    return {"$gte": span[0], "$lt": span[1]}
