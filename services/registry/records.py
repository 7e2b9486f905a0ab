"""Matters and entries as MongoDB keeps them."""

from datetime import date, datetime
from typing import Any

from pydantic import TypeAdapter

from services.registry.model import Entry, Matter
from shared.mongo.connection import Record
from shared.tracking import token_hash

_MATTER = TypeAdapter(Matter)
_ENTRY = TypeAdapter(Entry)


def matter_record(matter: Matter) -> Record:
    """Everything of a matter but its id, with what it is looked up by."""
    record = _plain(_MATTER.dump_python(matter))
    del record["submission_id"]
    return {
        **record,
        "token_hash": token_hash(matter.requester.token),
        # The order of the desk: what waits, urgent first.
        "urgent": matter.urgent,
    }


def matter_from(record: Record) -> Matter:
    """A matter as it was written."""
    known = {name: value for name, value in record.items() if name not in ("_id", "token_hash", "urgent", "outbox")}
    return _MATTER.validate_python({**known, "submission_id": record["_id"]})


def entry_record(entry: Entry) -> Record:
    """An entry under its place in the book."""
    return {"_id": entry_id(entry), **_plain(_ENTRY.dump_python(entry))}


def entry_from(record: Record) -> Entry:
    """An entry as it was written."""
    return _ENTRY.validate_python({name: value for name, value in record.items() if name != "_id"})


def entry_id(entry: Entry) -> str:
    """The key that makes a number unique: book, year and sequence."""
    return f"{entry.book}/{entry.year}/{entry.sequence}"


def _plain(value: Any) -> Any:
    """Values that BSON has: days without a time become ISO text."""
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    return value
