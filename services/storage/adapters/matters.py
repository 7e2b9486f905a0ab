"""What storage knows of matters, in MongoDB: which units have them, and what supplements them."""

from collections.abc import Sequence
from uuid import UUID

from services.storage.adapters.together import Saying, together
from services.storage.model import Classification, Grant
from shared.batching import GroupCommit
from shared.mongo.connection import Collection, Database, Record, store_errors


class MongoGrants:
    """One record per matter: the units that may see its documents, and the version of that."""

    def __init__(self, database: Database) -> None:
        self._collection: Collection = database["grants"]
        self._writes = together(self._collection)

    async def grant(self, grant: Grant, *, urgent: bool = False) -> None:
        """Replace the grant of a matter unless the known one is as new or newer. Raises `TransientError`."""
        said: Record = {"units": sorted(grant.units), "version": grant.version}
        saying = Saying(record_id=grant.submission_id, record=said, known=_if_newer(said))
        await self._writes.submit([saying], urgent=urgent)

    async def get(self, submission_id: UUID) -> Grant | None:
        """The grant of one matter."""
        with store_errors():
            found = await self._collection.find_one({"_id": submission_id})
        if found is None:
            return None
        return Grant(submission_id=submission_id, units=frozenset(found["units"]), version=found["version"])


class MongoClassifications:
    """One record per matter of which it was said whether it is confidential, and the version of that."""

    def __init__(self, database: Database) -> None:
        self._collection: Collection = database["classifications"]
        self._writes = together(self._collection)

    async def note(self, said: Classification, *, urgent: bool = False) -> None:
        """Replace what was said of a matter unless it is as new or newer. Raises `TransientError`."""
        record: Record = {"confidential": said.confidential, "version": said.version}
        saying = Saying(record_id=said.submission_id, record=record, known=_if_newer(record))
        await self._writes.submit([saying], urgent=urgent)

    async def get(self, submission_id: UUID) -> Classification | None:
        """What was said last of one matter."""
        with store_errors():
            found = await self._collection.find_one({"_id": submission_id})
        if found is None:
            return None
        return Classification(submission_id=submission_id, confidential=found["confidential"], version=found["version"])


class MongoHomes:
    """One record per supplement: the matter that it belongs to. Every submission is looked up here; many at once."""

    def __init__(self, database: Database) -> None:
        self._collection: Collection = database["homes"]
        self._writes = together(self._collection)
        self._reads = GroupCommit[UUID, UUID | None](self._find)

    async def settle(self, supplement_id: UUID, submission_id: UUID, *, urgent: bool = False) -> None:
        """Remember the matter of a supplement; the first that is said stays. Raises `TransientError`."""
        said: Record = {"submission_id": submission_id}
        # An update that only an upsert would do something by: the first matter that was said stays.
        saying = Saying(record_id=supplement_id, record=said, known={"$setOnInsert": said})
        await self._writes.submit([saying], urgent=urgent)

    async def get(self, supplement_id: UUID, *, urgent: bool = False) -> UUID | None:
        """The matter of one supplement."""
        return await self._reads.submit(supplement_id, urgent=urgent)

    async def _find(self, supplement_ids: Sequence[UUID]) -> Sequence[UUID | None]:
        with store_errors():
            found = await self._collection.find({"_id": {"$in": list(supplement_ids)}}).to_list(None)
        homes: dict[UUID, UUID] = {record["_id"]: record["submission_id"] for record in found}
        return [homes.get(supplement_id) for supplement_id in supplement_ids]


def _if_newer(said: Record) -> list[Record]:
    """An update that says something of a matter unless a later version was said.

    Decided by the database in the one write, so that no order and no race can bring older news back.
    """
    newer = {"$lt": ["$version", said["version"]]}
    return [{"$set": {name: {"$cond": [newer, {"$literal": value}, f"${name}"]} for name, value in said.items()}}]
