"""Working days of a unit: its weekend, public holidays, and what an administrator announced.

Public holidays are those of the `holidays` library. The dates of later Islamic holidays are estimates there, so the days
that an administrator announces always have the last word.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType
from typing import Literal, Self

import holidays

from shared.contracts.directory import UnitChangedV1
from shared.language import Text

MOST_WORKING_DAYS = 1000
"""The longest term that is counted: about four years. A longer one is a mistake in a request type."""

LONGEST_BREAK = 366
"""Days without one working day after which a calendar is called impossible."""

DayKind = Literal["working", "weekend", "public-holiday", "announced-off", "announced-on"]
"""What a day is: the last two by an administrator, against the weekend and the public holidays."""


class NoWorkingDayError(Exception):
    """The calendar has no working day within a year: nothing can fall due in it."""


class UnknownHolidaysError(Exception):
    """No public holidays are known for the country that a calendar names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayReason:
    """Why a day is worked or not. `name` is the holiday's, or the administrator's words in both languages."""

    working: bool
    kind: DayKind
    name: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitCalendar:
    """When a unit works. `weekend` has ISO weekdays (Monday 1, Friday 5); `holiday_country` is an ISO 3166 code.

    A day both announced off and announced on is off: nobody is held to a day that someone was told is free.
    """

    weekend: frozenset[int]
    holiday_country: str = ""
    days_off: Mapping[date, str] = field(default_factory=dict)
    days_on: Mapping[date, str] = field(default_factory=dict)

    @classmethod
    def of(cls, unit: UnitChangedV1) -> Self:
        """Take the calendar out of a unit as directory states it."""
        return cls(
            weekend=frozenset(unit.weekend),
            holiday_country=unit.holiday_country,
            days_off=MappingProxyType(dict(unit.days_off)),
            days_on=MappingProxyType(dict(unit.days_on)),
        )

    def why(self, day: date) -> DayReason:
        """Say what a day is and why. Raises `UnknownHolidaysError`."""
        if (words := self.days_off.get(day)) is not None:
            return DayReason(working=False, kind="announced-off", name=Text(ar=words, en=words))
        if (words := self.days_on.get(day)) is not None:
            return DayReason(working=True, kind="announced-on", name=Text(ar=words, en=words))
        if day.isoweekday() in self.weekend:
            return DayReason(working=False, kind="weekend")
        if (name := public_holidays(self.holiday_country, day.year).get(day)) is not None:
            return DayReason(working=False, kind="public-holiday", name=name)
        return DayReason(working=True, kind="working")

    def is_working(self, day: date) -> bool:
        """Whether the unit works on a day. Raises `UnknownHolidaysError`."""
        if day in self.days_off:
            return False
        if day in self.days_on:
            return True
        return day.isoweekday() not in self.weekend and day not in public_holidays(self.holiday_country, day.year)

    def due_on(self, start: date, working_days: int, *, left_out: Callable[[date], bool] | None = None) -> date:
        """Find the last day of a term: the start itself does not count, and the result is a working day.

        Working days that are `left_out` do not count, however many they are. Raises `ValueError` for a term outside
        1..`MOST_WORKING_DAYS`, `NoWorkingDayError` where the calendar has too few working days to ever reach it,
        `UnknownHolidaysError`.
        """
        if not 1 <= working_days <= MOST_WORKING_DAYS:
            raise ValueError(f"a term has 1 to {MOST_WORKING_DAYS} working days, not {working_days}")
        left, idle = working_days, 0
        for day in _days_after(start):
            if self.is_working(day):
                left, idle = left - (left_out is None or not left_out(day)), 0
                if left == 0:
                    return day
            else:
                idle += 1
                if idle > LONGEST_BREAK:
                    break
        raise NoWorkingDayError(
            f"{working_days} working days after {start}: {left} are missing, and none comes within a year"
        )

    def working_days_between(self, start: date, end: date) -> int:
        """Count the working days after `start` up to and with `end`; 0 when `end` is not after `start`.

        `working_days_between(start, due_on(start, n))` is n.
        """
        whole_weeks, rest = divmod(max((end - start).days, 0), 7)
        week = [self._is_weekday(start + timedelta(days=ahead)) for ahead in range(1, 8)]
        counted = whole_weeks * sum(week) + sum(week[:rest])
        # Only what is not as its weekday says is looked at one by one: something may be late by years.
        return counted + sum(self.is_working(day) - self._is_weekday(day) for day in self._odd_days(start, end))

    def _is_weekday(self, day: date) -> bool:
        return day.isoweekday() not in self.weekend

    def _odd_days(self, start: date, end: date) -> frozenset[date]:
        """The days after `start` up to and with `end` that are holidays or that something was announced of."""
        years = range(start.year, end.year + 1)
        public = (day for year in years for day in public_holidays(self.holiday_country, year))
        return frozenset(day for day in (*public, *self.days_off, *self.days_on) if start < day <= end)


@cache
def public_holidays(country: str, year: int) -> Mapping[date, Text]:
    """The public holidays of a country (`OM`) or a part of one (`GB-ENG`) in a year; none for an empty code.

    Raises `UnknownHolidaysError`.
    """
    if not country:
        return MappingProxyType({})
    code, _, part = country.partition("-")
    # Neighbouring years too: a holiday of one year may be observed in the other.
    years = range(year - 1, year + 2)
    try:
        arabic = holidays.country_holidays(code, subdiv=part or None, years=years, expand=False, language="ar")
        english = holidays.country_holidays(code, subdiv=part or None, years=years, expand=False, language="en_US")
    except NotImplementedError as error:
        raise UnknownHolidaysError(f"{country}: {error}") from error
    return MappingProxyType(
        {day: Text(ar=name, en=english.get(day, name)) for day, name in arabic.items() if day.year == year}
    )


def _days_after(start: date) -> Iterator[date]:
    day = start
    while day < date.max:
        day += timedelta(days=1)
        yield day
