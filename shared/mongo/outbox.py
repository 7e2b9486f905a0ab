"""Pending events, kept in the very document whose change they tell of (docs/decisions/0004).

One write makes the change and its events durable together, with no transaction where one document holds everything. A
document without pending events has no `outbox` field at all, so that the sparse index holds only what waits.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from pymongo import ASCENDING, DESCENDING, IndexModel

from shared.contracts import Event
from shared.messaging.relay import Pending
from shared.mongo.connection import Collection, store_errors
from shared.observability.tracing import current_traceparent

OUTBOX_INDEX = IndexModel([("outbox.urgent", DESCENDING), ("outbox.id", ASCENDING)], name="outbox", sparse=True)

WAITING = {"outbox.urgent": {"$exists": True}}
"""Documents with pending events, in the words that let the sparse index serve: by its first field."""


def as_pending(*events: Event, traceparent: str = "") -> list[dict[str, Any]]:
    """The form in which events wait inside their document.

    They belong to the trace of what is being done now; where a batch commits for many, each says its own.
    """
    return [
        {
            "id": str(event.id),
            "topic": event.topic,
            "routing_key": event.routing_key,
            "urgent": event.urgent,
            "subject": event.subject_id,
            "occurred_at": event.occurred_at,
            "traceparent": traceparent or current_traceparent(),
            "body": event.model_dump_json(),
        }
        for event in events
    ]


class MongoOutbox:
    """The pending events of one collection of aggregates."""

    def __init__(self, collection: Collection) -> None:
        self._collection = collection

    async def waiting(self, limit: int) -> Sequence[Pending]:
        """Pending events of at most `limit` documents, urgent ones first."""
        with store_errors():
            found = (
                await self._collection.find(WAITING, {"outbox": 1})
                .sort([("outbox.urgent", DESCENDING), ("outbox.id", ASCENDING)])
                .limit(limit)
                .to_list(None)
            )
        return [_pending(document["_id"], entry) for document in found for entry in document["outbox"]]

    async def published(self, events: Sequence[Pending]) -> None:
        """Take events out of their documents; doing it twice does no harm."""
        if not events:
            return
        owners = list({event.owner for event in events})
        ids = [event.id for event in events]
        left = {"$filter": {"input": {"$ifNull": ["$outbox", []]}, "cond": {"$not": [{"$in": ["$$this.id", ids]}]}}}
        with store_errors():
            await self._collection.update_many(
                {"_id": {"$in": owners}},
                [
                    {"$set": {"outbox": left}},
                    {"$set": {"outbox": {"$cond": [{"$eq": ["$outbox", []]}, "$$REMOVE", "$outbox"]}}},
                ],
            )


def _pending(owner: object, entry: Mapping[str, Any]) -> Pending:
    return Pending(
        owner=owner,
        id=entry["id"],
        topic=entry["topic"],
        routing_key=entry["routing_key"],
        subject=entry["subject"],
        occurred_at=entry["occurred_at"],
        traceparent=entry["traceparent"],
        body=entry["body"].encode(),
    )
