"""Delegations in MongoDB."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from pymongo import ASCENDING, DESCENDING, IndexModel
from pymongo.errors import DuplicateKeyError

from services.directory.adapters.answered import answered_of, answered_records
from services.directory.model import Delegation
from shared.mongo.connection import Collection, Database, Record, store_errors

_FIRST = 1
_SAME = ("of", "to", "starts_at", "ends_at", "reason", "made_by", "made_at", "ended_by")


class MongoDelegations:
    """One document per delegation; none is ever removed. Those of before versions lack theirs."""

    def __init__(self, database: Database) -> None:
        self._collection: Collection = database["delegations"]

    async def create_indexes(self) -> None:
        """Make the indexes; does nothing where they are."""
        with store_errors():
            await self._collection.create_indexes(
                [
                    IndexModel([(whose, ASCENDING), ("ends_at", DESCENDING), ("_id", DESCENDING)], name=whose)
                    for whose in ("of", "to")
                ]
                + [IndexModel([("ends_at", ASCENDING), ("_id", ASCENDING)], name="standing")]
            )

    async def add(self, delegation: Delegation) -> bool:
        """Keep a new one; False, and nothing done, when its id is there."""
        try:
            with store_errors():
                await self._collection.insert_one(_record(delegation))
        except DuplicateKeyError:
            return False
        return True

    async def get(self, delegation_id: UUID) -> Delegation | None:
        """One delegation."""
        with store_errors():
            found = await self._collection.find_one({"_id": delegation_id})
        return None if found is None else _delegation(found)

    async def replace(self, delegation: Delegation) -> bool:
        """Put one in the place of its version before; False, and nothing done, when another is there by now."""
        before = {"$in": [None, _FIRST]} if delegation.version == _FIRST + 1 else delegation.version - 1
        with store_errors():
            result = await self._collection.replace_one(
                {"_id": delegation.delegation_id, "version": before}, _record(delegation)
            )
        return result.matched_count == 1

    async def standing(self, now: datetime, *, limit: int) -> Sequence[Delegation]:
        """Everybody's that are not over yet, the first to end first."""
        order = [("ends_at", ASCENDING), ("_id", ASCENDING)]
        with store_errors():
            found = await self._collection.find({"ends_at": {"$gt": now}}).sort(order).limit(limit).to_list(None)
        return [_delegation(record) for record in found]

    async def about(self, person_id: str, *, limit: int) -> Sequence[Delegation]:
        """Those that a person gave or got, the latest to end first."""
        mine = {"$or": [{"of": person_id}, {"to": person_id}]}
        order = [("ends_at", DESCENDING), ("_id", DESCENDING)]
        with store_errors():
            found = await self._collection.find(mine).sort(order).limit(limit).to_list(None)
        return [_delegation(record) for record in found]

    async def running_to(self, person_id: str, now: datetime) -> Sequence[Delegation]:
        """Those in force that a person got."""
        running = {"to": person_id, "ends_at": {"$gt": now}, "starts_at": {"$lte": now}}
        with store_errors():
            found = await self._collection.find(running).to_list(None)
        return [_delegation(record) for record in found]


def _record(delegation: Delegation) -> Record:
    return {
        "_id": delegation.delegation_id,
        **{name: getattr(delegation, name) for name in _SAME},
        "version": delegation.version,
        "answered": answered_records(delegation.answered),
    }


def _delegation(record: Record) -> Delegation:
    return Delegation(
        delegation_id=record["_id"],
        version=record.get("version", _FIRST),
        answered=answered_of(record),
        **{name: record[name] for name in _SAME},
    )
