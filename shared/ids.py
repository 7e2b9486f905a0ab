"""Ids that sort by time, so that an index grows at its end: inserts touch few pages, however many documents there are."""

import time
from hashlib import sha256
from secrets import randbits
from uuid import UUID

_TIME_BITS = 48
_REST_BITS = 128 - _TIME_BITS


def new_id() -> UUID:
    """A new id by RFC 9562, section 5.7 (UUID version 7)."""
    return _id(time.time_ns() // 1_000_000, 0x7, randbits(_REST_BITS))


def derived_id(of: UUID, name: str) -> UUID:
    """The id of what belongs to something else, always the same for the same name (RFC 9562, section 5.8, version 8).

    It sorts beside `of`, whose first 48 bits, the time, it shares; the rest is a hash of both.
    """
    digest = sha256(of.bytes + name.encode()).digest()
    return _id(of.int >> _REST_BITS, 0x8, int.from_bytes(digest[: _REST_BITS // 8]))


def _id(milliseconds: int, version: int, rest: int) -> UUID:
    with_version = rest & ~(0xF << 76) | version << 76
    return UUID(int=milliseconds << _REST_BITS | with_version & ~(0b11 << 62) | 0b10 << 62)
