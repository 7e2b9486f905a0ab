"""Delegations in MongoDB."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from pymongo import ASCENDING, DESCENDING, IndexModel

from services.directory.model import Delegation
from shared.mongo.connection import Collection, Database, Record, store_errors

_SAME = ("of", "to", "starts_at", "ends_at", "reason", "made_by", "made_at", "ended_by")


class MongoDelegations:
    """One document per delegation; none is ever removed."""

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
            )

    async def add(self, delegation: Delegation) -> None:
        """Keep a new one."""
        with store_errors():
            await self._collection.insert_one(_record(delegation))

    async def get(self, delegation_id: UUID) -> Delegation | None:
        """One delegation."""
        with store_errors():
            found = await self._collection.find_one({"_id": delegation_id})
        return None if found is None else _delegation(found)

    async def replace(self, delegation: Delegation) -> None:
        """Keep what became of one."""
        with store_errors():
            await self._collection.replace_one({"_id": delegation.delegation_id}, _record(delegation))

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
    return {"_id": delegation.delegation_id, **{name: getattr(delegation, name) for name in _SAME}}


def _delegation(record: Record) -> Delegation:
    return Delegation(delegation_id=record["_id"], **{name: record[name] for name in _SAME})
