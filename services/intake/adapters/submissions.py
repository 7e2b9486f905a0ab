"""Submissions in MongoDB."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from pymongo import ASCENDING, IndexModel, UpdateOne
from pymongo.errors import BulkWriteError

from services.intake.model import READING_TIME, Submission, Unread
from services.intake.records import document_of, plain, submission_of
from shared.batching import GroupCommit
from shared.contracts import Event
from shared.contracts.base import Document
from shared.errors import TransientError
from shared.messaging.relay import Relay
from shared.mongo.connection import Collection, Database, Record, store_errors
from shared.mongo.outbox import OUTBOX_INDEX, as_pending
from shared.observability.tracing import traced

ACCEPT_PACE_SECONDS = 0.02
"""Somebody waits for this one, with a connection open."""
_DUPLICATE_KEY = 11000


class MongoSubmissions:
    """One document per submission, with its pending events inside.

    What arrives at the same time is inserted together, and what was read at the same time is noted together; each is
    durable on a majority's disk before anybody is told. A mail that is not read has the field `unread`, and so its
    sparse index holds only those.
    """

    def __init__(self, database: Database, relay: Relay) -> None:
        self._collection: Collection = database["submissions"]
        self._relay = relay
        self._inserts = GroupCommit[Record, bool](self._insert, pace_seconds=ACCEPT_PACE_SECONDS)
        self._readings = GroupCommit[UpdateOne, None](self._note_read)

    async def create_indexes(self) -> None:
        """Make the indexes; does nothing where they are."""
        with store_errors():
            await self._collection.create_indexes(
                [
                    IndexModel([("key", ASCENDING)], name="key", unique=True),
                    IndexModel([("token_hash", ASCENDING)], name="token_hash", unique=True),
                    IndexModel([("thread", ASCENDING)], name="thread"),
                    IndexModel([("unread.urgent", ASCENDING), ("unread.due", ASCENDING)], name="unread", sparse=True),
                    OUTBOX_INDEX,
                ]
            )

    async def add(self, submission: Submission, events: Sequence[Event]) -> Submission:
        """Make a submission durable; returns the earlier one when its key is known. Raises `TransientError`."""
        with traced("keep submission"):
            document = document_of(submission, events)
            is_new = await self._inserts.submit(document, urgent=bool(submission.urgent_because))
        if is_new:
            self._relay.wake()
            return submission
        with store_errors():
            earlier = await self._collection.find_one({"key": submission.key})
        if earlier is None:
            # Its insert has not reached a majority yet; until it has, nobody may be told yes.
            raise TransientError("an earlier arrival is not durable yet")
        return submission_of(earlier)

    async def get(self, submission_id: UUID) -> Submission | None:
        """One submission."""
        return await self._one({"_id": submission_id})

    async def by_token_hash(self, hashed: str) -> Submission | None:
        """The submission whose token has this hash."""
        return await self._one({"token_hash": hashed})

    async def by_thread(self, threads: Sequence[str]) -> Submission | None:
        """The submission of the first of these threads that is known."""
        for thread in threads:
            if found := await self._one({"thread": thread}):
                return found
        return None

    async def mark_read(self, submission_id: UUID, documents: Sequence[Document], events: Sequence[Event]) -> None:
        """Note that a submission was read; does nothing when it was before. Raises `TransientError`."""
        noted = UpdateOne(
            {"_id": submission_id, "state": "received"},
            {
                "$set": {"state": "read", "documents": [plain(document) for document in documents]},
                "$push": {"outbox": {"$each": as_pending(*events)}},
                "$unset": {"unread": ""},
            },
        )
        await self._readings.submit(noted, urgent=any(event.urgent for event in events))
        self._relay.wake()

    async def claim_unread(self, *, urgent: bool, now: datetime, most: int) -> Sequence[Unread]:
        """Some of the mails of one lane whose reading time is over, the oldest first; they get a new one.

        Two who claim at once may get the same: reading twice does no harm. Raises `TransientError`.
        """
        over = {
            "unread.urgent": urgent,
            # What lies further ahead than any reading time was written by a clock that was wrong.
            "$or": [{"unread.due": {"$lte": now}}, {"unread.due": {"$gt": now + 2 * READING_TIME}}],
        }
        with store_errors():
            found = await self._collection.find(over).sort([("unread.due", ASCENDING)]).limit(most).to_list(None)
            if found:
                claimed = {"_id": {"$in": [record["_id"] for record in found]}, **over}
                await self._collection.update_many(claimed, {"$set": {"unread.due": now + READING_TIME}})
        return [Unread(submission=submission_of(one), traceparent=one["unread"]["traceparent"]) for one in found]

    async def _one(self, wanted: Record) -> Submission | None:
        with store_errors():
            found = await self._collection.find_one(wanted)
        return None if found is None else submission_of(found)

    async def _insert(self, documents: Sequence[Record]) -> Sequence[bool]:
        """Insert a batch; says for each whether it is new."""
        try:
            with store_errors():
                await self._collection.insert_many(documents, ordered=False)
        except BulkWriteError as error:
            wrong = {one["index"]: one["code"] for one in error.details["writeErrors"]}
            if set(wrong.values()) != {_DUPLICATE_KEY}:
                raise
            return [index not in wrong for index in range(len(documents))]
        return [True] * len(documents)

    async def _note_read(self, updates: Sequence[UpdateOne]) -> Sequence[None]:
        with store_errors():
            await self._collection.bulk_write(updates, ordered=False)
        return [None] * len(updates)
