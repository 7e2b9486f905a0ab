"""What every report is made of: a period of days, a table of counts, and how long things take."""

from shared.reports.period import BY_TIME, Period, TimeStep, step_of, steps
from shared.reports.scope import SEE_ALL, SEE_NUMBERS, Asker, seen_units
from shared.reports.spread import Spread, spread
from shared.reports.table import Cell, Row, Table, table

__all__ = [
    "BY_TIME",
    "SEE_ALL",
    "SEE_NUMBERS",
    "Asker",
    "Cell",
    "Period",
    "Row",
    "Spread",
    "Table",
    "TimeStep",
    "seen_units",
    "spread",
    "step_of",
    "steps",
    "table",
]
