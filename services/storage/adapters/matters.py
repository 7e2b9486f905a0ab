"""What storage knows of matters, in MongoDB: which units have them, and what supplements them."""

from uuid import UUID

from pymongo import UpdateOne

from services.storage.adapters.together import together
from services.storage.model import Grant
from shared.mongo.connection import Collection, Database, store_errors


class MongoGrants:
    """One record per matter: the units that may see its documents, and the version of that."""

    def __init__(self, database: Database) -> None:
        self._collection: Collection = database["grants"]
        self._writes = together(self._collection)

    async def grant(self, grant: Grant, *, urgent: bool = False) -> None:
        """Replace the grant of a matter unless the known one is as new or newer. Raises `TransientError`."""
        known = {"$ifNull": ["$version", 0]}
        newer = {"$lt": [known, grant.version]}
        write = UpdateOne(
            {"_id": grant.submission_id},
            # Decided by the database in the one write, so that no order and no race can bring an older grant back.
            [
                {
                    "$set": {
                        "units": {"$cond": [newer, {"$literal": sorted(grant.units)}, "$units"]},
                        "version": {"$max": [known, grant.version]},
                    }
                }
            ],
            upsert=True,
        )
        await self._writes.submit([write], urgent=urgent)

    async def get(self, submission_id: UUID) -> Grant | None:
        """The grant of one matter."""
        with store_errors():
            found = await self._collection.find_one({"_id": submission_id})
        if found is None:
            return None
        return Grant(submission_id=submission_id, units=frozenset(found["units"]), version=found["version"])


class MongoHomes:
    """One record per supplement: the matter that it belongs to."""

    def __init__(self, database: Database) -> None:
        self._collection: Collection = database["homes"]
        self._writes = together(self._collection)

    async def settle(self, supplement_id: UUID, submission_id: UUID, *, urgent: bool = False) -> None:
        """Remember the matter of a supplement; the first that is said stays. Raises `TransientError`."""
        write = UpdateOne({"_id": supplement_id}, {"$setOnInsert": {"submission_id": submission_id}}, upsert=True)
        await self._writes.submit([write], urgent=urgent)

    async def get(self, supplement_id: UUID) -> UUID | None:
        """The matter of one supplement."""
        with store_errors():
            found = await self._collection.find_one({"_id": supplement_id})
        return None if found is None else found["submission_id"]
