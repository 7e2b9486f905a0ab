"""What service offices handed in, in MongoDB."""

import re
from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from pymongo import ASCENDING, DESCENDING, IndexModel

from services.registry.looking_for import Wanted
from services.registry.model import Matter
from services.registry.records import matter_from
from shared.mongo.connection import Database, Record, store_errors

_OFFICE = "requester.handed_in.unit_id"
_THERE = {_OFFICE: {"$exists": True}}
_LATEST = [("received_at", DESCENDING), ("_id", DESCENDING)]


class MongoHandedIn:
    """A view of the books' own matters, with indexes that hold only what came from a counter."""

    def __init__(self, database: Database) -> None:
        self._matters = database["matters"]

    async def create_indexes(self) -> None:
        """Make the indexes; does nothing where they are."""
        with store_errors():
            await self._matters.create_indexes(
                [
                    IndexModel([(_OFFICE, ASCENDING), *_LATEST], name="handed_in", partialFilterExpression=_THERE),
                    IndexModel(
                        [(_OFFICE, ASCENDING), ("counter_words", ASCENDING)],
                        name="handed_in_words",
                        partialFilterExpression=_THERE,
                    ),
                ]
            )

    async def handed_in(
        self,
        offices: Collection[str],
        *,
        by: str | None,
        wanted: Wanted,
        after: tuple[datetime, UUID] | None,
        limit: int,
    ) -> Sequence[Matter]:
        """What offices handed in, latest first. See `ports.HandedInMatters`."""
        query: Record = {_OFFICE: {"$in": list(offices)}}
        if by is not None:
            query["requester.handed_in.person_id"] = by
        if wanted.number is not None:
            query["number"] = {"$eq": wanted.number, "$type": "string"}
        if wanted.words:
            query["counter_words"] = {"$all": [re.compile(f"^{re.escape(word)}") for word in wanted.words]}
        if after is not None:
            received_at, submission_id = after
            query["received_at"] = {"$lte": received_at}
            query["$or"] = [{"received_at": {"$lt": received_at}}, {"_id": {"$lt": submission_id}}]
        with store_errors():
            found = self._matters.find(query, {"outbox": 0}).sort(_LATEST).limit(limit)
            return [matter_from(record) for record in await found.to_list(None)]
