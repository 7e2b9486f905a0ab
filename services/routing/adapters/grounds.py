"""What transactions were routed by, in MongoDB: beside the routes, which are read and written far oftener."""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from pydantic import TypeAdapter
from pymongo import ASCENDING, DESCENDING, IndexModel
from pymongo.errors import BulkWriteError

from services.routing.ports import KnownGround
from services.routing.rules import Ground
from shared.mongo.connection import Collection, Database, Record, store_errors

KEPT: Final = timedelta(days=100)
"""For how long: rules are tried on what came lately, and nobody needs a second copy of what people wrote any longer."""
PAGE: Final = 200
_DUPLICATE_KEY: Final = 11000
_GROUND = TypeAdapter(Ground)


class MongoGrounds:
    """One document per submission, which MongoDB forgets by itself."""

    def __init__(self, database: Database) -> None:
        self._collection: Collection = database["grounds"]

    async def create_indexes(self) -> None:
        """Make the indexes; does nothing where they are."""
        by_time = [("registered_at", ASCENDING)]
        with store_errors():
            await self._collection.create_indexes(
                [IndexModel(by_time, name="registered_at", expireAfterSeconds=int(KEPT.total_seconds()))]
            )

    async def add(self, records: Sequence[Record]) -> None:
        """Write `ground_record`s; those that are there stay."""
        if not records:
            return
        try:
            with store_errors():
                await self._collection.insert_many(records, ordered=False)
        except BulkWriteError as error:
            if any(one["code"] != _DUPLICATE_KEY for one in error.details["writeErrors"]):
                raise

    async def between(self, span: tuple[datetime, datetime], *, most: int) -> AsyncIterator[Sequence[KnownGround]]:
        """What was registered in a period, newest first. See `ports.Grounds`."""
        wanted = {"registered_at": {"$gte": span[0], "$lt": span[1]}}
        cursor = self._collection.find(wanted, batch_size=PAGE).sort("registered_at", DESCENDING).limit(most)
        try:
            while True:
                with store_errors():
                    page = await cursor.to_list(PAGE)
                if not page:
                    return
                yield [_known(record) for record in page]
        finally:
            await cursor.close()


def ground_record(submission_id: UUID, registered_at: datetime, ground: Ground) -> Record:
    """A ground as it is written; what it has nothing of is left out."""
    record = {name: value for name, value in _GROUND.dump_python(ground).items() if value}
    return {**record, "_id": submission_id, "registered_at": registered_at}


def _known(record: Record) -> KnownGround:
    submission_id, registered_at = record.pop("_id"), record.pop("registered_at")
    return KnownGround(submission_id=submission_id, registered_at=registered_at, ground=_GROUND.validate_python(record))
