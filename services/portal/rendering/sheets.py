"""Rows of cells as files that spreadsheets open: CSV and XLSX.

What somebody typed, a subject for example, must not become a formula in the reader's spreadsheet: in CSV a text that
could be one gets an apostrophe before it, in XLSX it is written as text, which is never computed.
"""

import csv
import io
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import IO, Final, Literal
from zoneinfo import ZoneInfo

import xlsxwriter

from shared.language import OneLanguage

Cell = str | int | date | datetime | None
"""A value of a row. A date without a time stays one; a moment is shown by the legal clock."""
FileKind = Literal["csv", "xlsx"]

MEDIA_TYPES: Final[dict[FileKind, str]] = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
BYTE_ORDER_MARK: Final = "\ufeff"
"""By it Excel knows that a CSV file is UTF-8; without it Arabic comes out as something else."""
MOST_ROWS: Final = 1_048_575
"""Rows of a sheet of XLSX beside its headings; the rest comes on another sheet."""
_LONGEST: Final = 32_767
"""Characters of a cell of XLSX."""
_FORMULA: Final = frozenset("=+-@\t\r\n\0＝＋－＠")
_LONGEST_NAME: Final = 31
_IN_MEMORY: Final = 2 * 1024 * 1024
_PIECE: Final = 64 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What a file is called inside, what its columns are called, and in which language it is written."""

    name: str
    headings: tuple[str, ...]
    language: OneLanguage
    zone: ZoneInfo


def csv_lines(rows: Sequence[Sequence[Cell]], zone: ZoneInfo) -> str:
    """Rows as lines of CSV (RFC 4180)."""
    written = io.StringIO()
    csv.writer(written, lineterminator="\r\n").writerows([[_plain(cell, zone) for cell in row] for row in rows])
    return written.getvalue()


def harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in _FORMULA and text else text


class Workbook:
    """A file of XLSX on its way; beyond a size it lies in a temporary file that has no name."""

    def __init__(self, sheet: Sheet, *, most_rows: int = MOST_ROWS) -> None:
        self._file: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - `close` closes it
        self._zone = sheet.zone
        self._most_rows = most_rows
        options = {
            # Rows go to the disk as they come; texts stay texts.
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        self._book = xlsxwriter.Workbook(self._file, options)
        self._about = sheet
        self._bold = self._book.add_format({"bold": True, "bottom": 1})
        self._day = self._book.add_format({"num_format": "yyyy-mm-dd"})
        self._moment = self._book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        self._number = self._book.add_format({"num_format": "#,##0"})
        self._sheets = 0
        self._begin_sheet()

    def write(self, rows: Sequence[Sequence[Cell]]) -> None:
        """Write more rows."""
        for row in rows:
            if self._row == self._most_rows:
                self._begin_sheet()
            self._row += 1
            for column, cell in enumerate(row):
                self._write(column, cell)

    def pieces(self) -> Iterator[bytes]:
        """The finished file."""
        self._book.close()
        self._file.seek(0)
        while piece := self._file.read(_PIECE):
            yield piece

    def close(self) -> None:
        """Let go of it, finished or not."""
        self._file.close()

    def _begin_sheet(self) -> None:
        self._sheets += 1
        again = f" {self._sheets}" if self._sheets > 1 else ""
        self._sheet = self._book.add_worksheet(_sheet_name(self._about.name, again))
        if self._about.language == "ar":
            self._sheet.right_to_left()
        self._sheet.freeze_panes(1, 0)
        self._sheet.set_column(0, len(self._about.headings) - 1, 22)
        for column, heading in enumerate(self._about.headings):
            self._sheet.write_string(0, column, heading, self._bold)
        self._row = 0

    def _write(self, column: int, cell: Cell) -> None:
        match cell:
            case None | "":
                return
            case int():
                self._sheet.write_number(self._row, column, cell, self._number)
            case datetime():
                local = cell.astimezone(self._zone).replace(tzinfo=None)
                self._sheet.write_datetime(self._row, column, local, self._moment)
            case date():
                self._sheet.write_datetime(self._row, column, cell, self._day)
            case str():
                self._sheet.write_string(self._row, column, cell[:_LONGEST])


def _plain(cell: Cell, zone: ZoneInfo) -> str:
    match cell:
        case None:
            return ""
        case datetime():
            return f"{cell.astimezone(zone):%Y-%m-%d %H:%M:%S}"
        case str():
            return harmless(cell)
        case _:
            return str(cell)


def _sheet_name(name: str, again: str) -> str:
    """A name that sheets may have."""
    allowed = "".join(" " if character in r"[]:*?/\\'" else character for character in name).strip() or "1"
    return allowed[: _LONGEST_NAME - len(again)] + again
