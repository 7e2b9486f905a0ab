"""Request types in MongoDB, as registry last told of them."""

from collections.abc import Sequence

from pymongo.errors import DuplicateKeyError

from shared.contracts import RequestTypeChangedV1
from shared.mongo.connection import Collection, Database, store_errors


class MongoTypeProjection:
    """One document a type, each whole."""

    def __init__(self, database: Database) -> None:
        self._collection: Collection = database["request_types"]

    async def note(self, event: RequestTypeChangedV1) -> None:
        """Remember a type as it is now; older news changes nothing."""
        with store_errors():
            try:
                await self._collection.update_one(
                    {"_id": event.code, "version": {"$lt": event.version}},
                    {"$set": {"version": event.version, "stated": event.model_dump_json()}},
                    upsert=True,
                )
            except DuplicateKeyError:
                return  # it is there, as new or newer

    async def all(self) -> Sequence[RequestTypeChangedV1]:
        """Every type."""
        with store_errors():
            found = await self._collection.find().sort("_id").to_list(None)
        return [RequestTypeChangedV1.model_validate_json(record["stated"]) for record in found]
