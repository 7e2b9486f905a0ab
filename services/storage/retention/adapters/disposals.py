"""What was confirmed, in MongoDB."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from pymongo import ASCENDING, DESCENDING, IndexModel
from pymongo.errors import DuplicateKeyError

from services.storage.retention.model import Confirmed, Disposal, Who
from shared.mongo.connection import Collection, Database, Record, store_errors

_CONFIRMED = (
    *("submission_id", "number", "request_type", "class_code", "years", "counted_from", "since", "version"),
    *("confidential", "outcome", "documents", "size"),
)


class MongoDisposals:
    """One record each. Those with something that still waits have a field of their own, and are found by it alone."""

    def __init__(self, database: Database) -> None:
        self._collection: Collection = database["disposals"]

    async def create_indexes(self) -> None:
        """Make the indexes; does nothing where they are."""
        with store_errors():
            await self._collection.create_indexes(
                [
                    IndexModel([("at", DESCENDING)], name="at"),
                    IndexModel([("waiting_since", ASCENDING)], name="waiting", sparse=True),
                ]
            )

    async def add(self, disposal: Disposal) -> bool:
        """Keep a new one; False, and nothing done, where there is one of its id."""
        by = {name: getattr(disposal.by, name) for name in ("person_id", "name", "on_behalf_of")}
        record: Record = {
            "_id": disposal.disposal_id,
            "by": by,
            "at": disposal.at,
            "why": disposal.why,
            "classes_version": disposal.classes_version,
            "key": disposal.key,
            "fingerprint": disposal.fingerprint,
            "waiting_since": disposal.at,
            "matters": [{name: getattr(one, name) for name in _CONFIRMED} for one in disposal.matters],
        }
        try:
            with store_errors():
                await self._collection.insert_one(record)
        except DuplicateKeyError:
            return False
        return True

    async def get(self, disposal_id: str) -> Disposal | None:
        """One of them."""
        with store_errors():
            found = await self._collection.find_one({"_id": disposal_id})
        return None if found is None else _disposal(found)

    async def latest(self, after: datetime | None, limit: int) -> Sequence[Disposal]:
        """The newest first, those before a moment."""
        wanted: Record = {} if after is None else {"at": {"$lt": after}}
        with store_errors():
            found = await self._collection.find(wanted).sort([("at", DESCENDING)]).limit(limit).to_list(None)
        return [_disposal(record) for record in found]

    async def waiting(self) -> Sequence[str]:
        """Those that are not done, the oldest first."""
        with store_errors():
            found = (
                await self._collection.find({"waiting_since": {"$exists": True}}, {"_id": 1})
                .sort([("waiting_since", ASCENDING)])
                .hint("waiting")
                .to_list(None)
            )
        return [record["_id"] for record in found]

    async def became(self, disposal_id: str, one: Confirmed) -> None:
        """Note what became of a matter."""
        mine = {"$and": [{"$eq": ["$$this.submission_id", one.submission_id]}, {"$eq": ["$$this.outcome", None]}]}
        said = {name: getattr(one, name) for name in ("outcome", "documents", "size")}
        became = {"$cond": [mine, {"$mergeObjects": ["$$this", said]}, "$$this"]}
        waits = {"$cond": [{"$in": [None, "$matters.outcome"]}, "$waiting_since", "$$REMOVE"]}
        # In one write, so that nothing waits of which everything is done.
        both: list[Record] = [
            {"$set": {"matters": {"$map": {"input": "$matters", "in": became}}}},
            {"$set": {"waiting_since": waits}},
        ]
        with store_errors():
            await self._collection.update_one({"_id": disposal_id}, both)


def _disposal(record: Record) -> Disposal:
    matters: list[dict[str, Any]] = record["matters"]
    return Disposal(
        disposal_id=record["_id"],
        by=Who(**record["by"]),
        at=record["at"],
        why=record["why"],
        matters=tuple(Confirmed(**one) for one in matters),
        classes_version=record["classes_version"],
        key=record["key"],
        fingerprint=record["fingerprint"],
    )
