"""Matters and lines of the books as MongoDB keeps them."""

from collections.abc import Collection
from dataclasses import fields

from pydantic import TypeAdapter

from services.registry import duplicates, looking_for, searching
from services.registry.model import Entry, LetterBook, LetterEntry, Matter
from shared.mongo.connection import Record
from shared.tracking import token_hash

_MATTER = TypeAdapter(Matter)
_ENTRY = TypeAdapter(Entry)
_LINE = TypeAdapter(LetterEntry)
_CHANGING = ("version", "answered", "voided_at", "voided_by", "voided_on_behalf_of", "voided_because")
_SELDOM = ("confidential_because", "answered", "joined", "notes", "duplicates", "answers", "closed")
# What nearly every matter has none of: it is not written of a new one.
_BESIDE = (
    "_id",
    "token_hash",
    "urgent",
    "outbox",
    "twin_keys",
    "doubled",
    "confidential",
    "words",
    "week",
    "units",
    "counter_words",
)
# What a record has beside its matter: keys, events that wait, and what it is found by.
_WORDED = ("sequence", "requester", "subject", "text")
# What the words are of by which it is found.
_FIELDS = frozenset(field.name for field in fields(Matter)) - {"submission_id"}


def matter_record(matter: Matter) -> Record:
    """Everything of a matter but its id, with what it is looked up by."""
    record = _record(matter, {name for name in _FIELDS if name not in _SELDOM or getattr(matter, name)})
    keys = duplicates.keys_of(matter.requester, matter.subject, matter.documents)
    return {
        **record,
        **found_by(matter),
        **({"twin_keys": list(keys)} if keys else {}),
        # For a list of the desk.
        **({"doubled": True} if matter.duplicates else {}),
        # For an index that has nothing else in it.
        **({"confidential": True} if matter.confidential else {}),
        # What comes later is no other person's: the requester of a matter stays.
        **({"counter_words": list(looking_for.words_of(matter.requester))} if matter.requester.handed_in else {}),
    }


def changed_record(before: Matter, matter: Matter) -> Record:
    """What of a matter is new, with what it is looked up by. A matter's text is most of it, and seldom changes."""
    record = _record(matter, {name for name in _FIELDS if getattr(matter, name) is not getattr(before, name)})
    if matter.confidential != before.confidential:
        record["confidential"] = matter.confidential
    if any(getattr(matter, name) is not getattr(before, name) for name in _WORDED):
        record["words"] = searching.words_of(matter)
    if matter.routed and (before.routed is None or matter.routed.unit_ids != before.routed.unit_ids):
        record["units"] = sorted(matter.routed.unit_ids)
    return record


def found_by(matter: Matter) -> Record:
    """What a search finds it by."""
    units = {"units": sorted(matter.routed.unit_ids)} if matter.routed else {}
    return {"words": searching.words_of(matter), "week": searching.week_of(matter.received_at), **units}


def matter_from(record: Record) -> Matter:
    """A matter as it was written."""
    known = {name: value for name, value in record.items() if name not in _BESIDE}
    if (pairs := known.get("fields")) is not None:
        known["fields"] = dict(pairs)
    return _MATTER.validate_python({**known, "submission_id": record["_id"]})


def entry_record(entry: Entry) -> Record:
    """An entry under its place in the book."""
    return {"_id": entry_id(entry), **_ENTRY.dump_python(entry)}


def entry_from(record: Record) -> Entry:
    """An entry as it was written."""
    return _ENTRY.validate_python({name: value for name, value in record.items() if name != "_id"})


def entry_id(entry: Entry) -> str:
    """The key that makes a number unique: book, year and sequence."""
    return f"{entry.book}/{entry.year}/{entry.sequence}"


def line_record(line: LetterEntry) -> Record:
    """A letter's line under its place in the book."""
    return {"_id": line_id(line.book, line.year, line.sequence), **_LINE.dump_python(line)}


def changed_line(line: LetterEntry) -> Record:
    """What of a letter's line can change."""
    changed: Record = _LINE.dump_python(line, include=set(_CHANGING))
    return changed


def line_from(record: Record) -> LetterEntry:
    """A letter's line as it was written."""
    return _LINE.validate_python({name: value for name, value in record.items() if name not in ("_id", "outbox")})


def line_id(book: LetterBook, year: int, sequence: int) -> str:
    """The key that makes a letter's number unique."""
    return f"{book}/{year}/{sequence}"


def _record(matter: Matter, names: Collection[str]) -> Record:
    record: Record = _MATTER.dump_python(matter, include=set(names))
    for one in (*record.get("history", ()), *record.get("notes", ())):
        if not one["on_behalf_of"]:
            # Of every matter, and hardly ever anything.
            del one["on_behalf_of"]
    # BSON has no days without a time: they become ISO text.
    if routed := record.get("routed"):
        routed["due_on"] = routed["due_on"].isoformat()
    # Pairs: as names in a document some (`$ref`, `$id`) would be read back as something else.
    if (fields := record.get("fields")) is not None:
        record["fields"] = list(fields.items())
    return {
        **record,
        "token_hash": token_hash(matter.requester.token),
        # The order of the desk: what waits, urgent first.
        "urgent": matter.urgent,
    }
