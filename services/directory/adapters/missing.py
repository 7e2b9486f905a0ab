"""Adding what is missing."""

from collections.abc import Sequence

from pymongo import UpdateOne
from pymongo.errors import BulkWriteError

from shared.errors import TransientError
from shared.mongo.connection import Collection, store_errors

_DUPLICATE_KEY = 11000


async def insert_missing(collection: Collection, inserts: Sequence[UpdateOne]) -> int:
    """Do upserts that only insert, each its own; what another process, or another record, was first with stays.

    Says how many were inserted. Raises `TransientError`.
    """
    if not inserts:
        return 0
    try:
        with store_errors():
            result = await collection.bulk_write(inserts, ordered=False)
    except BulkWriteError as error:
        if error.details.get("writeConcernErrors"):
            raise TransientError("no majority") from error
        if any(one["code"] != _DUPLICATE_KEY for one in error.details["writeErrors"]):
            raise
        return int(error.details["nUpserted"])
    return int(result.upserted_count)
