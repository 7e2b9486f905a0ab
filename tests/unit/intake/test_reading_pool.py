"""Children that read mails: the same result as at home, and none that can hold up the others."""

import asyncio
import base64
import os
import signal
from pathlib import Path

import pytest

from services.intake.reading import Limits, Unreadable, read_mail
from services.intake.reading.pool import ReaderPool, ReadersUnavailableError
from services.intake.reading.wire import BrokenReplyError, assemble, parse_head

LETTER = (
    "From: أحمد <a@b.example>\r\nSubject: طلب\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
    "--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>السلام &amp; عليكم</p>\r\n"
    "--b\r\nContent-Type: application/pdf; name*=windows-1256''%DA%DE%CF.pdf\r\n\r\n%PDF-1.4\x00\r\n"
    "--b\r\nContent-Type: text/plain; charset=iso-2022-jp\r\nContent-Disposition: attachment\r\n\r\n\r\n--b--\r\n"
).encode()
SLOW = b"Content-Type: a/b\r\nContent-Transfer-Encoding: base64\r\n\r\n" + b"QUJD" * 4_000_000 + b"Q"
EVERY_CHARSET = [
    "utf-8", "utf-7", "utf-16", "utf-32", "windows-1256", "iso-8859-6", "gb18030", "big5", "euc-jp", "shift_jis", "iso-2022-jp",
    "iso-2022-kr", "euc-kr", "koi8-r", "macintosh", "cp864", "idna", "bz2", "unknown",
]  # fmt: skip


async def test_a_child_reads_what_is_read_at_home() -> None:
    async with ReaderPool(workers=1) as pool:
        assert await pool.read(LETTER) == read_mail(LETTER, Limits())


async def test_a_child_needs_to_open_nothing_for_any_character_set() -> None:
    async with ReaderPool(workers=1) as pool:
        for charset in EVERY_CHARSET:
            for body in (b"hello \xef\xbb\xbf", b"\xef\xbb\xbf\xd8\xb9", b"\xda\xc7\xcc\xe1", b"\x1b$B"):
                raw = b"Content-Type: text/html; charset=" + charset.encode() + b"\r\n\r\n" + body
                assert await pool.read(raw) == read_mail(raw, Limits())


async def test_the_verdict_of_a_child_is_told_and_the_child_reads_on() -> None:
    async with ReaderPool(workers=1) as pool:
        before = _processes(pool)
        with pytest.raises(Unreadable) as verdict:
            await pool.read(b"")
        assert verdict.value.code == "empty"
        assert (await pool.read(LETTER)).subject == "طلب"
        assert _processes(pool) == before


async def test_a_mail_that_takes_too_long_is_given_up_and_its_child_killed() -> None:
    async with ReaderPool(workers=1, limits=Limits(seconds=0.05)) as pool:
        before = _processes(pool)
        with pytest.raises(Unreadable) as verdict:
            await pool.read(SLOW)
        assert verdict.value.code == "too-slow"
        assert not any(_is_alive(process) for process in before)


async def test_a_mail_that_needs_too_much_memory_is_given_up_and_the_next_is_read() -> None:
    async with ReaderPool(workers=1, limits=Limits(memory=100_000_000)) as pool:
        with pytest.raises(Unreadable) as verdict:
            await pool.read(b"Content-Type: a/b\r\n\r\n" + b"x" * 55_000_000)
        assert verdict.value.code in ("memory", "crashed")
        assert (await pool.read(LETTER)).subject == "طلب"


async def test_a_slow_mail_does_not_hold_up_another_child() -> None:
    async with ReaderPool(workers=2) as pool:
        slow = asyncio.create_task(pool.read(SLOW))
        await asyncio.sleep(0)
        await pool.read(LETTER)
        assert not slow.done()
        await slow


async def test_a_child_that_died_between_mails_costs_no_mail() -> None:
    async with ReaderPool(workers=1) as pool:
        (process,) = _processes(pool)
        os.kill(process, signal.SIGKILL)
        assert (await pool.read(LETTER)).subject == "طلب"


async def test_a_child_is_replaced_after_its_share_of_mails() -> None:
    async with ReaderPool(workers=1, recycle_after=2) as pool:
        before = _processes(pool)
        await pool.read(LETTER)
        assert _processes(pool) == before
        await pool.read(LETTER)
        await pool.read(LETTER)
        assert not _processes(pool) & before


async def test_a_reading_that_is_cancelled_leaves_no_answer_for_the_next_mail() -> None:
    async with ReaderPool(workers=1) as pool:
        reading = asyncio.create_task(pool.read(SLOW))
        await asyncio.sleep(0.05)
        reading.cancel()
        with pytest.raises(asyncio.CancelledError):
            await reading
        assert (await pool.read(LETTER)).subject == "طلب"


async def test_closing_ends_every_child_and_blames_no_mail() -> None:
    pool = ReaderPool(workers=2)
    await pool.start()
    processes = _processes(pool)
    reading = asyncio.create_task(pool.read(SLOW))
    await asyncio.sleep(0.05)
    await pool.close()
    with pytest.raises(ReadersUnavailableError):
        await reading
    with pytest.raises(ReadersUnavailableError):
        await pool.read(LETTER)
    assert not any(_is_alive(process) for process in processes)


async def test_children_are_started_when_they_are_first_needed() -> None:
    pool = ReaderPool(workers=2)
    assert (await pool.read(LETTER)).subject == "طلب"
    await pool.close()


async def test_nothing_of_our_environment_is_given_to_a_child(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIWAN_INTAKE_MONGO_URL", "mongodb://secret")
    async with ReaderPool(workers=1) as pool:
        (process,) = _processes(pool)
        assert _told(process, "environ") == "LC_ALL=C.UTF-8\x00"
        assert "Max open files            3                    3" in _told(process, "limits")


async def test_fifty_megabytes_go_through_within_the_limits() -> None:
    content = os.urandom(1 << 20) * 35
    raw = b"Content-Type: a/b\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(content)
    async with ReaderPool(workers=1) as pool:
        (file,) = (await pool.read(raw)).attachments
    assert file.payload == content


@pytest.mark.parametrize(
    "head",
    [
        b"", b"nonsense", b"[]", b"1", b"null", b'{"attachments": 1}', b'{"attachments": [["a", "b", false, -1]]}',
        b'{"attachments": [["a", "b", false, 99999999999]]}', b'{"attachments": [[]]}', b'{"unreadable": "x"}', b"[" * 100_000,
    ],
)  # fmt: skip
def test_a_reply_that_is_none_is_not_believed(head: bytes) -> None:
    with pytest.raises(BrokenReplyError):
        parse_head(head, 1000)


def test_a_reply_with_facts_missing_is_not_believed() -> None:
    found, sizes = parse_head(b'{"attachments": []}', 1000)
    assert sizes == []
    with pytest.raises(BrokenReplyError):
        assemble(found, [])


def _processes(pool: ReaderPool) -> set[int]:
    return {child._process.pid for child in pool._idle}


def _told(process: int, what: str) -> str:
    return Path(f"/proc/{process}/{what}").read_text(encoding="ascii")


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True
