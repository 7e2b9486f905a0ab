import json
from asyncio import BaseTransport
from typing import cast

import pytest

from bench.notices import notice
from bench.relay import Output, Session

MAIL = (
    b"From: documents@diwan.example\r\nMessage-ID: <n1@diwan.example>\r\nIn-Reply-To: <bench-000000000007@a.example>\r\n"
    b"X-Diwan-Notice: registered\r\nX-Diwan-Submission: s-1\r\nX-Diwan-Transaction: IN-2026-000001-1\r\n\r\n"
    b"X-Diwan-Notice: not a header\r\n\r\n.. text\r\n.\r\n"
)
BEFORE = b"EHLO a\r\nMAIL FROM:<>\r\nRCPT TO:<a@b.example>\r\nDATA\r\n"


class Wire:
    """The transport's side that a session uses."""

    def __init__(self) -> None:
        self.written = b""

    def write(self, data: bytes) -> None:
        self.written += data


class Lines(Output):
    """Keeps what is said."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def say(self, line: str) -> None:
        self.said.append(line)


def session() -> tuple[Session, Wire, Lines]:
    lines, wire = Lines(), Wire()
    made = Session(lines)
    made.connection_made(cast("BaseTransport", wire))
    return made, wire, lines


def test_a_notice_is_told_with_what_its_header_says() -> None:
    made, wire, lines = session()
    made.data_received(BEFORE + MAIL + b"QUIT\r\n")
    (told,) = (notice(line.encode()) for line in lines.said)
    assert (told.kind, told.submission, told.number) == ("registered", "s-1", "IN-2026-000001-1")
    assert (told.serial, told.recipient, told.message_id) == (7, "a@b.example", "<n1@diwan.example>")
    assert [line[:3] for line in wire.written.split(b"\r\n")] == [
        b"220", b"250", b"250", b"250", b"250", b"250", b"354", b"250", b"221", b""
    ]  # fmt: skip


@pytest.mark.parametrize("size", [1, 2, 3, 7, 64])
def test_it_does_not_matter_how_the_bytes_are_cut(size: int) -> None:
    made, _, lines = session()
    dialogue = BEFORE + MAIL + BEFORE[8:] + MAIL
    for start in range(0, len(dialogue), size):
        made.data_received(dialogue[start : start + size])
    assert [json.loads(line)["x-diwan-transaction"] for line in lines.said] == ["IN-2026-000001-1"] * 2


def test_a_mail_that_is_no_notice_is_taken_as_well() -> None:
    made, _, lines = session()
    made.data_received(BEFORE + b"Subject: hello\r\n\r\n.\r\n")
    (told,) = (notice(line.encode()) for line in lines.said)
    assert (told.kind, told.serial, told.recipient) == ("", None, "a@b.example")
