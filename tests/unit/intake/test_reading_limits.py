"""Mails made to hurt are refused or read, but quickly; nothing but `Unreadable` ever comes out."""

import base64
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from services.intake.reading import Limits, Unreadable, read_mail
from tests.fuzz.harm import harm

LIMITS = Limits()
MIXED = b"Content-Type: multipart/mixed; boundary=x\r\n\r\n"
BASE64 = b"Content-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n"
QUOTED = b"Content-Type: application/pdf\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
HTML = b"Content-Type: text/html\r\n\r\n"
WORD = b"=?utf-8?B?" + base64.b64encode("عاجل".encode()) + b"?="


def nested(levels: int) -> bytes:
    parts = (b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (n, n) for n in range(levels))
    return b"".join(parts) + b"\r\nhello"


def verdict(raw: bytes, limits: Limits = LIMITS) -> str:
    try:
        read_mail(raw, limits)
    except Unreadable as unreadable:
        return unreadable.code
    return ""


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        pytest.param(nested(1000), "too-deep", id="1,000 nested multiparts"),
        pytest.param(MIXED + b"--x\r\n\r\nhi\r\n" * 50_000, "too-many-parts", id="50,000 flat parts"),
        pytest.param(b"Subject: " + b"\r\n ".join([WORD] * 11_000) + b"\r\n\r\n", "header-too-large", id="subject"),
        pytest.param(b"Subject: " + b"\r\n ".join([WORD] * 1_500) + b"\r\n\r\n", "", id="subject just allowed"),
        pytest.param(b"Subject: x" + b" " * 70_000, "header-too-large", id="header without end"),
        pytest.param(b"a" * 20_000_000, "", id="one line"),
        pytest.param(b"\n" * 20_000_000, "empty", id="nothing but lines"),
        pytest.param(MIXED + b"--x\r\n\r\n" + b"\n--xy" * 4_000_000, "", id="almost boundaries"),
        pytest.param(nested(20) + b"\n--b" * 1_000_000, "", id="almost boundaries on every level"),
        pytest.param(BASE64 + b"QUJD" * 5_000_000 + b"Q", "", id="broken base64"),
        pytest.param(QUOTED + b"=\n" * 10_000_000, "", id="quoted-printable of nothing"),
        pytest.param(HTML + b"<div>" * 400_000, "", id="nested HTML"),
        pytest.param(HTML + b"<b><p><a><table>" * 100_000, "", id="misnested HTML"),
        pytest.param(MIXED + (b"--x\r\n" + HTML + b"<div>" * 9_000 + b"\r\n") * 190, "", id="much nested HTML"),
        pytest.param(b"\r\n" + b" " * 400_000 + b"x", "", id="blanks"),
        pytest.param(b"\r\n" + b"\n \n" * 400_000 + b"x", "", id="blank lines"),
        pytest.param(b"Content-Type: a/b" + b";" * 60_000 + b"\r\n\r\nx", "", id="semicolons"),
        pytest.param(b"Content-Type: a/b" + b';a="' * 15_000 + b"\r\n\r\nx", "", id="open quotes"),
        pytest.param(b"".join(b"To: " + b"a" * 8_000 + b"\r\n" for _ in range(8)) + b"\r\nx", "", id="no address"),
        pytest.param(b"From: " + b'(<"' * 20_000 + b"\r\n\r\nx", "", id="open brackets"),
    ],
)
def test_a_mail_made_to_hurt_stays_within_the_readers_own_limit(raw: bytes, code: str) -> None:
    start = time.process_time()
    assert verdict(raw) == code
    # What took longer than this would be ended by the kernel and reach a clerk as unreadable.
    assert time.process_time() - start < LIMITS.cpu_seconds


def test_twenty_levels_are_read_and_one_more_is_not() -> None:
    assert verdict(nested(20)) == ""
    assert verdict(nested(21)) == "too-deep"


def test_two_hundred_parts_are_read_and_one_more_is_not() -> None:
    part = b"--x\r\nContent-Type: image/png\r\n\r\nx\r\n"
    assert len(read_mail(MIXED + part * 200 + b"--x--", LIMITS).attachments) == 200
    assert verdict(MIXED + part * 201 + b"--x--") == "too-many-parts"


def test_a_message_beyond_the_limit_is_not_looked_at() -> None:
    assert verdict(b"x" * 11, Limits(message=10)) == "too-large"


def test_a_header_block_that_just_fits_is_read() -> None:
    block = b"X: " + b"y" * (LIMITS.header_block - 7) + b"\r\n\r\n"
    assert len(block) == LIMITS.header_block
    assert verdict(block + b"text") == ""
    assert verdict(b"Y" + block + b"text") == "header-too-large"


TOKENS = st.sampled_from(
    [
        b"\r\n", b"\n", b"\r", b" ", b"\t", b"\x00", b"--b", b"--b--", b"--c", b"\r\n\r\n", b";", b'"', b"'", b"=?", b"?=", b"%",
        b"=?utf-8?B?2LnYp9?=", b"=?utf-7?Q?+2AA-?=", b"=?utf-16?B?AA==?=", b"=?gb18030?Q?=FF=81?=", b"=?iso-2022-jp?B?GyRC?=",
        b"Subject: ", b"From: ", b"To: ", b"References: <a@b>", b"Content-Type: ", b"Content-Disposition: ", b"multipart/mixed",
        b"; boundary=b", b"; boundary=c", b"multipart/digest", b"message/rfc822", b"text/html", b"text/plain", b"; charset=utf-7",
        b"; charset=utf-16", b"; charset=windows-1256", b"attachment", b"; filename*0*=a''%D8", b"; filename*1=x", b"; filename=../..",
        b"Content-Transfer-Encoding: base64", b"Content-Transfer-Encoding: quoted-printable", b"=41=", b"QUJD", b"<p>", b"&#xD800;",
        b"<!--", b"\xed\xa0\x80", b"\xff\xfe", "عقد".encode(), "عقد".encode("cp1256"), b"+2AA-",
    ]
)  # fmt: skip


@given(st.binary(max_size=500))
def test_any_bytes_are_read_or_unreadable(raw: bytes) -> None:
    _read_or_refused(raw)


@given(st.lists(TOKENS, max_size=60).map(b"".join))
@example(b"References: <a@b>=?utf-8?B?2LnYp9?=")
def test_any_mixture_of_what_mails_are_made_of_is_read_or_unreadable(raw: bytes) -> None:
    _read_or_refused(raw)


VALID = (
    b"From: =?utf-8?B?2KPYrdmF2K8=?= <a@b.example>\r\nTo: d@diwan.example\r\nSubject: =?windows-1256?Q?=DA=C7?=\r\n"
    b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/html; charset=windows-1256\r\n\r\n<p>x</p>\r\n"
    b"--b\r\nContent-Type: application/pdf; name*0*=utf-8''%D8;\r\n name*1*=%B9.pdf\r\nContent-Transfer-Encoding: base64\r\n"
    b"\r\nJVBERi0xLjQK\r\n--b--\r\n"
)


@given(st.lists(st.tuples(st.integers(0, len(VALID)), st.integers(0, 3), TOKENS | st.binary(max_size=4)), max_size=6))
def test_a_damaged_mail_is_read_or_unreadable(damages: list[tuple[int, int, bytes]]) -> None:
    raw = VALID
    for place, removed, added in damages:
        raw = raw[:place] + added + raw[place + removed :]
    _read_or_refused(raw)


def _read_or_refused(raw: bytes) -> None:
    try:
        mail = read_mail(raw, LIMITS)
    except Unreadable:
        return
    assert harm(mail) == ""
