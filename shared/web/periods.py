"""The period that a report is asked for, in a query."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from fastapi import Depends, Query
from pydantic import BaseModel, Field

from shared.errors import InvalidRequestError
from shared.reports import SEE_NUMBERS, Asker, Period, Spread, Table
from shared.web.auth import Principal, require

EARLIEST, LATEST = date(1900, 1, 1), date(9998, 12, 31)


async def _asker(principal: Annotated[Principal, Depends(require(*SEE_NUMBERS))]) -> Asker:
    return Asker.of(principal)


NumbersReader = Annotated[Asker, Depends(_asker)]


async def _period(
    first: Annotated[
        date,
        Query(
            alias="from",
            ge=EARLIEST,
            le=LATEST,
            description="The first day, in the register's legal time zone.",
            examples=["2026-03-23"],
        ),
    ],
    last: Annotated[
        date,
        Query(
            alias="to",
            ge=EARLIEST,
            le=LATEST,
            description="The last day; it is part of the period.",
            examples=["2026-05-29"],
        ),
    ],
) -> Period:
    """The days of a report. Raises `InvalidRequestError`."""
    try:
        return Period(first=first, last=last)
    except ValueError as error:
        raise InvalidRequestError(str(error)) from error


AskedPeriod = Annotated[Period, Depends(_period)]


class RowView(BaseModel):
    """One line of a table of counts."""

    key: str | None = Field(description="A day (of a week or month the first), or a code; null where it is not known.")
    counts: dict[str, int] = Field(description="By column.")


class TableView(BaseModel):
    """Counts of a period; nothing is counted in two rows. Days are those of the legal time zone, weeks begin on Sunday."""

    first: date
    last: date
    time_zone: str = Field(description="Whose days these are (IANA name).")
    by: str
    columns: list[str]
    rows: list[RowView]
    totals: dict[str, int] = Field(description="By column, of all rows.")


class SpreadRow(BaseModel):
    """How long something takes, of one unit, type or time."""

    key: str | None = Field(description="A day or a code; null where it is not known.")
    count: int
    median: int = Field(description="Half of them took at most so long.")
    p90: int = Field(description="Nine of ten took at most so long.")


class SpreadView(BaseModel):
    """How long something takes; `all` is of all rows together, null where nothing is counted."""

    first: date
    last: date
    time_zone: str
    by: str
    measured_in: str = Field(description="`minutes`, or `working-days` of the unit.")
    rows: list[SpreadRow]
    all: SpreadRow | None


def table_view(table: Table, period: Period, time_zone: str, by: str) -> TableView:
    """A table as it is told."""
    return TableView(
        first=period.first,
        last=period.last,
        time_zone=time_zone,
        by=by,
        columns=list(table.columns),
        rows=[RowView(key=row.key, counts=dict(row.counts)) for row in table.rows],
        totals=dict(table.totals),
    )


def spread_row(key: str | None, spread: Spread) -> SpreadRow:
    """One line of how long something takes."""
    return SpreadRow(key=key, count=spread.count, median=spread.median, p90=spread.p90)


def spread_view(
    found: Mapping[str | None, Spread],
    together: Spread | None,
    period: Period,
    time_zone: str,
    by: str,
    measured_in: str,
) -> SpreadView:
    """How long something takes, as it is told."""
    return SpreadView(
        first=period.first,
        last=period.last,
        time_zone=time_zone,
        by=by,
        measured_in=measured_in,
        rows=[spread_row(key, one) for key, one in found.items()],
        all=spread_row(None, together) if together else None,
    )
