"""Submissions in MongoDB."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from pymongo import ASCENDING, IndexModel
from pymongo.errors import BulkWriteError

from services.intake.model import Submission
from shared.batching import GroupCommit
from shared.contracts import Event
from shared.contracts.base import Document
from shared.errors import TransientError
from shared.messaging.relay import Relay
from shared.mongo.connection import Collection, Database, Record, store_errors
from shared.mongo.outbox import OUTBOX_INDEX, as_pending
from shared.tracking import thread_id, token_hash

_DUPLICATE_KEY = 11000


class MongoSubmissions:
    """One document per submission, with its pending events inside.

    Submissions that arrive at the same time are inserted together; each is durable on a majority's disk before anybody
    is told yes.
    """

    def __init__(self, database: Database, relay: Relay) -> None:
        self._collection: Collection = database["submissions"]
        self._relay = relay
        self._inserts = GroupCommit[Record, bool](self._insert)

    async def create_indexes(self) -> None:
        """Make the indexes; does nothing where they are."""
        with store_errors():
            await self._collection.create_indexes(
                [
                    IndexModel([("key", ASCENDING)], name="key", unique=True),
                    IndexModel([("token_hash", ASCENDING)], name="token_hash", unique=True),
                    IndexModel([("thread", ASCENDING)], name="thread"),
                    OUTBOX_INDEX,
                ]
            )

    async def add(self, submission: Submission, events: Sequence[Event]) -> Submission:
        """Make a submission durable; returns the earlier one when its key is known. Raises `TransientError`."""
        urgent = any(event.urgent for event in events)
        if await self._inserts.submit(_document(submission, events), urgent=urgent):
            self._relay.wake()
            return submission
        with store_errors():
            earlier = await self._collection.find_one({"key": submission.key})
        if earlier is None:
            # Its insert has not reached a majority yet; until it has, nobody may be told yes.
            raise TransientError("an earlier arrival is not durable yet")
        return _submission(earlier)

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
        """Note that a submission was read; does nothing when it was before."""
        with store_errors():
            await self._collection.update_one(
                {"_id": submission_id, "state": "received"},
                {
                    "$set": {"state": "read", "documents": [_plain(document) for document in documents]},
                    "$push": {"outbox": {"$each": as_pending(*events)}},
                },
            )
        self._relay.wake()

    async def _one(self, wanted: Record) -> Submission | None:
        with store_errors():
            found = await self._collection.find_one(wanted)
        return None if found is None else _submission(found)

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


def _document(submission: Submission, events: Sequence[Event]) -> Record:
    return {
        "_id": submission.submission_id,
        "channel": submission.channel,
        "received_at": submission.received_at,
        "sha256": submission.sha256,
        "size": submission.size,
        "key": submission.key,
        "token": submission.token,
        "token_hash": token_hash(submission.token),
        "thread": thread_id(submission.token),
        "mailbox": submission.mailbox,
        "recipient": submission.recipient,
        "envelope_sender": submission.envelope_sender,
        "urgent_because": submission.urgent_because,
        "body_hash": submission.body_hash,
        "supplements": submission.supplements,
        "state": submission.state,
        "documents": [_plain(document) for document in submission.documents],
        "outbox": as_pending(*events),
    }


def _submission(record: Record) -> Submission:
    return Submission(
        submission_id=record["_id"],
        documents=tuple(Document.model_validate(document) for document in record["documents"]),
        **{name: record[name] for name in _SAME_NAME},
    )


_SAME_NAME = (
    "channel",
    "received_at",
    "sha256",
    "size",
    "key",
    "token",
    "mailbox",
    "recipient",
    "envelope_sender",
    "urgent_because",
    "body_hash",
    "supplements",
    "state",
)


def _plain(document: Document) -> dict[str, Any]:
    return document.model_dump()
