"""Telephone numbers however people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.telephone import is_normalised, normalised, takes_messages

DIGITS = "0123456789٠١٢٣٤٥٦٧٨٩"


@pytest.mark.parametrize(
    "written", ["92123456", "9212 3456", "+968 9212-3456", "0096892123456", "٩٢١٢٣٤٥٦", "968 92123456", " 92123456 "]
)
def test_one_number_is_one_number_however_it_is_written(written: str) -> None:
    assert normalised(written, "OM") == "+96892123456"


def test_a_number_of_another_country_says_so() -> None:
    assert normalised("+44 20 7946 0000", "OM") == "+442079460000"


@pytest.mark.parametrize("written", ["", "abc", "123", "+", "9" * 40, "+999 1234567", "92123456 ext. 5"])
def test_what_is_no_number_is_none(written: str) -> None:
    assert normalised(written, "OM") is None


@given(st.text(alphabet=DIGITS + "+ -()", max_size=20) | st.text(max_size=60))
def test_whatever_is_written_the_number_is_normal_or_none_and_stays_as_it_is(written: str) -> None:
    number = normalised(written, "OM")
    assert number is None or (is_normalised(number) and normalised(number, "GB") == number)


def test_a_line_in_a_wall_takes_no_messages() -> None:
    assert takes_messages("+96892123456")
    assert not takes_messages("+96824000310")
    assert not takes_messages("not a number")
