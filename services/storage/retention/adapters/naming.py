"""Which request type names which class, in MongoDB."""

from collections.abc import Mapping

from pymongo.errors import DuplicateKeyError

from shared.mongo.connection import Collection, Database, store_errors


class MongoNamedClasses:
    """One record a type."""

    def __init__(self, database: Database) -> None:
        self._collection: Collection = database["request_types"]

    async def note(self, request_type: str, version: int, class_code: str | None) -> None:
        """Remember it, unless newer news is known."""
        try:
            with store_errors():
                await self._collection.update_one(
                    {"_id": request_type, "version": {"$lt": version}},
                    {"$set": {"version": version, "retention": class_code}},
                    upsert=True,
                )
        except DuplicateKeyError:
            return  # it is there, as new or newer

    async def all(self) -> Mapping[str, str]:
        """Request type → class, of those that name one."""
        with store_errors():
            found = await self._collection.find({"retention": {"$ne": None}}).to_list(None)
        return {record["_id"]: record["retention"] for record in found}
