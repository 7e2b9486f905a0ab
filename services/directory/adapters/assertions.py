"""Assertions of another issuer that were shown, in MongoDB."""

from datetime import datetime

from pymongo import ASCENDING, IndexModel
from pymongo.errors import DuplicateKeyError

from shared.mongo.connection import Collection, Database, store_errors


class MongoAssertions:
    """One document per assertion, by its digest; the database removes it when it would not be taken any more."""

    def __init__(self, database: Database) -> None:
        self._collection: Collection = database["assertions"]

    async def create_indexes(self) -> None:
        """Make the indexes; does nothing where they are."""
        with store_errors():
            await self._collection.create_indexes(
                [IndexModel([("until", ASCENDING)], name="until", expireAfterSeconds=0)]
            )

    async def take(self, digest: str, until: datetime) -> bool:
        """Note that an assertion was shown, until a time; False when it was before."""
        try:
            with store_errors():
                await self._collection.insert_one({"_id": digest, "until": until})
        except DuplicateKeyError:
            return False
        return True
