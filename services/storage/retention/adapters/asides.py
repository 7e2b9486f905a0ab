"""Which blobs are set aside, in MongoDB."""

from collections.abc import Sequence

from services.storage.retention.model import SetAside
from shared.mongo.connection import Collection, Database, store_errors


class MongoAsides:
    """One record a blob."""

    def __init__(self, database: Database) -> None:
        self._collection: Collection = database["set_aside"]

    async def add(self, aside: SetAside) -> None:
        """Remember one; again, it gets the later moment."""
        with store_errors():
            await self._collection.update_one(
                {"_id": aside.sha256}, {"$max": {"erase_at": aside.erase_at}}, upsert=True
            )

    async def all(self) -> Sequence[SetAside]:
        """All of them, those that are erased first at the front."""
        with store_errors():
            found = await self._collection.find().sort("erase_at").to_list(None)
        return [SetAside(sha256=record["_id"], erase_at=record["erase_at"]) for record in found]

    async def remove(self, aside: SetAside) -> None:
        """Forget one, unless it was set aside again meanwhile."""
        with store_errors():
            await self._collection.delete_one({"_id": aside.sha256, "erase_at": aside.erase_at})
