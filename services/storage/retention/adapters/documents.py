"""What retention does with documents in MongoDB: the same records as storage's, another view of them."""

from collections.abc import Collection as SomeOf
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from pymongo import ASCENDING, IndexModel

from shared.mongo.connection import Collection, Database, store_errors

_AT_ONCE = 500
"""Hashes of one question."""


class MongoDisposedDocuments:
    """The records of documents: of one whose bytes go, name, hash and size stay, with the disposal and its moment."""

    def __init__(self, database: Database) -> None:
        self._collection: Collection = database["documents"]

    async def create_indexes(self) -> None:
        """Make the index; does nothing where it is. A blob may be named by documents of several matters."""
        with store_errors():
            await self._collection.create_indexes(
                [IndexModel([("sha256", ASCENDING), ("disposed_at", ASCENDING)], name="sha256")]
            )

    async def dispose(self, document_ids: SomeOf[UUID], disposal_id: str, at: datetime) -> None:
        """Let nobody read these documents any more; of what was disposed of before, that stays what is known."""
        mine = {"_id": {"$in": list(document_ids)}, "disposed_at": None}
        with store_errors():
            await self._collection.update_many(mine, {"$set": {"disposed_at": at, "disposal_id": disposal_id}})

    async def spare(self, document_ids: SomeOf[UUID], disposal_id: str) -> None:
        """Take it back for some of them."""
        these = {"_id": {"$in": list(document_ids)}, "disposal_id": disposal_id}
        with store_errors():
            await self._collection.update_many(these, {"$unset": {"disposed_at": "", "disposal_id": ""}})

    async def homes_of(self, brought_by: SomeOf[UUID]) -> Mapping[UUID, frozenset[UUID]]:
        """The matters in which there is something that a submission or letter brought."""
        wanted = {"brought_by": {"$in": list(brought_by)}}
        with store_errors():
            found = await self._collection.find(wanted, {"brought_by": 1, "submission_id": 1}).to_list(None)
        homes: dict[UUID, frozenset[UUID]] = {}
        for record in found:
            homes[record["brought_by"]] = homes.get(record["brought_by"], frozenset()) | {record["submission_id"]}
        return homes

    async def named(self, hashes: SomeOf[str]) -> frozenset[str]:
        """Those of these hashes that a document has which was not disposed of."""
        asked, found = list(hashes), set[str]()
        for start in range(0, len(asked), _AT_ONCE):
            some = asked[start : start + _AT_ONCE]
            wanted = {"sha256": {"$in": some}, "disposed_at": None}
            # A logo may be in a hundred thousand mails: of one hash, the first document that still has it is enough.
            cursor = self._collection.find(wanted, {"sha256": 1}).limit(1 if len(some) == 1 else 0)
            with store_errors():
                found |= {record["sha256"] for record in await cursor.to_list(None)}
        return frozenset(found)
