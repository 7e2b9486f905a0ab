"""When people are at work, and when they write: the hours of two months, in which everything happens. Pure, from a seed."""

import bisect
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Final
from zoneinfo import ZoneInfo

ZONE: Final = ZoneInfo("Asia/Muscat")
WEEKEND: Final = (4, 5)
"""Friday and Saturday, as `date.weekday` counts."""
_SITTINGS: Final = (time(7, 50), time(9, 40), time(11, 30), time(13, 20))
"""About when people sit down to their work; each sitting lasts a while."""
_SPREAD_MINUTES: Final = 20
_EVENING: Final = (17 * 60, 21 * 60)
_WEEKEND_DAY: Final = (10 * 60, 20 * 60)
"""Minutes of the day between which somebody writes from home."""
_EVENINGS: Final = 0.35
_WEEKENDS: Final = 0.6
"""Shares of such days on which anybody does."""
STEP_SECONDS: Final = (20, 75)
"""What passes between two deeds of one sitting, from … to."""
LONGEST_SITTING: Final = timedelta(minutes=55)
"""What does not fit into it is done in the next one."""


@dataclass(frozen=True, slots=True, order=True)
class Sitting:
    """A while in which something is done; `office` says whether those who work in the ministry are there."""

    at: datetime
    office: bool


class Days:
    """The sittings of some weeks, in their order."""

    def __init__(self, sittings: Sequence[Sitting]) -> None:
        self._sittings = sorted(sittings)
        self._moments = [one.at for one in self._sittings]

    def __len__(self) -> int:
        return len(self._sittings)

    @property
    def working_days(self) -> int:
        """On how many days anybody is in the office."""
        return len({_day(one) for one in self._sittings if one.office})

    def __iter__(self) -> Iterator[Sitting]:
        return iter(self._sittings)

    @classmethod
    def until(cls, end: datetime, rng: Random, *, weeks: int, holidays: Collection[date] = ()) -> "Days":
        """The sittings of the weeks before `end`, all of which are over then."""
        last = end.astimezone(ZONE).date()
        days = (last - timedelta(days=back) for back in range(7 * weeks, -1, -1))
        sittings = (sitting for day in days for sitting in _of_day(day, rng, free=day in holidays))
        return cls([one for one in sittings if one.at + LONGEST_SITTING < end])

    def after(self, moment: datetime, rng: Random, *, days: int = 0, office: bool = True) -> Sitting | None:
        """The next sitting behind `moment`, or one so many working days later; None when that is beyond the end."""
        fitting = [
            one for one in self._sittings[bisect.bisect_right(self._moments, moment) :] if one.office or not office
        ]
        if not days:
            return fitting[0] if fitting else None
        today = moment.astimezone(ZONE).date()
        later = sorted({day for one in fitting if one.office and (day := _day(one)) > today})
        if len(later) < days:
            return None
        return rng.choice([one for one in fitting if _day(one) == later[days - 1]])

    def back(self, days: int, rng: Random) -> Sitting:
        """A sitting in the office so many working days before the end; 0 is on the last of them."""
        office = [one for one in self._sittings if one.office]
        known = sorted({_day(one) for one in office})
        wanted = known[max(0, len(known) - 1 - days)]
        return rng.choice([one for one in office if _day(one) == wanted])


def _day(sitting: Sitting) -> date:
    return sitting.at.astimezone(ZONE).date()


def _of_day(day: date, rng: Random, *, free: bool) -> Iterator[Sitting]:
    if not free and day.weekday() not in WEEKEND:
        for begins in _SITTINGS:
            minutes = begins.hour * 60 + begins.minute + rng.randrange(-_SPREAD_MINUTES, _SPREAD_MINUTES)
            yield _at(day, minutes, rng, office=True)
        if rng.random() < _EVENINGS:
            yield _at(day, rng.randrange(*_EVENING), rng, office=False)
    elif rng.random() < _WEEKENDS:
        yield _at(day, rng.randrange(*_WEEKEND_DAY), rng, office=False)


def _at(day: date, minutes: int, rng: Random, *, office: bool) -> Sitting:
    midnight = datetime.combine(day, time(), ZONE)
    return Sitting((midnight + timedelta(minutes=minutes, seconds=rng.randrange(60))).astimezone(UTC), office)
