import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.observability.tracing import current_trace_id, current_traceparent, traced

TRACE = "0af7651916cd43dd8448eb211c80319c"
OUTSIDE = f"00-{TRACE}-b7ad6b7169203331-01"
WELL_FORMED = re.compile(r"00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}")


def test_outside_of_any_trace_there_is_no_id() -> None:
    assert (current_trace_id(), current_traceparent()) == ("", "")


def test_a_trace_from_outside_is_continued() -> None:
    with traced("hear", OUTSIDE):
        assert current_trace_id() == TRACE
        assert current_traceparent() == OUTSIDE
    assert current_trace_id() == ""


def test_without_one_a_trace_begins() -> None:
    with traced("request"):
        first = current_trace_id()
        assert WELL_FORMED.fullmatch(current_traceparent())
    with traced("request"):
        assert current_trace_id() != first


def test_what_is_done_within_a_trace_belongs_to_it() -> None:
    with traced("outer", OUTSIDE), traced("inner"):
        assert current_trace_id() == TRACE


@pytest.mark.parametrize(
    "malformed",
    [
        "",
        "nonsense",
        OUTSIDE.upper(),
        OUTSIDE + "\n",
        OUTSIDE + "-more",
        OUTSIDE.replace("00-", "ff-", 1),
        f"00-{'0' * 32}-b7ad6b7169203331-01",
        f"00-{TRACE}-{'0' * 16}-01",
    ],
)
def test_a_malformed_trace_from_outside_is_ignored(malformed: str) -> None:
    with traced("request", malformed):
        assert current_trace_id() not in ("", TRACE, "0" * 32)


@given(st.text())
def test_whatever_comes_from_outside_the_trace_is_well_formed(anything: str) -> None:
    with traced("request", anything):
        assert WELL_FORMED.fullmatch(current_traceparent())


def test_the_trace_ends_with_what_was_done_even_when_it_fails() -> None:
    with pytest.raises(LookupError), traced("request", OUTSIDE):
        raise LookupError
    assert current_trace_id() == ""
