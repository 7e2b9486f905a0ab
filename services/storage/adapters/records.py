"""Documents, grants and views in MongoDB."""

from collections.abc import Sequence
from typing import TypeAlias
from uuid import UUID

from pymongo import ASCENDING, DESCENDING, IndexModel, UpdateOne
from pymongo.errors import BulkWriteError

from services.storage.model import Grant, StoredDocument, View
from shared.batching import GroupCommit
from shared.errors import TransientError
from shared.mongo.connection import Collection, Database, Record, store_errors

_DUPLICATE_KEY = 11000

_IN_ORDER = [("received_at", ASCENDING), ("brought_by", ASCENDING), ("position", ASCENDING)]

Writes: TypeAlias = Sequence[UpdateOne]


class MongoDocuments:
    """One record per document. The documents of all submissions that come at the same time are written together."""

    def __init__(self, database: Database) -> None:
        self._collection: Collection = database["documents"]
        self._writes = _together(self._collection)

    async def create_indexes(self) -> None:
        """Make the indexes; does nothing where they are."""
        with store_errors():
            await self._collection.create_indexes(
                [IndexModel([("submission_id", ASCENDING), *_IN_ORDER], name="submission")]
            )

    async def record(self, documents: Sequence[StoredDocument], *, urgent: bool = False) -> None:
        """Make documents known, or say the same again of known ones. Raises `TransientError`."""
        writes = [
            UpdateOne(
                {"_id": document.document_id},
                {"$set": {**{name: getattr(document, name) for name in _SAME_NAME}, "position": position}},
                upsert=True,
            )
            for position, document in enumerate(documents)
        ]
        await self._writes.submit(writes, urgent=urgent)

    async def get(self, document_id: UUID) -> StoredDocument | None:
        """One document."""
        with store_errors():
            found = await self._collection.find_one({"_id": document_id})
        return None if found is None else _document(found)

    async def of_submission(self, submission_id: UUID) -> Sequence[StoredDocument]:
        """The documents of a matter in the order they were received, the raw message before what it brought."""
        with store_errors():
            found = await self._collection.find({"submission_id": submission_id}).sort(_IN_ORDER).to_list(None)
        return [_document(record) for record in found]


class MongoGrants:
    """One record per matter: the units that may see its documents, and the version of that."""

    def __init__(self, database: Database) -> None:
        self._collection: Collection = database["grants"]
        self._writes = _together(self._collection)

    async def grant(self, grant: Grant, *, urgent: bool = False) -> None:
        """Replace the grant of a matter unless the known one is as new or newer. Raises `TransientError`."""
        known = {"$ifNull": ["$version", 0]}
        newer = {"$lt": [known, grant.version]}
        write = UpdateOne(
            {"_id": grant.submission_id},
            # Decided by the database in the one write, so that no order and no race can bring an older grant back.
            [
                {
                    "$set": {
                        "units": {"$cond": [newer, {"$literal": sorted(grant.units)}, "$units"]},
                        "version": {"$max": [known, grant.version]},
                    }
                }
            ],
            upsert=True,
        )
        await self._writes.submit([write], urgent=urgent)

    async def get(self, submission_id: UUID) -> Grant | None:
        """The grant of one matter."""
        with store_errors():
            found = await self._collection.find_one({"_id": submission_id})
        if found is None:
            return None
        return Grant(submission_id=submission_id, units=frozenset(found["units"]), version=found["version"])


class MongoViews:
    """One record per view."""

    def __init__(self, database: Database) -> None:
        self._collection: Collection = database["views"]

    async def create_indexes(self) -> None:
        """Make the indexes; does nothing where they are."""
        with store_errors():
            await self._collection.create_indexes(
                [IndexModel([("document_id", ASCENDING), ("at", DESCENDING)], name="document")]
            )

    async def add(self, view: View) -> None:
        """Remember; durable when it returns. Raises `TransientError`."""
        record = {
            "_id": view.view_id,
            "document_id": view.document_id,
            "submission_id": view.submission_id,
            "person_id": view.person_id,
            "name": view.name,
            "at": view.at,
        }
        with store_errors():
            await self._collection.insert_one(record)

    async def of_document(self, document_id: UUID, limit: int) -> Sequence[View]:
        """The latest views of a document, newest first, at most `limit`."""
        with store_errors():
            found = (
                await self._collection.find({"document_id": document_id})
                .sort([("at", DESCENDING)])
                .limit(limit)
                .to_list(None)
            )
        return [View(view_id=record.pop("_id"), **record) for record in found]


_SAME_NAME = ("submission_id", "brought_by", "received_at", "name", "sha256", "size", "media_type", "agrees")


def _document(record: Record) -> StoredDocument:
    return StoredDocument(document_id=record["_id"], **{name: record[name] for name in _SAME_NAME})


def _together(collection: Collection) -> GroupCommit[Writes, None]:
    """Writes of many submissions in one command; each is durable on a majority's disk before its own wait ends."""

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
