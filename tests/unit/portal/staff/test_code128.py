"""Barcodes by ISO/IEC 15417."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.portal.rendering.code128 import _STOP, _WIDTHS, barcode, symbols


def test_every_symbol_is_eleven_modules_wide_with_an_even_number_of_bar_modules() -> None:
    assert len(_WIDTHS) == len(set(_WIDTHS)) == 106
    assert {sum(map(int, widths)) for widths in _WIDTHS} == {11}
    assert {sum(map(int, widths[::2])) % 2 for widths in _WIDTHS} == {0}
    assert sum(map(int, _STOP)) == 13


def test_the_check_symbol_is_that_of_a_known_example() -> None:
    assert symbols("Wikipedia")[-1] == 88
    assert symbols("PJJ123C")[1:-1] == [48, 42, 42, 17, 18, 19, 35]


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=30))
def test_a_drawing_reads_back_as_what_was_drawn(text: str) -> None:
    drawn = barcode(text)
    bars = [(int(at), int(width)) for at, width in re.findall(r"M(\d+) 0h(\d+)v", drawn)]
    ends = [at + width for at, width in bars]
    gaps = [at - end for end, (at, _) in zip(ends, bars[1:], strict=False)]
    widths = [str(width) for pair in zip([width for _, width in bars], [*gaps, 0], strict=True) for width in pair][:-1]
    read = ["".join(widths[start : start + 6]) for start in range(0, len(widths) - 7, 6)]
    assert [_WIDTHS.index(one) for one in read] == symbols(text)
    assert bars[0][0] == 10


@pytest.mark.parametrize("text", ["", "رقم", "a\n"])
def test_what_is_not_ascii_has_no_barcode(text: str) -> None:
    with pytest.raises(ValueError, match="ASCII"):
        barcode(text)
