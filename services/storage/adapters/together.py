"""What many submissions say, written in one command."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from pymongo import UpdateOne
from pymongo.errors import BulkWriteError

from shared.batching import GroupCommit
from shared.mongo.connection import Collection, Record, store_errors

_DUPLICATE_KEY = 11000


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """Something that may be said again: a record, and what it changes where there is one of its id already."""

    record_id: UUID
    record: Record
    known: Record | list[Record]


def together(collection: Collection) -> GroupCommit[Sequence[Saying], None]:
    """What is said at the same time is written together, and durable on a majority's disk before its own wait ends.

    Nearly everything is said once, so records are inserted, which costs MongoDB less than half of an upsert; only what
    the collection knows already is said again as an update.
    """

    async def commit(batch: Sequence[Sequence[Saying]]) -> Sequence[None]:
        sayings = [saying for one in batch for saying in one]
        try:
            with store_errors():
                await collection.insert_many([{"_id": one.record_id, **one.record} for one in sayings], ordered=False)
        except BulkWriteError as error:
            wrong: list[dict[str, Any]] = error.details["writeErrors"]
            if {one["code"] for one in wrong} != {_DUPLICATE_KEY}:
                raise
            with store_errors():
                await collection.bulk_write(
                    [
                        UpdateOne({"_id": again.record_id}, again.known)
                        for again in (sayings[one["index"]] for one in wrong)
                    ],
                    ordered=False,
                )
        return [None] * len(batch)

    return GroupCommit(commit)
