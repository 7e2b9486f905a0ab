"""Notices as documents of MongoDB and back, their indexes, and what an attempt changes in them."""

from dataclasses import asdict
from typing import Final

from pymongo import ASCENDING, DESCENDING, IndexModel

from services.notify.model.calls import Tick, Ticked
from services.notify.model.delivery import NoticeRecord, Origin, Postponed, Sent, Settlement
from shared.mongo.connection import Record

DUE: Final = "due_by_medium"
"""The index that finds what waits: it holds nothing that was sent."""
CALLS: Final = "calls"
"""The index of the calls that somebody has to make."""

_NEWEST: Final = [("created_at", DESCENDING), ("_id", DESCENDING)]

INDEXES: Final = (
    IndexModel(
        [("state", ASCENDING), ("medium", ASCENDING), ("urgent", ASCENDING), ("next_attempt_at", ASCENDING)],
        name=DUE,
        partialFilterExpression={"state": "pending"},
    ),
    IndexModel(
        [("state", ASCENDING), ("urgent", DESCENDING), ("created_at", ASCENDING), ("_id", ASCENDING)],
        name=CALLS,
        partialFilterExpression={"state": "waiting"},
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

_SELDOM: Final = ("office", "told_by")
# What nearly every notice has none of: it is not written.


def notice_record(record: NoticeRecord) -> Record:
    """The document of a notice; what is not there (yet) has no field."""
    document: Record = {"_id": record.notice_id, **{name: getattr(record, name) for name in _SAME_NAME}}
    if record.next_attempt_at is not None:
        document["next_attempt_at"] = record.next_attempt_at
    if record.sent_at is not None:
        document["sent_at"] = record.sent_at
    for name in _SELDOM:
        if value := getattr(record, name):
            document[name] = value
    if record.medium != "mail":
        # What has none is a mail, as all notices once were.
        document["medium"] = record.medium
    if record.origin is not None:
        document["origin"] = {"topic": record.origin.topic, "body": record.origin.body}
    return document


def notice_from(document: Record) -> NoticeRecord:
    """The notice of a document."""
    origin, ticked = document.get("origin"), document.get("ticked")
    return NoticeRecord(
        notice_id=document["_id"],
        next_attempt_at=document.get("next_attempt_at"),
        sent_at=document.get("sent_at"),
        origin=None if origin is None else Origin(topic=origin["topic"], body=origin["body"]),
        medium=document.get("medium", "mail"),
        ticked=None if ticked is None else Ticked(**ticked),
        **{name: document[name] for name in _SAME_NAME},
        **{name: document.get(name, "") for name in _SELDOM},
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


def update_for_tick(tick: Tick) -> Record:
    """What trying a call changes in its notice's document."""
    said = {
        "told_by": tick.by,
        **({"ticked": asdict(tick.ticked)} if tick.ticked else {}),
    }
    match tick.outcome:
        case "reached":
            # The event goes with its tracking token: nobody has to be told any more.
            done = {"state": "sent", "sent_at": tick.at, "reply": tick.remark}
            return {"$set": {**said, **done}, "$unset": {"origin": ""}, "$inc": {"attempts": 1}}
        case "not-reached":
            return {"$set": {**said, "last_error": tick.remark}, "$inc": {"attempts": 1}}
        case "wrong-number":
            return {"$set": {**said, "state": "given-up", "last_error": tick.remark}, "$inc": {"attempts": 1}}
