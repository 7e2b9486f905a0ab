"""Letters in MongoDB."""

from collections.abc import Collection as SomeOf
from collections.abc import Sequence
from uuid import UUID

from pymongo import ASCENDING, IndexModel

from services.storage.adapters.together import Saying, together
from services.storage.model import Letter
from shared.mongo.connection import Collection, Database, Record, store_errors


class MongoLetters:
    """One record per letter."""

    def __init__(self, database: Database) -> None:
        self._collection: Collection = database["letters"]
        self._writes = together(self._collection)

    async def create_indexes(self) -> None:
        """Make the indexes; does nothing where they are."""
        with store_errors():
            await self._collection.create_indexes([IndexModel([("documents", ASCENDING)], name="documents")])

    async def record(self, letter: Letter) -> None:
        """Remember a letter; saying it again changes nothing. Raises `TransientError`."""
        record: Record = {"documents": list(letter.documents), "confidential": letter.confidential}
        if letter.token_hash is not None:
            record["token_hash"] = letter.token_hash
        # An update that only an upsert would do something by.
        await self._writes.submit([Saying(record_id=letter.letter_id, record=record, known={"$setOnInsert": record})])

    async def was_sent(self, token_hash: str, document_id: UUID) -> bool:
        """Whether a document is in a letter to the requester whose token has this hash."""
        with store_errors():
            found = await self._collection.find_one({"documents": document_id, "token_hash": token_hash}, {"_id": 1})
        return found is not None

    async def carrying(self, document_id: UUID) -> Sequence[UUID]:
        """The letters that a document is in."""
        with store_errors():
            found = await self._collection.find({"documents": document_id}, {"_id": 1}).to_list(None)
        return [record["_id"] for record in found]

    async def confidential_of(self, letter_ids: SomeOf[UUID]) -> frozenset[UUID]:
        """Those of these ids that are confidential letters'."""
        wanted = {"_id": {"$in": list(letter_ids)}, "confidential": True}
        with store_errors():
            found = await self._collection.find(wanted, {"_id": 1}).to_list(None)
        return frozenset(record["_id"] for record in found)
