"""Reports and books as files: right for spreadsheets, in both languages, and harmless."""

import csv
import io
import zipfile
from datetime import UTC, date, datetime
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.portal.rendering.sheets import Cell, Sheet, Workbook, csv_lines, harmless
from tests.unit.portal.staff.numbers_fakes import Numbers
from tests.unit.portal.staff.test_numbers import happenings, numbers, window
from tests.unit.portal.staff.window import Window

__all__ = ["happenings", "numbers", "window"]

MUSCAT = ZoneInfo("Asia/Muscat")
MAIN = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
AT = datetime(2026, 11, 22, 21, 5, 7, tzinfo=UTC)
REPORTS = ("lines", "arrived", "to-register", "to-answer", "open", "holders")


def written(sheet: Sheet, rows: list[list[Cell]], **options: int) -> zipfile.ZipFile:
    book = Workbook(sheet, **options)
    book.write(rows)
    content = b"".join(book.pieces())
    book.close()
    return zipfile.ZipFile(io.BytesIO(content))


def part(book: zipfile.ZipFile, name: str = "xl/worksheets/sheet1.xml") -> ET.Element:
    return ET.fromstring(book.read(name))  # noqa: S314 - written by us


def about(language: str = "ar") -> Sheet:
    return Sheet(name="القيود: [1]", headings=("أ", "ب"), language=language, zone=MUSCAT)  # type: ignore[arg-type]  # one of two


@given(st.lists(st.lists(st.one_of(st.integers(), st.none(), st.text()), min_size=1, max_size=4), max_size=5))
def test_what_is_written_as_csv_is_read_back(rows: list[list[int | str | None]]) -> None:
    text = csv_lines(rows, MUSCAT)
    assert text.count("\r\n") >= len(rows)
    # Python's reader cannot tell a lone CR or LF in quotes, as long as it is not made a line before.
    read = list(csv.reader(io.StringIO(text, newline="")))
    assert read == [
        ["" if cell is None else harmless(cell) if isinstance(cell, str) else str(cell) for cell in row] for row in rows
    ]


@given(st.text(min_size=1))
def test_no_text_begins_as_a_formula_does(text: str) -> None:
    assert harmless(text)[0] not in "=+-@\t\r\n\0＝＋－＠"
    assert harmless(text).removeprefix("'") == text.removeprefix("'") or not text.startswith("'")


def test_numbers_stay_numbers_and_moments_are_those_of_the_legal_clock() -> None:
    assert csv_lines([[-5, AT, date(2026, 1, 2), None, "-5"]], MUSCAT) == "-5,2026-11-23 01:05:07,2026-01-02,,'-5\r\n"


def test_a_workbook_has_real_dates_and_numbers_and_texts_that_are_no_formulas() -> None:
    root = part(written(about(), [[5, AT], ["=1+1", date(2026, 1, 2)], ["http://x.example", "12"]]))
    cells = {one.get("r"): one for one in root.iterfind(".//m:c", MAIN)}
    assert root.find(".//m:f", MAIN) is None
    assert cells["A2"].findtext("m:v", namespaces=MAIN) == "5"
    assert float(cells["B2"].findtext("m:v", "", MAIN)) == pytest.approx(46349.0452, abs=0.001)
    assert cells["A3"].get("t") == "inlineStr"
    assert cells["A3"].findtext("m:is/m:t", namespaces=MAIN) == "=1+1"
    assert cells["B4"].get("t") == "inlineStr"
    assert root.find(".//m:hyperlink", MAIN) is None


@pytest.mark.parametrize(("language", "way"), [("ar", "1"), ("en", None)])
def test_an_arabic_sheet_runs_from_right_to_left(language: str, way: str | None) -> None:
    view = part(written(about(language), [])).find(".//m:sheetView", MAIN)
    assert view is not None
    assert view.get("rightToLeft") == way


def test_a_full_sheet_is_followed_by_another() -> None:
    book = written(about(), [[number] for number in range(5)], most_rows=2)
    found = [len(part(book, f"xl/worksheets/sheet{number}.xml").findall(".//m:row", MAIN)) for number in (1, 2, 3)]
    assert found == [3, 3, 2]


@pytest.mark.parametrize("what", REPORTS)
@pytest.mark.parametrize("language", ["", "/en"])
async def test_every_report_is_a_file_in_both_forms(window: Window, what: str, language: str) -> None:
    await window.sign_in("auditor")
    answer = await window.open(f"{language}/reports/{what}.csv?period=week")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"].startswith(f"attachment; filename*=UTF-8''{what}-2026-11-22-")
    assert answer.content.startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))
    assert len({len(line) for line in lines}) == 1
    answer = await window.open(f"{language}/reports/{what}.xlsx?period=week")
    rows = part(zipfile.ZipFile(io.BytesIO(answer.content))).findall(".//m:row", MAIN)
    assert len(rows) == len(lines)


async def test_a_book_is_a_file_of_all_its_lines(window: Window) -> None:
    await window.sign_in("clerk")
    answer = await window.open("/en/registers/outgoing/2026/lines.csv")
    lines = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))
    assert [line[0] for line in lines] == ["Sequence", "1", "2", "3", "4", "5"]
    assert lines[1][4] == "'=cmd|' /C calc'!A0"
    assert lines[1][5] == 'a,"b"\nc'
    assert lines[2][-2:] == ["2026-11-22 10:05:00", "'@twice"]
    incoming = await window.open("/registers/incoming/2026/lines.xlsx")
    assert len(part(zipfile.ZipFile(io.BytesIO(incoming.content))).findall(".//m:row", MAIN)) == 6


async def test_books_and_reports_are_for_their_readers(window: Window, numbers: Numbers) -> None:
    await window.sign_in("manager")
    assert (await window.open("/en/registers/incoming/2026/lines.csv")).status_code == 403
    numbers.away = {"registry"}
    # Before a byte was sent it can still be said.
    assert (await window.open("/en/reports/lines.csv")).status_code == 503
