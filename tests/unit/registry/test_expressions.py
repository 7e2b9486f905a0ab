"""Expressions of administrators: whole values, in time that grows with the text alone."""

import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.registry.request_types import expressions


@pytest.mark.parametrize("expression", ["(", "[0-9", "a)|(b", "(?=a)b", r"(a)\1", "(a{1000}){1000}"])
def test_what_cannot_be_used_is_refused_with_a_reason(expression: str) -> None:
    with pytest.raises(ValueError, match=r"[a-z]{3}"):
        expressions.check(expression)


def test_a_careless_expression_is_answered_like_any_other() -> None:
    # Python's own engine looks at 2**40 ways here, and would not come back.
    expressions.check("(a+)+b")
    assert not expressions.fits("(a+)+b", "a" * 40)


@given(
    st.sampled_from(["[0-9]{7,9}", "20[0-9]{2}-(0[1-9]|1[0-2])", "a|ab", "", "x*", r"([1-3])(\s*,\s*([1-3]))*"]),
    st.text(alphabet=string.digits + "-,abx \n", max_size=12),
)
def test_a_value_fits_as_a_whole_or_not_at_all(expression: str, text: str) -> None:
    assert expressions.fits(expression, text) == (re.fullmatch(expression, text) is not None)
