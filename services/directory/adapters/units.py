"""Units in MongoDB."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from pymongo import UpdateOne
from pymongo.errors import DuplicateKeyError

from services.directory.adapters.answered import answered_of, answered_records
from services.directory.adapters.missing import insert_missing
from services.directory.model import PLAIN, Unit, UnitChange, UnitKind, UnitPatch
from shared.contracts import Event
from shared.language import Text
from shared.messaging.relay import Relay
from shared.mongo.connection import Collection, Database, Record, store_errors
from shared.mongo.outbox import OUTBOX_INDEX, as_pending

_UNIT = {"outbox": 0, "history": 0}


class MongoUnits:
    """One document per unit, with its pending events and its history inside. A change is one write of one document."""

    def __init__(self, database: Database, relay: Relay) -> None:
        self._collection: Collection = database["units"]
        self._relay = relay

    async def create_indexes(self) -> None:
        """Make the indexes; does nothing where they are."""
        with store_errors():
            await self._collection.create_indexes([OUTBOX_INDEX])

    async def add_missing(self, units: Sequence[tuple[Unit, Sequence[Event]]]) -> int:
        """Add those that are not there, with their events; what is there stays as it is. Says how many were added."""
        added = await insert_missing(
            self._collection,
            [
                UpdateOne({"_id": unit.unit_id}, {"$setOnInsert": {**_record(unit), **_outbox(events)}}, upsert=True)
                for unit, events in units
            ],
        )
        self._relay.wake()
        return added

    async def add(self, unit: Unit, change: UnitChange, events: Sequence[Event]) -> bool:
        """Add a new one with its history and its events; False, and nothing done, when its id is there."""
        record = {"_id": unit.unit_id, **_record(unit), "history": [_change_record(change)], **_outbox(events)}
        try:
            with store_errors():
                await self._collection.insert_one(record)
        except DuplicateKeyError:
            return False
        self._relay.wake()
        return True

    async def get(self, unit_id: str) -> Unit | None:
        """One unit."""
        with store_errors():
            found = await self._collection.find_one({"_id": unit_id}, _UNIT)
        return None if found is None else _unit(found)

    async def page(self, *, after: str, limit: int) -> Sequence[Unit]:
        """Units in the order of their ids, those after an id; all with a limit of 0."""
        with store_errors():
            found = await self._collection.find({"_id": {"$gt": after}}, _UNIT).sort("_id").limit(limit).to_list(None)
        return [_unit(record) for record in found]

    async def replace(self, unit: Unit, change: UnitChange, events: Sequence[Event]) -> bool:
        """Put a unit in the place of its version before; False, and nothing done, when another is there by now."""
        pending = {"outbox": {"$each": as_pending(*events)}} if events else {}
        with store_errors():
            result = await self._collection.update_one(
                {"_id": unit.unit_id, "version": unit.version - 1},
                {"$set": _record(unit), "$push": {"history": _change_record(change), **pending}},
            )
        self._relay.wake()
        return result.matched_count == 1

    async def changes(self, unit_id: str, limit: int) -> Sequence[UnitChange]:
        """The latest changes of a unit, newest first; all with a limit of 0."""
        shown = {"$slice": -limit} if limit else 1
        with store_errors():
            found = await self._collection.find_one({"_id": unit_id}, {"history": shown})
        return [_change(record) for record in reversed((found or {}).get("history", []))]


def _outbox(events: Sequence[Event]) -> Record:
    return {"outbox": as_pending(*events)} if events else {}


def _record(unit: Unit) -> Record:
    return {
        "kind": unit.kind.value,
        "name": unit.name.model_dump(),
        "telephone": unit.telephone,
        "time_zone": unit.time_zone,
        "weekend": list(unit.weekend),
        "holiday_country": unit.holiday_country,
        "parent_id": unit.parent_id,
        "documents_department": unit.documents_department,
        "days_off": _by_text(unit.days_off),
        "days_on": _by_text(unit.days_on),
        "active": unit.active,
        "version": unit.version,
        "answered": answered_records(unit.answered),
    }


def _unit(record: Record) -> Unit:
    same = ("telephone", "time_zone", "holiday_country", "parent_id", "documents_department", "version")
    return Unit(
        unit_id=record["_id"],
        kind=UnitKind(record["kind"]),
        name=Text.model_validate(record["name"]),
        weekend=tuple(record["weekend"]),
        days_off=_by_day(record["days_off"]),
        days_on=_by_day(record["days_on"]),
        active=record.get("active", True),
        answered=answered_of(record),
        **{name: record[name] for name in same},
    )


def _change_record(change: UnitChange) -> Record:
    before = {} if change.before is None else {"before": _patch_record(change.before)}
    return {
        "version": change.version,
        "at": change.at,
        "by": change.by,
        "reason": change.reason,
        **_patch_record(change.patch),
        **before,
    }


def _patch_record(patch: UnitPatch) -> Record:
    # What is not stated is not there: None would say the same.
    stated = {name: value for name in PLAIN if (value := getattr(patch, name)) is not None}
    if patch.name:
        stated["name"] = patch.name.model_dump()
    if patch.weekend is not None:
        stated["weekend"] = list(patch.weekend)
    return stated | {"days_off": _by_text(patch.days_off), "days_on": _by_text(patch.days_on)}


def _change(record: Record) -> UnitChange:
    return UnitChange(
        version=record["version"],
        at=record["at"],
        by=record["by"],
        patch=_patch(record),
        before=_patch(record["before"]) if "before" in record else None,
        reason=record.get("reason", ""),
    )


def _patch(record: Record) -> UnitPatch:
    stated = {name: record[name] for name in PLAIN if record.get(name) is not None}
    if "name" in stated:
        stated["name"] = Text.model_validate(stated["name"])
    if "weekend" in stated:
        stated["weekend"] = tuple(stated["weekend"])
    return UnitPatch(days_off=_by_day(record["days_off"]), days_on=_by_day(record["days_on"]), **stated)


def _by_text(days: Mapping[date, str | None]) -> dict[str, str | None]:
    """BSON has no dates without a time, and no keys but text."""
    return {day.isoformat(): why for day, why in days.items()}


def _by_day(days: Mapping[str, Any]) -> dict[date, Any]:
    return {date.fromisoformat(day): why for day, why in days.items()}
