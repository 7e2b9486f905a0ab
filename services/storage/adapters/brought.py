"""What staff brought to the vault, in MongoDB."""

from collections.abc import Collection as SomeOf
from datetime import datetime, timedelta
from typing import Final

from pymongo import ASCENDING, IndexModel

from shared.mongo.connection import Collection, Database, store_errors

REMEMBERED: Final = timedelta(days=366)
"""How long a letter may be in the making with what was brought for it."""


class MongoBrought:
    """One record for each hash. The database forgets by itself."""

    def __init__(self, database: Database) -> None:
        self._collection: Collection = database["brought"]

    async def create_indexes(self) -> None:
        """Make the index by which the database forgets; does nothing where it is."""
        with store_errors():
            await self._collection.create_indexes(
                [IndexModel([("at", ASCENDING)], name="at", expireAfterSeconds=int(REMEMBERED.total_seconds()))]
            )

    async def note(self, sha256: str, at: datetime) -> None:
        """Remember that somebody brought this. Raises `TransientError`."""
        with store_errors():
            await self._collection.update_one({"_id": sha256}, {"$max": {"at": at}}, upsert=True)

    async def among(self, hashes: SomeOf[str]) -> frozenset[str]:
        """Those of these hashes that somebody brought."""
        with store_errors():
            found = await self._collection.find({"_id": {"$in": list(hashes)}}, {"_id": 1}).to_list(None)
        return frozenset(record["_id"] for record in found)
