"""Time, as a port: rules about deadlines and numbers are tested with a clock that the test moves."""

from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """The present, aware, in UTC, cut to milliseconds (what the database keeps)."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The present, aware, in UTC, cut to milliseconds (what the database keeps)."""
        return to_milliseconds(datetime.now(UTC))


def to_milliseconds(moment: datetime) -> datetime:
    """Cut to milliseconds: BSON dates have no more, and a time must read back as it was written."""
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)
