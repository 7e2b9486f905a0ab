"""Numbers of the work, as the services behind tell them, and the periods that they are asked for."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final, Literal, get_args

from pydantic import AwareDatetime

from services.portal.model.asked import Told
from shared.reports import BY_TIME, Period, TimeStep, step_of

Choice = Literal["today", "week", "month", "quarter", "year", "days-68"]
"""Periods that are one click away; the last is the one that a ministry told its electronic correspondence by."""
CHOICES: Final[tuple[Choice, ...]] = get_args(Choice)

By = Literal["day", "week", "month", "unit", "request-type", "channel", "state"]
BYS: Final[tuple[By, ...]] = get_args(By)
REFERRED_BY: Final = frozenset({"day", "week", "month", "unit"})
"""Rows that referrals can be counted by."""

BOOKS: Final = ("incoming", "outgoing", "internal")
REFERRED: Final = "referred"
DRAWN: Final = (*BOOKS, REFERRED)
"""What is drawn, in this order; void lines are in their books."""

_SIXTY_EIGHT: Final = 68
_MONTHS_OF_QUARTER: Final = 3
_MOST_DAYS: Final = 92
_MOST_WEEKS: Final = 430


class RowTold(Told):
    """One line of a table of counts; `key` is a day or a code, None where it is not known."""

    key: str | None
    counts: Mapping[str, int]


class TableTold(Told):
    """A table of counts."""

    columns: tuple[str, ...]
    rows: tuple[RowTold, ...]
    totals: Mapping[str, int]


class SpreadTold(Told):
    """How long something takes: half of it at most `median`, nine of ten at most `p90`."""

    key: str | None
    count: int
    median: int
    p90: int


class SpreadsTold(Told):
    """How long something takes, by row and all together. `in_time` is told of answers alone."""

    rows: tuple[SpreadTold, ...]
    all: SpreadTold | None
    in_time: Mapping[str, int] = {}


class HeldTold(Told):
    """What a unit, or a person of it, has."""

    unit_id: str
    person_id: str | None
    held: int
    waiting: int
    late: int
    oldest: AwareDatetime


class HeldPageTold(Told):
    """What is open now."""

    at: AwareDatetime
    rows: tuple[HeldTold, ...]


def chosen(choice: Choice, today: date) -> Period:
    """A period that is one click away; each ends today. A week begins on Sunday."""
    match choice:
        case "today":
            first = today
        case "week":
            first = step_of(today, "week")
        case "month":
            first = today.replace(day=1)
        case "quarter":
            first = today.replace(day=1, month=today.month - (today.month - 1) % _MONTHS_OF_QUARTER)
        case "year":
            first = today.replace(day=1, month=1)
        case "days-68":
            first = today - timedelta(days=_SIXTY_EIGHT - 1)
    return Period(first=first, last=today)


def fitting_step(period: Period) -> TimeStep:
    """The step by which a period can be drawn: no more columns than an eye takes in."""
    if period.days <= _MOST_DAYS:
        return "day"
    return "week" if period.days <= _MOST_WEEKS else "month"


def with_referred(lines: TableTold, referred: TableTold, by: By) -> TableTold:
    """The lines of the books, and beside them how much was referred."""
    found = {row.key: sum(row.counts.values()) for row in referred.rows}
    known = {row.key: row.counts for row in lines.rows}
    keys = list(dict.fromkeys([*known, *found]))
    if by in BY_TIME:
        keys.sort(key=lambda key: key or "")
    nothing = dict.fromkeys(lines.columns, 0)
    return TableTold(
        columns=(*lines.columns, REFERRED),
        rows=tuple(
            RowTold(key=key, counts={**nothing, **known.get(key, {}), REFERRED: found.get(key, 0)}) for key in keys
        ),
        totals={**lines.totals, REFERRED: sum(found.values())},
    )


def in_time_order(table: TableTold, days: list[date]) -> tuple[RowTold, ...]:
    """A row for each of these days, with nothing in it where nothing was counted."""
    found = {row.key: row for row in table.rows}
    nothing = dict.fromkeys(table.columns, 0)
    return tuple(found.get(day.isoformat(), RowTold(key=day.isoformat(), counts=nothing)) for day in days)
