"""Which matters are confidential, in MongoDB."""

from collections.abc import Collection
from uuid import UUID

from pymongo.errors import DuplicateKeyError

from services.notify.model.delivery import Classification
from shared.mongo.connection import Database, store_errors


class MongoClassifications:
    """One record per matter of which something was said: few, as most are ordinary from their first moment."""

    def __init__(self, database: Database) -> None:
        self._collection = database["classifications"]

    async def note(self, said: Classification) -> None:
        """Replace what was said of a matter unless it is as new or newer. Raises `TransientError`."""
        with store_errors():
            try:
                await self._collection.update_one(
                    {"_id": said.submission_id, "version": {"$lt": said.version}},
                    {"$set": {"confidential": said.confidential, "version": said.version}},
                    upsert=True,
                )
            except DuplicateKeyError:
                return  # it is there, as new or newer

    async def confidential_of(self, submission_ids: Collection[UUID]) -> frozenset[UUID]:
        """Those of these matters that are confidential. Raises `TransientError`."""
        wanted = {"_id": {"$in": list(submission_ids)}, "confidential": True}
        with store_errors():
            found = await self._collection.find(wanted, {"_id": 1}).to_list(None)
        return frozenset(record["_id"] for record in found)
