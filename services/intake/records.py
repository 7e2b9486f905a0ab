"""Submissions as documents of MongoDB and back."""

from collections.abc import Sequence
from typing import Any

from services.intake.model import READING_TIME, Submission
from shared.contracts import Event
from shared.contracts.base import Document, HandedIn
from shared.mongo.connection import Record
from shared.mongo.outbox import as_pending
from shared.observability.tracing import current_traceparent
from shared.tracking import thread_id, token_hash


def document_of(submission: Submission, events: Sequence[Event]) -> Record:
    """The document of a new submission, with what it is found by and the events that wait."""
    document: Record = {
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
        "documents": [plain(document) for document in submission.documents],
        # Pairs: as names in a document some (`$ref`, `$id`) would be read back as something else.
        "fields": None if submission.fields is None else list(submission.fields.items()),
    }
    if submission.handed_in is not None:
        document["handed_in"] = submission.handed_in.model_dump()
    if submission.identity is not None:
        document["identity"] = list(submission.identity.items())
    if events:
        document["outbox"] = as_pending(*events)
    if submission.state == "received":
        document["unread"] = {
            "urgent": bool(submission.urgent_because),
            "due": submission.received_at + READING_TIME,
            "traceparent": current_traceparent(),
        }
    return document


def submission_of(record: Record) -> Submission:
    """A submission as it was written."""
    fields, identity, handed_in = (record.get(name) for name in ("fields", "identity", "handed_in"))
    return Submission(
        submission_id=record["_id"],
        fields=None if fields is None else dict(fields),
        identity=None if identity is None else dict(identity),
        handed_in=None if handed_in is None else HandedIn.model_validate(handed_in),
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


def plain(document: Document) -> dict[str, Any]:
    """A document as it is kept."""
    return document.model_dump()
