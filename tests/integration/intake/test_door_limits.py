"""What somebody may do at the SMTP door who means no good."""

import asyncio
import smtplib
import ssl
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from prometheus_client import REGISTRY

from tests.integration.intake.door import RAW, TO, opened, self_signed
from tests.unit.intake.fakes import World

ENVELOPE = (b"EHLO x", b"MAIL FROM:<a@b.example>", f"RCPT TO:<{TO}>".encode(), b"DATA")


class Conversation:
    """A client that says exactly what it is told to."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer

    async def answer(self) -> bytes:
        """The last line of the next answer."""
        async with asyncio.timeout(10):
            while (line := await self.reader.readline())[3:4] == b"-":
                pass
        return line

    async def say(self, lines: Sequence[bytes]) -> bytes:
        """Say lines one after the other; returns the last answer."""
        answer = b""
        for line in lines:
            self.writer.write(line + b"\r\n")
            answer = await self.answer()
        return answer


@asynccontextmanager
async def conversation(port: int) -> AsyncIterator[Conversation]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        one = Conversation(reader, writer)
        await one.answer()
        yield one
    finally:
        writer.close()


@pytest.mark.parametrize("end", [b"\n.\n", b"\n.\r\n", b"\r\n.\n", b"\r.\r", b"\r\n.\r", b"\r.\r\n", b"\n.\r\r\n"])
async def test_only_crlf_dot_crlf_ends_a_mail_so_none_can_hide_in_another(world: World, end: bytes) -> None:
    smuggled = b"MAIL FROM:<boss@gov.example>\r\nRCPT TO:<documents@diwan.example>\r\nDATA\r\nSubject: hidden\r\n"
    async with opened(world) as door, conversation(door.port) as one:
        assert (await one.say(ENVELOPE)).startswith(b"354")
        one.writer.write(b"Subject: x\r\n\r\ntext" + end + smuggled)
        assert (await one.say([b"."])).startswith(b"250")
    (submission,) = world.submissions.by_key.values()
    assert smuggled in world.vault.blobs[submission.sha256]


async def test_a_mail_with_a_line_longer_than_allowed_is_taken_to_the_bit(world: World) -> None:
    raw = b"Subject: x\r\n\r\n.dot\r\n" + b"y" * 200_000 + b"\r\n..two\r\n." + b"z" * 5_000 + b"\r\n"
    async with opened(world) as door:
        await door.send(raw)
    (submission,) = world.submissions.by_key.values()
    assert world.vault.blobs[submission.sha256] == raw


@pytest.mark.parametrize("size", [1, 2, 3, 7, 100_000])
async def test_however_a_mail_is_cut_on_its_way_it_is_taken_to_the_bit(world: World, size: int) -> None:
    starts = (b"", b"\r\n", b".\r\n", b".", b"..x\r\n", b"\r", b"\r\r\n.\r\n", b"\n", b".\n", b"\r\n\r\n.y\r\n", b"a\r")
    ends = (b"", b"x\r\n", b".\r\n.\r\n", b"." * 3_000 + b"\r\n", b"x\r\n.\nz\r\n..\r\n")
    mails = [start + b"%d\r\n" % number + end for number, start in enumerate(starts) for end in ends]
    async with opened(world, max_commands=10_000) as door, conversation(door.port) as one:
        await one.say([ENVELOPE[0]])
        for mail in mails:
            assert (await one.say(ENVELOPE[1:])).startswith(b"354")
            sent = (b"\r\n" + mail).replace(b"\r\n.", b"\r\n..")[2:] + b".\r\n"
            for start in range(0, len(sent), size):
                one.writer.write(sent[start : start + size])
                if size < 100:
                    await asyncio.sleep(0)
            assert (await one.answer()).startswith(b"250")
    kept = {world.vault.blobs[submission.sha256] for submission in world.submissions.by_key.values()}
    assert kept == set(mails)


@pytest.mark.parametrize("raw", [b"", b"\r\n", b"\r\n\r\n"])
async def test_a_mail_with_nothing_in_it_ends_where_it_ends(world: World, raw: bytes) -> None:
    async with opened(world) as door, conversation(door.port) as one:
        await one.say(ENVELOPE)
        one.writer.write(raw + b".\r\n")
        assert (await one.answer()).startswith(b"250")
        assert (await one.say([b"NOOP"])).startswith(b"250")
    (submission,) = world.submissions.by_key.values()
    assert world.vault.blobs[submission.sha256] == raw


async def test_an_endless_line_is_cut_off(world: World) -> None:
    async with opened(world, max_mail_bytes=100_000) as door, conversation(door.port) as one:
        await one.say(ENVELOPE)
        one.writer.write(b"x" * 500_000)
        assert (await one.answer()).startswith(b"552")
        with pytest.raises((ConnectionError, AssertionError)):
            assert await one.answer()
        await door.send()
    assert len(world.submissions.by_key) == 1


def answered(answer: str) -> float:
    return REGISTRY.get_sample_value("diwan_mails_total", {"answer": answer}) or 0


async def test_what_all_sessions_hold_together_is_limited_and_the_sender_tries_again(world: World) -> None:
    before = answered("452")
    async with opened(world, max_bytes_in_hand=50_000) as door, conversation(door.port) as one:
        await one.say(ENVELOPE)
        one.writer.write(b"Subject: x\r\n\r\n" + b"y\r\n" * 15_000)
        await one.writer.drain()
        await asyncio.sleep(0.3)
        with pytest.raises(smtplib.SMTPDataError) as refused:
            await door.send(b"Subject: y\r\n\r\n" + b"z" * 20_000)
        assert refused.value.smtp_code == 452
        assert answered("452") == before + 1, "operators see it"
        assert (await one.say([b"."])).startswith(b"250")
        await door.send(b"Subject: y\r\n\r\n" + b"z" * 20_000)
    assert len(world.submissions.by_key) == 2


async def test_one_client_cannot_take_all_connections(world: World) -> None:
    async with opened(world, max_connections_per_client=2) as door:
        async with conversation(door.port), conversation(door.port):
            reader, writer = await asyncio.open_connection("127.0.0.1", door.port)
            assert (await reader.readline()).startswith(b"421")
            writer.close()
        await asyncio.sleep(0.1)
        await door.send()


async def test_a_session_that_says_nothing_is_closed(world: World) -> None:
    async with opened(world, idle_seconds=0.2) as door, conversation(door.port) as one:
        assert await one.answer() == b""


async def test_a_mail_that_comes_slowly_but_steadily_is_not_cut_off(world: World) -> None:
    async with opened(world, idle_seconds=0.5) as door, conversation(door.port) as one:
        await one.say(ENVELOPE)
        for _ in range(8):
            one.writer.write(b"y" * 1000_000 + b"\r\n" + b"z" * 100_000 + b"\r\n")
            await one.writer.drain()
            await asyncio.sleep(0.1)
        assert (await one.say([b"."])).startswith(b"250")


async def test_nobody_is_asked_for_a_password_even_with_tls(world: World, tmp_path: Path) -> None:
    certificate, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    await asyncio.to_thread(self_signed, certificate, key)

    def talk(smtp: smtplib.SMTP) -> tuple[int, set[str]]:
        context = ssl.create_default_context(cafile=str(certificate))
        context.check_hostname = False
        smtp.starttls(context=context)
        smtp.ehlo()
        return smtp.docmd("AUTH", "PLAIN AGEAYg==")[0], set(smtp.esmtp_features)

    async with opened(world, tls_cert=certificate, tls_key=key) as door:
        code, features = await door.do(talk)
    assert code == 500
    assert "auth" not in features
    assert "size" in features


async def test_what_is_said_before_tls_is_forgotten_within_it(world: World, tmp_path: Path) -> None:
    certificate, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    await asyncio.to_thread(self_signed, certificate, key)
    async with opened(world, tls_cert=certificate, tls_key=key) as door, conversation(door.port) as one:
        await one.say([b"EHLO x"])
        one.writer.write(b"STARTTLS\r\nEHLO injected\r\nMAIL FROM:<injected@b.example>\r\n")
        assert (await one.answer()).startswith(b"220")
        context = ssl.create_default_context(cafile=str(certificate))
        context.check_hostname = False
        await one.writer.start_tls(context)
        assert (await one.say([b"RCPT TO:<documents@diwan.example>"])).startswith(b"503")


@pytest.mark.parametrize("command", [b"VRFY documents@diwan.example", b"EXPN documents", b"HELP \xff", b"VRFY <\xff>"])
async def test_questions_about_mailboxes_are_not_answered(world: World, command: bytes) -> None:
    async with opened(world) as door, conversation(door.port) as one:
        answer = await one.say([b"EHLO x", command])
    assert answer[:3] in (b"252", b"502", b"501", b"451")
    assert b"Error" not in answer or b"codec" not in answer


async def test_a_sender_that_is_no_text_is_refused_for_good(world: World) -> None:
    async with opened(world) as door, conversation(door.port) as one:
        assert (await one.say([b"EHLO x", b"MAIL FROM:<\xff@b.example> SMTPUTF8"])).startswith(b"553")
        assert (await one.say([b"MAIL FROM:<a@b.example> BODY=8BITMIME SIZE=10"])).startswith(b"250")


@pytest.mark.parametrize("address", [b"<", b"<@b:", b'"', b"<" + b"(" * 400])
async def test_what_is_no_address_is_refused_for_good_and_not_put_off(world: World, address: bytes) -> None:
    async with opened(world) as door, conversation(door.port) as one:
        assert (await one.say([b"EHLO x", b"MAIL FROM:" + address])).startswith(b"553")
        assert (await one.say([b"MAIL FROM:<a@b.example>", b"RCPT TO:" + address])).startswith(b"553")


async def test_garbage_never_ends_the_door(world: World) -> None:
    async with opened(world) as door:
        for garbage in (
            b"\x16\x03\x01\x02\x00\x01",
            b"GET / HTTP/1.1",
            b"\xff" * 5000,
            b"MAIL FROM:" + b"<" * 400,
            b"",
        ):
            async with conversation(door.port) as one:
                await one.say([b"EHLO x"])
                answer = await one.say([garbage])
                assert answer[:1] in (b"4", b"5")
                assert b"Traceback" not in answer
        await door.send(RAW)
