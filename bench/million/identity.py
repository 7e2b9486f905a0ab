"""What makes a copy of a letter another letter: ids, a token, a number and a time of its own."""

import struct
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import blake2b, sha256
from uuid import UUID

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
PLACE_FORMAT = "%Y%m%dT%H%M%S%f"
"""How a time stands in a route's place in an inbox."""

_BEHIND_THE_TIME = 80
"""Bits of an id behind its time (`shared/ids.py`)."""
_KIND = 0xF << 76 | 0b11 << 62
"""Bits of its version and variant (RFC 9562, section 4)."""
_FRIDAY, _SATURDAY = 4, 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """One copy: its place among all copies, how much later (or earlier) everything happens in it, and its number's parts.

    `shift` is in milliseconds. A copy without a number has `sequence` 0.
    """

    place: int
    shift: int
    year: int
    sequence: int

    def id_for(self, original: UUID) -> UUID:
        """The copy's id where the original has this one: it sorts as the services' own does, by its time, and is always the same."""
        moment = (original.int >> _BEHIND_THE_TIME) + self.shift
        rest = int.from_bytes(_hashed(original.bytes, self.place)) >> (128 - _BEHIND_THE_TIME)
        return UUID(int=moment << _BEHIND_THE_TIME | rest & ~_KIND | original.int & _KIND)

    def token_for(self, original: str) -> str:
        """The copy's tracking token."""
        return _hashed(original.encode(), self.place).hex()

    def digest_for(self, original: str) -> str:
        """64 hexadecimal digits in the place of others."""
        return sha256(f"{self.place} {original}".encode()).hexdigest()

    def moment_for(self, original: datetime) -> datetime:
        """When it happened to the copy."""
        return original + timedelta(milliseconds=self.shift)

    def stored_moment_for(self, original: datetime) -> bytes:
        """The same as BSON has it."""
        return struct.pack("<q", milliseconds(original) + self.shift)

    def day_for(self, original: date) -> date:
        """A day that moves with the copy; one that falls on a weekend becomes the next Sunday."""
        day = original + timedelta(milliseconds=self.shift)
        return day + timedelta(days={_FRIDAY: 2, _SATURDAY: 1}.get(day.weekday(), 0))


def milliseconds(moment: datetime) -> int:
    """Since 1970, as BSON counts."""
    return (moment - EPOCH) // timedelta(milliseconds=1)


def _hashed(original: bytes, place: int) -> bytes:
    return blake2b(original, digest_size=16, key=place.to_bytes(8, "big")).digest()
