"""What people are reminded of, in MongoDB: one document a person, changed by single writes."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Final
from uuid import UUID

from pymongo import ASCENDING, IndexModel
from pymongo.errors import DuplicateKeyError

from services.notify.model.reminders import Box, Line
from shared.mongo.connection import Database, Record, store_errors

MOST_HEARD: Final = 1000
"""Keys of lines that a box remembers, so that an event that comes again is known: it does so within minutes, if at all."""


class MongoBoxes:
    """`look_at` is there while there is something to look at; an index of it finds what is due."""

    def __init__(self, database: Database) -> None:
        self._collection = database["reminders"]

    async def create_indexes(self) -> None:
        """Make the indexes; does nothing where they are."""
        with store_errors():
            await self._collection.create_indexes(
                [
                    IndexModel(
                        [("look_at", ASCENDING)],
                        name="look_at",
                        partialFilterExpression={"look_at": {"$exists": True}},
                    )
                ]
            )

    async def put(self, person_id: str, line: Line, *, look_at: datetime) -> None:
        """Put a line into a box. See `ports.Boxes`."""
        key = str(line.key)
        unheard: Record = {"_id": person_id, "heard": {"$ne": key}}
        change: Record = {
            "$push": {"lines": line.model_dump(mode="json"), "heard": {"$each": [key], "$slice": -MOST_HEARD}},
            "$min": {"look_at": look_at},
        }
        with store_errors():
            try:
                await self._collection.update_one(unheard, change, upsert=True)
            except DuplicateKeyError:
                # It has heard of it; or the box was just made by another line, and this one goes into it.
                await self._collection.update_one(unheard, change)

    async def due(self, now: datetime, limit: int) -> Sequence[Box]:
        """Boxes that are to be looked at."""
        with store_errors():
            found = self._collection.find({"look_at": {"$lte": now}}, {"heard": 0}).sort("look_at", ASCENDING)
            return [_box(record) for record in await found.limit(limit).to_list(None)]

    async def wait(self, box: Box, until: datetime) -> None:
        """Look at a box again at a later moment. See `ports.Boxes`."""
        as_seen = {"_id": box.person_id, "lines": {"$size": len(box.lines)}, "look_at": {"$exists": True}}
        with store_errors():
            await self._collection.update_one(as_seen, {"$set": {"look_at": until}})

    async def begin(self, box: Box, on: date, keys: Collection[UUID]) -> bool:
        """Begin the mail of a day. See `ports.Boxes`."""
        day = on.isoformat()
        sending = {"on": day, "keys": sorted(map(str, keys))}
        with store_errors():
            result = await self._collection.update_one(
                {
                    "_id": box.person_id,
                    "sending": {"$exists": False},
                    "$or": [{"last_on": {"$exists": False}}, {"last_on": {"$lt": day}}],
                },
                {"$set": {"sending": sending}},
            )
        return result.matched_count == 1

    async def done(self, person_id: str, on: date) -> None:
        """Take out what the mail of a day was made of. See `ports.Boxes`."""
        left = {"$filter": {"input": "$lines", "cond": {"$not": [{"$in": ["$$this.key", "$sending.keys"]}]}}}
        with store_errors():
            await self._collection.update_one(
                {"_id": person_id, "sending.on": on.isoformat()},
                [
                    {"$set": {"lines": left, "last_on": on.isoformat()}},
                    {"$set": {"look_at": {"$cond": [{"$eq": ["$lines", []]}, "$$REMOVE", "$look_at"]}}},
                    {"$unset": "sending"},
                ],
            )


def _box(record: Record) -> Box:
    sending = record.get("sending")
    return Box(
        person_id=record["_id"],
        lines=tuple(Line.model_validate(each) for each in record["lines"]),
        last_on=date.fromisoformat(record["last_on"]) if "last_on" in record else None,
        sending=(date.fromisoformat(sending["on"]), frozenset(map(UUID, sending["keys"]))) if sending else None,
    )
