"""Writes of many submissions in one command."""

from collections.abc import Sequence
from typing import TypeAlias

from pymongo import UpdateMany, UpdateOne
from pymongo.errors import BulkWriteError

from shared.batching import GroupCommit
from shared.errors import TransientError
from shared.mongo.connection import Collection, store_errors

_DUPLICATE_KEY = 11000

Writes: TypeAlias = Sequence[UpdateOne | UpdateMany]


def together(collection: Collection) -> GroupCommit[Writes, None]:
    """Writes of many submissions in one command; each is durable on a majority's disk before its own wait ends.

    They keep no order among each other.
    """

    async def commit(batch: Sequence[Writes]) -> Sequence[None]:
        try:
            with store_errors():
                await collection.bulk_write([write for writes in batch for write in writes], ordered=False)
        except BulkWriteError as error:
            wrong = {one["code"] for one in error.details["writeErrors"]}
            # Two first writes of one id in two processes, or a majority that was not reached: the same again succeeds.
            if wrong <= {_DUPLICATE_KEY}:
                raise TransientError(f"bulk write: {wrong or 'no majority'}") from error
            raise
        return [None] * len(batch)

    return GroupCommit(commit)
