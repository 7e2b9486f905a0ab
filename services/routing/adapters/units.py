"""Units in MongoDB."""

from collections.abc import Sequence
from datetime import timedelta

from pymongo.errors import DuplicateKeyError

from services.routing.model import ChangedUnit
from services.routing.ports import Behind
from shared.contracts import UnitChangedV1
from shared.mongo.connection import Collection, Database, store_errors


class MongoUnitProjection:
    """The units as directory last told of them, each whole; `followed` is how due dates are counted so far."""

    def __init__(self, database: Database) -> None:
        self._collection: Collection = database["units"]

    async def note(self, event: UnitChangedV1) -> None:
        """Remember a unit as it is now; older news changes nothing."""
        stated = event.model_dump_json()
        with store_errors():
            try:
                await self._collection.update_one(
                    {"_id": event.unit.unit_id, "version": {"$lt": event.version}},
                    [
                        {
                            "$set": {
                                "version": event.version,
                                "stated": {"$literal": stated},
                                # What is new has no due dates yet; what is changed again goes on from where they are.
                                "followed": {"$ifNull": ["$followed", "$stated", {"$literal": stated}]},
                                "noted_at": "$$NOW",
                                "after": "",
                            }
                        }
                    ],
                    upsert=True,
                )
            except DuplicateKeyError:
                return  # it is there, as new or newer

    async def all(self) -> Sequence[UnitChangedV1]:
        """Every unit."""
        with store_errors():
            found = await self._collection.find().to_list(None)
        return [UnitChangedV1.model_validate_json(record["stated"]) for record in found]

    async def behind(self, known_for: timedelta) -> Sequence[Behind]:
        """Units whose change was noted at least so long ago and not followed to its end."""
        milliseconds = known_for // timedelta(milliseconds=1)
        known = {"$lte": ["$noted_at", {"$subtract": ["$$NOW", milliseconds]}]}
        wanted = {"followed": {"$exists": True}, "$expr": {"$and": [{"$ne": ["$followed", "$stated"]}, known]}}
        with store_errors():
            found = await self._collection.find(wanted).to_list(None)
        return [
            Behind(
                changed=ChangedUnit(
                    before=UnitChangedV1.model_validate_json(record["followed"]),
                    now=UnitChangedV1.model_validate_json(record["stated"]),
                ),
                after=record["after"],
            )
            for record in found
        ]

    async def reached(self, unit: UnitChangedV1, after: str) -> None:
        """Remember how far a change was followed, unless newer news of the unit came meanwhile."""
        await self._set(unit, {"after": after})

    async def followed(self, unit: UnitChangedV1) -> None:
        """Remember that a change was followed to its end."""
        await self._set(unit, {"followed": "$stated"})

    async def _set(self, unit: UnitChangedV1, fields: dict[str, str]) -> None:
        # In a pipeline a text is a value unless it begins with a dollar; a place never does.
        with store_errors():
            await self._collection.update_one({"_id": unit.unit.unit_id, "version": unit.version}, [{"$set": fields}])
