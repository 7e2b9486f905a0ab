"""What one decision changes in MongoDB."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pymongo import InsertOne, UpdateOne
from pymongo.errors import BulkWriteError, DuplicateKeyError

from services.registry.errors import VersionConflictError
from services.registry.model import Entry, Write
from services.registry.records import changed_record, entry_id, matter_record
from shared.mongo.connection import Record
from shared.mongo.outbox import as_pending

_DUPLICATE_KEY = 11000


def change(write: Write) -> InsertOne[Record] | UpdateOne:
    """A new matter, or what is new about one that still has the version it was read with. Events that wait stay."""
    pending = as_pending(*write.events, traceparent=write.traceparent)
    if write.before is None:
        return InsertOne(
            {
                "_id": write.matter.submission_id,
                **matter_record(write.matter),
                **({"outbox": pending} if pending else {}),
            }
        )
    update: dict[str, Any] = {"$set": changed_record(write.before, write.matter)}
    if pending:
        update["$push"] = {"outbox": {"$each": pending}}
    return UpdateOne({"_id": write.matter.submission_id, "version": write.before.version}, update)


def cancellation(entry: Entry) -> UpdateOne:
    """An entry that is void from now on; everything else in it stays."""
    return UpdateOne(
        {"_id": entry_id(entry)},
        {
            "$set": {
                "voided_at": entry.voided_at,
                "voided_by": entry.voided_by,
                "voided_because": entry.voided_because,
            }
        },
    )


@contextmanager
def duplicates_are_conflicts() -> Iterator[None]:
    """Raise `VersionConflictError` for a key that somebody else has taken since it was looked for.

    It goes around the whole transaction: inside, it would hide from the driver that the server wants it tried again.
    """
    try:
        yield
    except DuplicateKeyError as error:
        raise VersionConflictError from error
    except BulkWriteError as error:
        if any(one["code"] == _DUPLICATE_KEY for one in error.details["writeErrors"]):
            raise VersionConflictError from error
        raise
