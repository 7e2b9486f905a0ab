"""A table for a terminal, aligned whatever script is in it."""

from collections.abc import Sequence
from dataclasses import dataclass

from deploy.demo.width import display_width, kept_in_place, padded

_GAP = "  "


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its heading, the most columns of the terminal that it takes, and on which side its text stands."""

    heading: str
    most: int = 100
    right: bool = False


def rendered(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> list[str]:
    """The lines of the table, with a heading and a rule; text with Arabic in it belongs into the last column."""
    widths = [
        min(column.most, max(display_width(text) for text in (column.heading, *(row[at] for row in rows))))
        for at, column in enumerate(columns)
    ]
    heading = _line(columns, widths, [column.heading for column in columns])
    return [
        heading,
        "─" * (sum(widths) + len(_GAP) * (len(widths) - 1)),
        *(_line(columns, widths, row) for row in rows),
    ]


def _line(columns: Sequence[Column], widths: Sequence[int], row: Sequence[str]) -> str:
    cells = [padded(text, width, right=column.right) for column, width, text in zip(columns, widths, row, strict=True)]
    *others, last = (kept_in_place(cell) for cell in (*cells[:-1], cells[-1].rstrip()))
    return _GAP.join((*others, last)).rstrip()
