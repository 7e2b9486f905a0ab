"""A year drawn: months as small grids of days."""

from calendar import Calendar
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from services.portal.model.administration import CalendarDay
from shared.language import Text

SUNDAY: Final = 6
"""Where weeks begin, as Python counts weekdays."""
WEEKDAYS: Final = (7, 1, 2, 3, 4, 5, 6)
"""The weekdays of a grid in order, as ISO numbers."""

Mark = Literal["", "weekend", "public-holiday", "announced-off", "announced-on"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A day of a grid, what it is and why."""

    day: date
    mark: Mark
    why: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """A month; weeks have None where a day belongs to another month."""

    first: date
    weeks: tuple[tuple[Cell | None, ...], ...]


def year_of(year: int, weekend: Iterable[int], days: Iterable[CalendarDay]) -> tuple[Month, ...]:
    """The twelve months of a year."""
    known = {one.day: one for one in days}
    off = frozenset(weekend)
    weeks = Calendar(SUNDAY)

    def cell(day: date, month: int) -> Cell | None:
        return _cell(day, off, known) if day.month == month else None

    return tuple(
        Month(
            first=date(year, month, 1),
            weeks=tuple(tuple(cell(day, month) for day in week) for week in weeks.monthdatescalendar(year, month)),
        )
        for month in range(1, 13)
    )


def _cell(day: date, weekend: frozenset[int], known: Mapping[date, CalendarDay]) -> Cell:
    if found := known.get(day):
        return Cell(day=day, mark=found.kind, why=found.why)
    return Cell(day=day, mark="weekend" if day.isoweekday() in weekend else "")
