from dataclasses import replace
from datetime import UTC, datetime

import bson
from bson.codec_options import CodecOptions
from hypothesis import given
from hypothesis import strategies as st

from services.registry.model import Entry, Matter, Numbers, Routed, Step
from services.registry.records import changed_record, entry_from, entry_record, matter_from, matter_record
from shared.clock import to_milliseconds
from shared.contracts.base import Document
from shared.mongo.connection import Record
from shared.tracking import token_hash
from tests.unit.registry.examples import NOW, cancelled, incomplete_matter, registered_write

_BSON: CodecOptions[Record] = CodecOptions(tz_aware=True, uuid_representation=4)

# What MongoDB keeps: times to the millisecond, whole numbers of 64 bits.
whole = st.integers(0, 2**63 - 1)
moments = st.datetimes(datetime(1971, 1, 1), datetime(2999, 1, 1), timezones=st.just(UTC)).map(to_milliseconds)  # noqa: DTZ001 - bounds are naive
documents = st.builds(Document, size=whole, sha256=st.just("d" * 64))
matters = st.builds(
    Matter,
    version=whole,
    received_at=moments,
    documents=st.lists(documents, max_size=2).map(tuple),
    round=whole,
    year=st.none() | whole,
    sequence=st.none() | whole,
    registered_at=st.none() | moments,
    routed=st.none() | st.builds(Routed, version=whole, since=moments),
    history=st.lists(st.builds(Step, at=moments), max_size=2).map(tuple),
)
entries = st.builds(Entry, year=whole, sequence=whole, registered_at=moments, voided_at=st.none() | moments)


def stored(record: Record) -> Record:
    """What a record is after the database had it."""
    return bson.decode(bson.encode(record, codec_options=_BSON), codec_options=_BSON)


@given(matters)
def test_every_matter_reads_back_as_it_was_written(matter: Matter) -> None:
    assert matter_from(stored({"_id": matter.submission_id, **matter_record(matter)})) == matter


@given(matters, matters)
def test_what_is_new_about_a_matter_makes_the_old_record_the_new_one(before: Matter, matter: Matter) -> None:
    matter = replace(matter, submission_id=before.submission_id)
    record = {"_id": before.submission_id, **matter_record(before), **changed_record(before, matter)}
    assert matter_from(stored(record)) == matter


def test_what_did_not_change_is_not_written_again() -> None:
    before = incomplete_matter()
    assert set(changed_record(before, replace(before, version=before.version + 1))) == {
        "version",
        "token_hash",
        "urgent",
    }


@given(entries)
def test_every_entry_reads_back_as_it_was_written(entry: Entry) -> None:
    assert entry_from(stored(entry_record(entry))) == entry


def test_a_record_is_found_by_the_hash_of_its_token() -> None:
    matter = incomplete_matter()
    assert matter_record(matter)["token_hash"] == token_hash(matter.requester.token)


def test_a_record_never_speaks_of_the_events_that_wait_in_the_document() -> None:
    assert "outbox" not in matter_record(incomplete_matter())


def test_what_another_version_of_the_service_wrote_beside_it_does_no_harm() -> None:
    matter = incomplete_matter()
    record = {"_id": matter.submission_id, **matter_record(matter), "outbox": [{}], "of_tomorrow": 1}
    assert matter_from(record) == matter


def test_an_entry_lies_under_its_place_whether_it_stands_or_is_void() -> None:
    entry = registered_write(Numbers(book="incoming", year=2026, first=1, registered_at=NOW), 12).entry
    assert entry is not None
    assert entry_record(entry)["_id"] == entry_record(cancelled(entry, "twice"))["_id"] == "incoming/2026/12"
