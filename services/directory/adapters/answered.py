"""Requests that were done, as they are kept with what they were about."""

from collections.abc import Sequence

from services.directory.model import Answered
from shared.mongo.connection import Record


def answered_records(answered: Sequence[Answered]) -> list[Record]:
    """What is written."""
    return [{"person_id": one.person_id, "key": one.key, "fingerprint": one.fingerprint} for one in answered]


def answered_of(record: Record) -> tuple[Answered, ...]:
    """What is read; records of before there were keys have none."""
    return tuple(Answered(**one) for one in record.get("answered", ()))
