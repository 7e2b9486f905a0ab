"""The table: aligned whatever script is in it."""

import io

from hypothesis import given
from hypothesis import strategies as st

from deploy.demo.progress import Progress
from deploy.demo.table import Column, rendered
from deploy.demo.width import cut, display_width, kept_in_place, padded


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_marks_above_letters_and_direction_marks_take_no_column() -> None:
    assert display_width("سجل") == 3
    assert display_width("سِجِلّ") == 3
    assert display_width("\u200eسجل\u200f") == 3


def test_wide_characters_take_two_columns() -> None:
    assert display_width("日本") == 4


@given(st.text(), st.integers(min_value=1, max_value=40), st.booleans())
def test_padded_text_has_exactly_the_wanted_width(text: str, columns: int, right: bool) -> None:  # noqa: FBT001 - given by name
    assert display_width(padded(text, columns, right=right)) == columns


@given(st.text(), st.integers(min_value=1, max_value=40))
def test_cut_text_never_passes_the_width_and_short_text_stays(text: str, columns: int) -> None:
    assert display_width(cut(text, columns)) <= columns
    assert cut(text, display_width(text)) == text


def test_columns_begin_at_the_same_place_in_every_row() -> None:
    rows = [("طلب قيد سِجِلّ", "+968 24 000 310", "x"), ("Letter", "–", "y"), ("日本", "1", "z")]
    lines = rendered([Column(heading="what"), Column(heading="telephone", right=True), Column(heading="end")], rows)
    ends = {display_width(line[: line.rindex(mark)]) for line, (_, _, mark) in zip(lines[2:], rows, strict=True)}
    assert len(ends) == 1
    assert display_width(lines[1]) == display_width(lines[0])


def test_only_what_runs_from_right_to_left_is_marked() -> None:
    assert kept_in_place("Letter – ✓") == "Letter – ✓"
    assert kept_in_place("طلب 12") == "\u200eطلب 12\u200e"


def test_a_column_is_never_wider_than_it_may() -> None:
    assert rendered([Column(heading="a", most=5)], [("a long subject",)])[2] == "a lo…"


def test_progress_is_a_line_per_event_in_a_file_and_one_line_on_a_terminal() -> None:
    file, terminal = io.StringIO(), Terminal()
    for out in (file, terminal):
        progress = Progress(out, columns=30)
        progress.event("first letter sent to somebody far away", settled=0, of=2)
        progress.event("second", settled=1, of=2)
        progress.clear()
    assert len(file.getvalue().splitlines()) == 2
    assert "\x1b" not in file.getvalue()
    assert "\n" not in terminal.getvalue()
    assert all(display_width(line) < 30 for line in terminal.getvalue().replace("\x1b[K", "").split("\r"))
