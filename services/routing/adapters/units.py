"""Units in MongoDB."""

from collections.abc import Sequence

from pymongo.errors import DuplicateKeyError

from shared.contracts import UnitChangedV1
from shared.mongo.connection import Collection, Database, store_errors


class MongoUnitProjection:
    """The units as directory last told of them, each whole."""

    def __init__(self, database: Database) -> None:
        self._collection: Collection = database["units"]

    async def note(self, event: UnitChangedV1) -> None:
        """Remember a unit as it is now; older news changes nothing."""
        with store_errors():
            try:
                await self._collection.update_one(
                    {"_id": event.unit.unit_id, "version": {"$lt": event.version}},
                    {"$set": {"version": event.version, "stated": event.model_dump_json()}},
                    upsert=True,
                )
            except DuplicateKeyError:
                return  # it is there, as new or newer

    async def all(self) -> Sequence[UnitChangedV1]:
        """Every unit."""
        with store_errors():
            found = await self._collection.find().to_list(None)
        return [UnitChangedV1.model_validate_json(record["stated"]) for record in found]
