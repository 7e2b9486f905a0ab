"""The staff in MongoDB."""

from collections.abc import Sequence

from pymongo import ASCENDING, IndexModel
from pymongo.errors import DuplicateKeyError

from services.notify.model.staff import Colleague
from shared.mongo.connection import Database, Record, store_errors


class MongoStaff:
    """One record a person, as directory last told of him."""

    def __init__(self, database: Database) -> None:
        self._collection = database["staff"]

    async def create_indexes(self) -> None:
        """Make the indexes; does nothing where they are."""
        with store_errors():
            await self._collection.create_indexes([IndexModel([("units", ASCENDING)], name="units")])

    async def note(self, colleague: Colleague) -> None:
        """Remember somebody as he is now; older news changes nothing."""
        record = {
            "version": colleague.version,
            "units": sorted(colleague.units),
            "roles": sorted(colleague.roles),
            "cleared": colleague.cleared,
            "active": colleague.active,
            "address": colleague.address,
            "language": colleague.language,
            "wanted": colleague.wanted,
        }
        with store_errors():
            try:
                await self._collection.update_one(
                    {"_id": colleague.person_id, "version": {"$lt": colleague.version}}, {"$set": record}, upsert=True
                )
            except DuplicateKeyError:
                return  # he is there, as new or newer

    async def of_unit(self, unit_id: str) -> Sequence[Colleague]:
        """All who belong to a unit."""
        with store_errors():
            found = await self._collection.find({"units": unit_id}).sort("_id", ASCENDING).to_list(None)
        return [_colleague(record) for record in found]

    async def get(self, person_id: str) -> Colleague | None:
        """One of them."""
        with store_errors():
            found = await self._collection.find_one({"_id": person_id})
        return None if found is None else _colleague(found)


def _colleague(record: Record) -> Colleague:
    same = {name: record[name] for name in ("version", "cleared", "active", "address", "language", "wanted")}
    units, roles = (frozenset(record[name]) for name in ("units", "roles"))
    return Colleague(person_id=record["_id"], units=units, roles=roles, **same)
