"""Views in MongoDB."""

from collections.abc import Sequence
from uuid import UUID

from pymongo import ASCENDING, DESCENDING, IndexModel

from services.storage.model import View
from shared.mongo.connection import Collection, Database, store_errors


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
            **({"on_behalf_of": view.on_behalf_of} if view.on_behalf_of else {}),
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
