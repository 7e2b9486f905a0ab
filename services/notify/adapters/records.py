"""Notices as documents of MongoDB and back, their indexes, and what an attempt changes in them."""

from typing import Final

from pymongo import ASCENDING, DESCENDING, IndexModel

from services.notify.model.delivery import NoticeRecord, Origin, Postponed, Sent, Settlement
from shared.mongo.connection import Record

DUE: Final = "due"
"""The index that finds what waits: it holds nothing that was sent."""

_NEWEST: Final = [("created_at", DESCENDING), ("_id", DESCENDING)]

INDEXES: Final = (
    IndexModel(
        [("state", ASCENDING), ("urgent", ASCENDING), ("next_attempt_at", ASCENDING)],
        name=DUE,
        partialFilterExpression={"state": "pending"},
    ),
    IndexModel([("state", ASCENDING), *_NEWEST], name="state"),
    IndexModel([("submission_id", ASCENDING), *_NEWEST], name="submission"),
    IndexModel(
        [("number", ASCENDING), *_NEWEST], name="number", partialFilterExpression={"number": {"$type": "string"}}
    ),
)

_SAME_NAME: Final = (
    "submission_id",
    "kind",
    "number",
    "recipient",
    "urgent",
    "message_id",
    "state",
    "created_at",
    "give_up_at",
    "traceparent",
    "attempts",
    "last_error",
    "reply",
)


def notice_record(record: NoticeRecord) -> Record:
    """The document of a notice; what is not there (yet) has no field."""
    document: Record = {"_id": record.notice_id, **{name: getattr(record, name) for name in _SAME_NAME}}
    if record.next_attempt_at is not None:
        document["next_attempt_at"] = record.next_attempt_at
    if record.sent_at is not None:
        document["sent_at"] = record.sent_at
    if record.origin is not None:
        document["origin"] = {"topic": record.origin.topic, "body": record.origin.body}
    return document


def notice_from(document: Record) -> NoticeRecord:
    """The notice of a document."""
    origin = document.get("origin")
    return NoticeRecord(
        notice_id=document["_id"],
        next_attempt_at=document.get("next_attempt_at"),
        sent_at=document.get("sent_at"),
        origin=None if origin is None else Origin(topic=origin["topic"], body=origin["body"]),
        **{name: document[name] for name in _SAME_NAME},
    )


def update_for(settlement: Settlement) -> Record:
    """What the end of an attempt changes in its notice's document."""
    if isinstance(settlement, Sent):
        # The event goes: it holds the tracking token, and the notice is never rendered again.
        return {
            "$set": {"state": "sent", "sent_at": settlement.at, "reply": settlement.reply},
            "$unset": {"origin": "", "next_attempt_at": "", "claim": ""},
            "$inc": {"attempts": 1},
        }
    if isinstance(settlement, Postponed):
        return {
            "$set": {"next_attempt_at": settlement.until, "last_error": settlement.error},
            "$inc": {"attempts": 1},
        }
    return {
        "$set": {"state": "given-up", "last_error": settlement.error},
        "$unset": {"next_attempt_at": "", "claim": ""},
        "$inc": {"attempts": 1},
    }
