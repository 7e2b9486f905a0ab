"""Documents in MongoDB."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from pymongo import ASCENDING, IndexModel

from services.storage.adapters.together import Saying, together
from services.storage.model import StoredDocument
from shared.mongo.connection import Collection, Database, Record, store_errors

_IN_ORDER = [("received_at", ASCENDING), ("brought_by", ASCENDING), ("position", ASCENDING)]
_SAID = ("brought_by", "received_at", "name", "sha256", "size", "media_type", "agrees")


class MongoDocuments:
    """One record per document. The documents of all submissions that come at the same time are written together."""

    def __init__(self, database: Database) -> None:
        self._collection: Collection = database["documents"]
        self._writes = together(self._collection)

    async def create_indexes(self) -> None:
        """Make the indexes; does nothing where they are."""
        with store_errors():
            await self._collection.create_indexes(
                [
                    IndexModel([("submission_id", ASCENDING), *_IN_ORDER], name="submission"),
                    IndexModel([("brought_by", ASCENDING)], name="brought_by"),
                ]
            )

    async def record(self, documents: Sequence[StoredDocument], *, urgent: bool = False) -> None:
        """Make documents known, or say the same again of known ones, which stay where they are. Raises `TransientError`."""
        sayings = [_saying(document, position) for position, document in enumerate(documents)]
        await self._writes.submit(sayings, urgent=urgent)

    async def add(self, documents: Sequence[StoredDocument], *, urgent: bool = False) -> None:
        """Make documents known that may be known already; those stay what they are. Raises `TransientError`."""
        sayings = [_saying(document, position) for position, document in enumerate(documents)]
        # An update that only an upsert would do something by.
        staying = [replace(saying, known={"$setOnInsert": saying.record}) for saying in sayings]
        await self._writes.submit(staying, urgent=urgent)

    async def move(self, brought_by: UUID, submission_id: UUID) -> None:
        """Let all that a submission and its own supplements brought belong to a matter. Raises `TransientError`."""
        belonging = {"$or": [{"brought_by": brought_by}, {"submission_id": brought_by}]}
        with store_errors():
            await self._collection.update_many(belonging, {"$set": {"submission_id": submission_id}})

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


def _saying(document: StoredDocument, position: int) -> Saying:
    said: Record = {**{name: getattr(document, name) for name in _SAID}, "position": position}
    return Saying(
        record_id=document.document_id,
        record={**said, "submission_id": document.submission_id},
        # Where a known document belongs is for `move` to say, not for a repeated delivery.
        known={"$set": said},
    )


def _document(record: Record) -> StoredDocument:
    said = {name: record[name] for name in _SAID}
    return StoredDocument(
        document_id=record["_id"],
        submission_id=record["submission_id"],
        disposed_at=record.get("disposed_at"),
        disposal_id=record.get("disposal_id", ""),
        **said,
    )
