"""The units that directory told of, in MongoDB."""

from collections.abc import Mapping

from pymongo.errors import DuplicateKeyError

from shared.contracts import UnitChangedV1
from shared.mongo.connection import Database, store_errors


class MongoUnits:
    """The units that directory told of."""

    def __init__(self, database: Database) -> None:
        self._units = database["units"]

    async def note(self, event: UnitChangedV1) -> None:
        """Remember a unit as it is now; older news changes nothing."""
        with store_errors():
            try:
                await self._units.update_one(
                    {"_id": event.unit.unit_id, "version": {"$lt": event.version}},
                    {
                        "$set": {
                            "version": event.version,
                            "name": event.unit.name.model_dump(),
                            "parent_id": event.parent_id,
                        }
                    },
                    upsert=True,
                )
            except DuplicateKeyError:
                return  # it is there, as new or newer

    async def exists(self, unit_id: str) -> bool:
        """Whether there is such a unit."""
        with store_errors():
            return await self._units.find_one({"_id": unit_id}, {"_id": 1}) is not None

    async def parents(self) -> Mapping[str, str | None]:
        """Of each unit the one that it is part of."""
        with store_errors():
            found = await self._units.find({}, {"parent_id": 1}).to_list(None)
        # What was noted by an earlier version has no parent until it is told of again.
        return {record["_id"]: record.get("parent_id") for record in found}
