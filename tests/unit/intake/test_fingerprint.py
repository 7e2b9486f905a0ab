"""One mail delivered twice is one; two mails are two."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.intake.fingerprint import fingerprint

BOX = "documents@diwan.example"

TRACES = [
    b"Received: from a.example (a.example [192.0.2.1])\r\n\tby b.example; Sun, 1 Nov 2026 08:00:00 +0400\r\n",
    b"Return-Path: <a@b.example>\r\n",
    b"Delivered-To: documents@diwan.example\r\n",
    b"X-Original-To: documents@diwan.example\r\n",
    b"Authentication-Results: mx.diwan.example;\r\n spf=pass\r\n",
    b"ARC-Seal: i=1; a=rsa-sha256\r\n",
    b"ARC-Anything-Later: x\r\n",
    b"received-SPF: pass\r\n",
    b"DKIM-Signature: v=1; t=1793000000;\r\n b=abc\r\n",
    b"X-Spam-Score : 0.1\r\n",
]

names = st.sampled_from(
    [b"Subject", b"From", b"To", b"Date", b"Message-ID", b"X-Anything", b"Resent-From", b"Receivedly"]
)
values = st.binary(max_size=30).map(lambda value: value.translate(None, b"\r\n"))
fields = st.builds(lambda name, value: name + b": " + value + b"\r\n", names, values)
traces = st.sampled_from(TRACES)
bodies = st.binary(max_size=200)


@given(st.lists(fields, min_size=1, max_size=6), st.lists(st.tuples(st.integers(0, 6), traces), max_size=5), bodies)
def test_trace_fields_anywhere_among_the_others_do_not_matter(
    own: list[bytes], added: list[tuple[int, bytes]], body: bytes
) -> None:
    travelled = list(own)
    for place, trace in added:
        travelled.insert(min(place, len(travelled)), trace)
    plain = b"".join(own) + b"\r\n" + body
    assert fingerprint(b"".join(travelled) + b"\r\n" + body, BOX) == fingerprint(plain, BOX)


@given(st.lists(fields, min_size=1, max_size=4), bodies, st.data())
def test_any_other_byte_matters(own: list[bytes], body: bytes, data: st.DataObject) -> None:
    raw = b"".join(own) + b"\r\n" + body
    place = data.draw(st.integers(0, len(raw) - 1))
    other = data.draw(st.integers(0, 255).filter(lambda byte: byte != raw[place]))
    changed = raw[:place] + bytes([other]) + raw[place + 1 :]
    if raw.replace(b"\r\n", b"\n") == changed.replace(b"\r\n", b"\n") or _makes_a_trace_field(changed):
        return
    assert fingerprint(changed, BOX) != fingerprint(raw, BOX)


@given(st.binary(max_size=300), st.text(max_size=20), st.text(max_size=20))
def test_another_mailbox_is_another_submission(raw: bytes, one: str, other: str) -> None:
    same = one.strip().lower() == other.strip().lower()
    assert (fingerprint(raw, one) == fingerprint(raw, other)) is same


@given(st.binary(max_size=300), bodies)
def test_line_ends_of_either_kind_are_the_same(head: bytes, body: bytes) -> None:
    raw = (head + b"\n\n" + body).replace(b"\r", b"")
    assert fingerprint(raw, BOX) == fingerprint(raw.replace(b"\n", b"\r\n"), BOX)


def test_a_line_end_across_two_pieces_of_the_body_counts_as_one() -> None:
    for shift in range(3):
        body = b"x" * ((1 << 20) - shift) + b"\r\nrest\r\n"
        raw = b"Subject: a\r\n\r\n" + body
        assert fingerprint(raw, BOX) == fingerprint(raw.replace(b"\r\n", b"\n"), BOX)


def test_what_looks_like_a_trace_field_in_the_body_matters() -> None:
    raw = b"Subject: a\r\n\r\nhello\r\n"
    assert fingerprint(raw + b"Received: x\r\n", BOX) != fingerprint(raw, BOX)


def test_a_header_block_and_the_same_lines_as_a_body_are_different() -> None:
    assert fingerprint(b"Subject: a\r\nSubject: b\r\n", BOX) != fingerprint(b"Subject: a\r\n\r\nSubject: b\r\n", BOX)


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"\n" * 5_000_000, id="line feeds"),
        pytest.param(b"\r" * 5_000_000, id="carriage returns"),
        pytest.param(b"a" * 5_000_000, id="no line"),
        pytest.param(b"a: b\n" * 1_000_000, id="header without end"),
        pytest.param(b"Received: " + b"\n x" * 1_500_000, id="one endless field"),
    ],
)
def test_hostile_bytes_have_a_fingerprint_of_their_own(raw: bytes) -> None:
    assert fingerprint(raw, BOX) == fingerprint(raw, BOX)
    assert fingerprint(raw + b"\r\n\r\nx", BOX) != fingerprint(raw, BOX)


def _makes_a_trace_field(raw: bytes) -> bool:
    # "Receivedly:" may become a trace field by one byte, and a blank may make a line the continuation of another.
    return any(name in raw.lower() for name in (b"received", b"\n ", b"\n\t"))
