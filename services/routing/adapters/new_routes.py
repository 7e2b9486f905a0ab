"""New routes in MongoDB, those of one moment in one write, each with what it was decided on."""

import asyncio
from collections.abc import Sequence
from typing import TypeAlias
from uuid import UUID

from pymongo.errors import BulkWriteError

from services.routing.adapters.grounds import MongoGrounds
from shared.batching import GroupCommit
from shared.errors import TransientError
from shared.messaging.relay import Relay
from shared.mongo.connection import Collection, Record, store_errors

_DUPLICATE_KEY = 11000
_New: TypeAlias = tuple[Record, Record | None]


class NewRoutes:
    """Inserts routes; each is on a majority's disk before its event is acknowledged."""

    def __init__(self, collection: Collection, grounds: MongoGrounds, relay: Relay) -> None:
        self._collection = collection
        self._grounds = grounds
        self._relay = relay
        self._inserts = GroupCommit[_New, bool](self._insert)

    async def add(self, route: Record, ground: Record | None, *, urgent: bool) -> bool:
        """Insert a route, and say whether it is new. Raises `TransientError`."""
        return await self._inserts.submit((route, ground), urgent=urgent)

    async def _insert(self, new: Sequence[_New]) -> Sequence[bool | Exception]:
        """Insert a batch; says for each whether it is new."""
        documents = [document for document, _ in new]
        # Side by side. Whichever fails, all of it is delivered again, and what is there already stays.
        repeated, _ = await asyncio.gather(
            self._insert_routes(documents), self._grounds.add([ground for _, ground in new if ground is not None])
        )
        self._relay.wake()
        if not repeated:
            return [True] * len(documents)
        durable = await self._durable([documents[index]["_id"] for index in repeated])
        return [
            index not in repeated
            or (False if document["_id"] in durable else TransientError("an earlier route is not durable yet"))
            for index, document in enumerate(documents)
        ]

    async def _insert_routes(self, documents: Sequence[Record]) -> set[int]:
        """Insert routes; says which were there already."""
        try:
            with store_errors():
                await self._collection.insert_many(documents, ordered=False)
        except BulkWriteError as error:
            wrong = error.details["writeErrors"]
            repeated = {one["index"] for one in wrong if _is_repeated(one)}
            if len(repeated) < len(wrong):
                raise
            return repeated
        return set()

    async def _durable(self, submission_ids: Sequence[UUID]) -> set[UUID]:
        # Reads see what a majority has; only then may the repeated event be acknowledged.
        with store_errors():
            found = await self._collection.find({"_id": {"$in": list(submission_ids)}}, {"_id": 1}).to_list(None)
        return {record["_id"] for record in found}


def _is_repeated(error: Record) -> bool:
    return bool(error["code"] == _DUPLICATE_KEY and error.get("keyPattern") == {"_id": 1})
