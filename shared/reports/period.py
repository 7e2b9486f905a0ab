"""A period of whole days, both ends included, in a time zone that says when a day begins."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final, Literal, get_args
from zoneinfo import ZoneInfo

TimeStep = Literal["day", "week", "month"]
"""What a period is cut into. A week begins on Sunday, as the working week does where this is used."""
BY_TIME: Final = frozenset(get_args(TimeStep))

MOST_DAYS: Final = 3_660
"""The longest period: ten years."""

_SUNDAY: Final = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """From one day to another. Raises `ValueError` when it ends before it begins, or is too long."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if not 0 <= (self.last - self.first).days < MOST_DAYS:
            raise ValueError(f"{self.first} to {self.last} is no period of at most {MOST_DAYS} days")

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    def moments(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """When its first day begins, and when its last one is over, which is outside of it."""
        begin = datetime.combine(self.first, time.min, zone)
        return begin, datetime.combine(self.last + timedelta(days=1), time.min, zone)


def step_of(day: date, by: TimeStep) -> date:
    """The first day of the step that a day is in."""
    if by == "week":
        return day - timedelta(days=day.isoweekday() % _SUNDAY)
    return day.replace(day=1) if by == "month" else day


def steps(period: Period, by: TimeStep) -> Iterator[date]:
    """The first days of all steps that a period touches, in order; the first may be before the period."""
    last: date | None = None
    for number in range(period.days):
        at = step_of(period.first + timedelta(days=number), by)
        if at != last:
            yield at
        last = at
