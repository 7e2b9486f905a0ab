"""What came, out of MongoDB, by the index of when it was received."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from pymongo import ASCENDING, DESCENDING, IndexModel

from services.registry.model import Matter
from services.registry.records import matter_from
from shared.mongo.connection import Database, store_errors

_INDEX = "received_place"


class MongoPast:
    """Looks back at matters."""

    def __init__(self, database: Database) -> None:
        self._matters = database["matters"]

    async def create_indexes(self) -> None:
        """Make the index; does nothing where it is."""
        with store_errors():
            await self._matters.create_indexes(
                [IndexModel([("received_at", ASCENDING), ("_id", ASCENDING)], name=_INDEX)]
            )

    async def received(
        self, span: tuple[datetime, datetime], *, before: tuple[datetime, UUID] | None, limit: int
    ) -> Sequence[Matter]:
        """Matters of a span, latest first. See `ports.Past`."""
        wanted: dict[str, Any] = {"received_at": {"$gte": span[0], "$lt": span[1]}}
        if before is not None:
            wanted["received_at"]["$lte"] = before[0]
            wanted["$or"] = [{"received_at": {"$lt": before[0]}}, {"_id": {"$lt": before[1]}}]
        order = [("received_at", DESCENDING), ("_id", DESCENDING)]
        with store_errors():
            found = await self._matters.find(wanted, {"outbox": 0}).sort(order).limit(limit).to_list(None)
        return [matter_from(record) for record in found]
