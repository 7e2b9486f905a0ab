"""Counts in rows and columns."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from shared.reports.period import BY_TIME, TimeStep, step_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """So many of one kind. `key` says of what the row is; None where that is not known."""

    key: str | None
    column: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of a table; every column of the table is in `counts`."""

    key: str | None
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table. `totals` are the sums of the rows: nothing is counted in two rows."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def totals(self) -> Mapping[str, int]:
        """The sum of each column."""
        return {column: sum(row.counts[column] for row in self.rows) for column in self.columns}


def table(cells: Iterable[Cell], columns: Sequence[str], by: str) -> Table:
    """The table of these cells; those of days become weeks or months if it is `by` them.

    Rows of time are in order of time, others the fullest first; what is not known comes last.
    """
    counted: dict[str | None, Counter[str]] = {}
    for cell in cells:
        counted.setdefault(_key(cell.key, by), Counter())[cell.column] += cell.count
    rows = [Row(key=key, counts={column: found[column] for column in columns}) for key, found in counted.items()]
    if by in BY_TIME:
        rows.sort(key=lambda row: row.key or "~")
    else:
        rows.sort(key=lambda row: (row.key is None, -sum(row.counts.values()), row.key or ""))
    return Table(columns=tuple(columns), rows=tuple(rows))


def _key(key: str | None, by: str) -> str | None:
    if key is None or by not in BY_TIME:
        return key
    step: TimeStep = "week" if by == "week" else "month" if by == "month" else "day"
    return step_of(date.fromisoformat(key), step).isoformat()
