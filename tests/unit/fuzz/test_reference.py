"""What is said of dots and line ends agrees with RFC 5321, section 4.5.2."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fuzz import reference

LINES = st.lists(st.sampled_from([b".", b"\r\n", b"\n", b"\r", b"x", b"..", b"\x00"]), max_size=30).map(b"".join)


@pytest.mark.parametrize(
    ("content", "wire"),
    [
        (b"", b""),
        (b".\r\n", b"..\r\n"),
        (b"a\r\n.b\r\n", b"a\r\n..b\r\n"),
        (b"a\n.b\r\n", b"a\n.b\r\n"),
        (b"\r.\r\n", b"\r.\r\n"),
        (b"\r\n.\r\n.\r\n", b"\r\n..\r\n..\r\n"),
    ],
)
def test_a_dot_at_the_beginning_of_a_line_is_doubled_on_the_way(content: bytes, wire: bytes) -> None:
    assert reference.stuffed(content) == wire
    assert reference.unstuffed(wire) == content


@given(LINES)
def test_what_was_stuffed_comes_out_as_it_was_and_ends_nothing(content: bytes) -> None:
    wire = reference.stuffed(content)
    assert reference.unstuffed(wire) == content
    assert b"\r\n.\r\n" not in b"\r\n" + wire


@given(LINES)
def test_an_endless_wire_has_no_end_mark_but_may_have_one_after_it(wire: bytes) -> None:
    endless = reference.endless(wire)
    assert b"\r\n.\r\n" not in b"\r\n" + endless
    assert endless == b"" or endless.endswith(b"\r\n")
