"""Whole SMTP sessions that go wrong: what is said in them, and which letters are in it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Literal

from tests.fuzz import reference
from tests.fuzz.letters import Letter
from tests.fuzz.writing import Writer

Ending = Literal["quit", "close", "reset"]
_ENTITLED = b"EHLO fuzz.example\r\n"

_ADDRESSES = (
    b"<>", b"<", b">", b"<a@b.example", b"a@b.example", b"<a@b.example> ", b"<@a,@b:c@d.example>", b'<"a b"@c.example>', b'<"a\\"@b>',
    b"<a@[127.0.0.1]>", b"<a@[IPv6:::1]>", b"<a@b@c>", b"<@>", b"<a@>", b"<" + b"a" * 480 + b"@b>", b"<" + b"(" * 400 + b"a@b>",
    b"<a@b.example>(" + b"(" * 300, b"<\xff@b.example>", "<سالم@شركة.example>".encode(), b"<a\x00@b.example>", b"<a\rb@c.example>", b'"',
    b'<"', b"<a@b.example>;x", b"<=?utf-8?q?a?=@b>", b"<a@b.>", b"<.a@b>", b"< >", b"\t", b"[", b"<[", b"(", b"<a@[", b"<a@b.example>\x85",
    b"<documents+" + b"0" * 32 + b"@diwan.example>", b"<a@(c)b.example>", b"<" + b"a" * 950 + b"@b>", b"<a@" + b"(" * 950, b"<:a@b>", b"<,a@b>", b"<@b:>", b"<@b:", b"<a@b.example> <c@d>",
)  # fmt: skip
_PARAMETERS = (
    b"", b" SIZE=0", b" SIZE=99999999999999999999", b" SIZE=-1", b" SIZE=x", b" SIZE", b" BODY=8BITMIME", b" BODY=BINARYMIME", b" BODY",
    b" SMTPUTF8", b" SMTPUTF8=1", b" RET=FULL ENVID=x", b" AUTH=<>", b" =", b" ==", b" a=b=c", b" NOTIFY=NEVER", b" SIZE=1 SIZE=2",
    b" SIZE=\xd9\xa1", b" X" * 200, b" \x00", b" BY=1;R", b"  ", b"\tSIZE=1",
)  # fmt: skip
_COMMANDS = (
    b"NOOP", b"NOOP \xff\x00", b"RSET", b"RSET x", b"HELP", b"HELP MAIL", b"HELP \xff", b"VRFY documents", b"VRFY <\xff>", b"VRFY <",
    b"EXPN documents", b"EHLO", b"EHLO \xff", b"EHLO " + b"x" * 400, b"HELO x", b"HELO", b"EHLO [::1]", b"EHLO a\x00b", b"STARTTLS",
    b"STARTTLS x", b"AUTH PLAIN AGEAYg==", b"AUTH", b"BDAT 10 LAST", b"BDAT 0 LAST", b"BDAT 99999999999", b"BURL x", b"ETRN x", b"TURN",
    b"SEND FROM:<a@b>", b"DATA", b"DATA x", b"QUIT x", b"\xff\xfe", b"", b" ", b"\x00", b"\r", b"MAIL", b"RCPT", b"MAIL FROM", b"MAIL FROM:",
    b"mail from:<a@b.example>", b"MAIL\tFROM:<a@b.example>", b"MAIL TO:<a@b>", b"RCPT FROM:<a@b>", b"XCLIENT ADDR=127.0.0.1", b"PROXY TCP4 1 2",
    b"GET / HTTP/1.1", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", b"x" * 510, b"x" * 511, b"x" * 1_001, b"x" * 100_000, b"\xd9\x85" * 300,
    b"NOOP " + b"x" * 2_000, b"MAIL FROM:<" + b"a" * 600 + b"@b>", b"RSET\n", b"NOOP\rNOOP", b"__init__", b"DATA\x00", b"handle_exception",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Session:
    """Bytes to say in pieces; `letters` are in it with their end marks, unless they were cut."""

    number: int
    kind: str
    pieces: Sequence[bytes]
    letters: Sequence[Letter] = ()
    ending: Ending = "quit"


def session(writer: Writer, number: int) -> Session:
    """The session of this number."""
    rng = writer.rng(number, "session")
    return rng.choice((_garbage, _garbage, _addresses, _addresses, _pipelined, _dribbled, _cut, _cut, _said_and_gone))(
        writer, number, rng
    )


def envelope(letter: Letter) -> bytes:
    """The commands before a letter."""
    recipients = b"".join(b"RCPT TO:<%s>\r\n" % one.encode() for one in letter.recipients)
    return b"MAIL FROM:<%s>\r\n" % letter.sender.encode() + recipients + b"DATA\r\n"


def _garbage(_: Writer, number: int, rng: Random) -> Session:
    opening = rng.choice((b"", _ENTITLED, b"HELO x\r\n"))
    said = [rng.choice(_COMMANDS) + rng.choice((b"\r\n", b"\r\n", b"\n")) for _ in range(rng.choice((1, 5, 30)))]
    if rng.random() < 0.2:
        said.append(rng.randbytes(rng.randrange(1, 3_000)) + b"\r\n")
    # Nothing of this may get as far as a mail, so nothing in it can be a letter.
    return Session(
        number=number, kind="garbage", pieces=[opening, *said], ending=rng.choice(("quit", "close", "reset"))
    )


def _addresses(_: Writer, number: int, rng: Random) -> Session:
    # Each EHLO lets the next MAIL be a little longer.
    said = [_ENTITLED] * rng.choice((1, 1, 40))
    for _turn in range(rng.choice((1, 4, 10))):
        said.append(b"MAIL FROM:" + rng.choice(_ADDRESSES) + rng.choice(_PARAMETERS) + b"\r\n")
        said.append(b"RCPT TO:" + rng.choice(_ADDRESSES) + rng.choice(_PARAMETERS) + b"\r\n")
        said.append(b"RSET\r\n")
    return Session(number=number, kind="odd addresses", pieces=said)


def _pipelined(writer: Writer, number: int, rng: Random) -> Session:
    letters = _several(writer, number, rng.choice((2, 3, 5)))
    whole = _ENTITLED + b"".join(envelope(one) + one.wire + b".\r\n" for one in letters)
    return Session(number=number, kind="all at once", pieces=[whole], letters=letters)


def _dribbled(writer: Writer, number: int, rng: Random) -> Session:
    (good,) = _several(writer, number, 1)
    content = b"Subject: %d %s\r\n\r\n" % (number, good.sha256.encode()) + good.content[-2_000:]
    letter = replace(good, kind="in small pieces", wire=reference.stuffed(content), answer="may")
    whole = _ENTITLED + envelope(letter) + letter.wire + b".\r\n"
    size = rng.choice((7, 50, 400, 1_000))
    pieces = [whole[start : start + size] for start in range(0, len(whole), size)]
    return Session(number=number, kind=letter.kind, pieces=pieces, letters=(letter,))


def _cut(writer: Writer, number: int, rng: Random) -> Session:
    (letter,) = _several(writer, number, 1)
    whole = _ENTITLED + envelope(letter) + letter.wire + b".\r\n"
    border = rng.choice((rng.randrange(len(whole)), len(whole) - rng.randrange(1, 6)))
    ending: Ending = rng.choice(("close", "reset"))
    return Session(number=number, kind="cut", pieces=[whole[:border]], ending=ending)


def _said_and_gone(writer: Writer, number: int, rng: Random) -> Session:
    (letter,) = _several(writer, number, 1)
    whole = _ENTITLED + envelope(letter) + letter.wire + b".\r\n"
    ending: Ending = rng.choice(("close", "reset"))
    return Session(number=number, kind="said and gone", pieces=[whole], letters=(letter,), ending=ending)


def _several(writer: Writer, number: int, count: int) -> tuple[Letter, ...]:
    """Good letters of this session alone."""
    return tuple(writer.good(-(number * 10 + place) - 1) for place in range(count))
