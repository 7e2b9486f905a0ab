"""What was done to a service's database, written down in it: which migration, when, how far, how long, by which release."""

from collections.abc import Iterable, Mapping
from typing import Final

from pymongo import ReturnDocument
from pymongo.errors import DuplicateKeyError

from shared.migrations.errors import LockLostError
from shared.migrations.model import Done, Migration
from shared.mongo.connection import Collection, Database, Record, store_errors

COLLECTION: Final = "migrations"
LOCK: Final = "lock"
"""The id of the lock (`locking`), which is no migration."""
BORN: Final = "born with it"
"""Stands for the release that did a migration where the database was new: there was nothing to do."""
AT_A_START: Final = "an earlier one, at its start"


class Marks:
    """One document a migration; times are the database's own."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._collection: Collection = database[COLLECTION]

    async def all(self) -> Mapping[str, Record]:
        """What was begun or done, by name. Raises `TransientError`."""
        with store_errors():
            found = await self._collection.find({"_id": {"$ne": LOCK}}).to_list(None)
        return {str(record["_id"]): record for record in found}

    async def is_new(self) -> bool:
        """Whether nothing was ever kept in this database. Raises `TransientError`."""
        with store_errors():
            return not set(await self._database.list_collection_names()) - {COLLECTION}

    async def begin(self, migration: Migration, release: str, holder: str) -> Record:
        """Note that a migration is done now by `holder`, perhaps again after it was broken off; returns what is noted of it.

        Whoever did it until now can note nothing more. Raises `LockLostError` when it is done, `TransientError`.
        """
        begun: Record = {"phase": migration.phase, "state": "begun", "release": release, "holder": holder}
        at = {"began_at": {"$ifNull": ["$began_at", "$$NOW"]}, "runs": {"$add": [{"$ifNull": ["$runs", 0]}, 1]}}
        try:
            with store_errors():
                record: Record = await self._collection.find_one_and_update(
                    {"_id": migration.name, "state": {"$ne": "done"}},
                    [{"$set": {**begun, **at}}],
                    upsert=True,
                    return_document=ReturnDocument.AFTER,
                )
        except DuplicateKeyError as error:
            raise LockLostError(f"somebody else has done {migration.name}") from error
        return record

    async def advance(self, name: str, holder: str, done: Done, seconds: float) -> None:
        """Note what a batch did, and where the next one begins. Raises `LockLostError`, `TransientError`."""
        counted = {"seen": done.seen, "changed": done.changed, "seconds": seconds}
        sums = {field: {"$add": [{"$ifNull": [f"${field}", 0]}, more]} for field, more in counted.items()}
        await self._set_own(name, holder, [{"$set": {**sums, "after": {"$literal": done.next_after}}}])

    async def end(self, name: str, holder: str) -> None:
        """Note that nothing is left of a migration. Raises `LockLostError`, `TransientError`."""
        stages: list[Record] = [{"$set": {"state": "done", "done_at": "$$NOW"}}, {"$unset": ["after", "holder"]}]
        await self._set_own(name, holder, stages)

    async def note_done(self, migrations: Iterable[Migration], release: str) -> None:
        """Note migrations as done that need not be run; those that are noted stay as they are. Raises `TransientError`."""
        for one in migrations:
            said: Record = {"phase": one.phase, "state": "done", "release": release, "done_at": "$$NOW"}
            kept = {field: {"$ifNull": [f"${field}", value]} for field, value in said.items()}
            with store_errors():
                await self._collection.update_one({"_id": one.name}, [{"$set": kept}], upsert=True)

    async def forget(self, migrations: Iterable[Migration]) -> None:
        """Note of migrations that they are left, whoever did them. Raises `TransientError`."""
        names = [name for one in migrations for name in (one.name, one.formerly) if name]
        with store_errors():
            await self._collection.delete_many({"_id": {"$in": names}})

    async def _set_own(self, name: str, holder: str, stages: list[Record]) -> None:
        with store_errors():
            noted = await self._collection.update_one({"_id": name, "holder": holder}, stages)
        if not noted.matched_count:
            raise LockLostError(f"somebody else has gone on with {name}")


def is_done(record: Record | None) -> bool:
    """Whether a migration is done, by its record."""
    return record is not None and record.get("state") == "done"
