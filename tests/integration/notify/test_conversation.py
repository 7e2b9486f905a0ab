"""What goes over the wire to a relay that takes commands together, and what it may answer out of order or out of its mind."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress

import pytest

from services.notify.adapters import RelayAddress, SmtpRelay
from services.notify.errors import DeferredError, RefusedError
from services.notify.ports import MailConnection

MAIL = b"Subject: hello\r\n\r\nhello\r\n"
ANNOUNCED = b"MAIL FROM:<>\r\nRCPT TO:<ahmed@example.com>\r\nDATA\r\n"


@asynccontextmanager
async def relay_that_answers(*answers: Sequence[bytes]) -> AsyncIterator[tuple[MailConnection, list[bytes]]]:
    """A connection to a relay that says these after its greeting, each piece by piece, and all that was said to it."""
    said: list[bytes] = []
    ended = asyncio.Event()

    async def converse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 relay.example\r\n")
        await reader.readline()
        writer.write(b"250-relay.example\r\n250 PIPELINING\r\n")
        for pieces in answers:
            said.append(await reader.read(65536))
            for piece in pieces:
                writer.write(piece)
                await writer.drain()
                await asyncio.sleep(0.01)
        said.append(await reader.read(65536))
        writer.write(b"221 goodbye\r\n")
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()
        ended.set()

    server = await asyncio.start_server(converse, "127.0.0.1", 0)
    async with server:
        address = RelayAddress(host="127.0.0.1", port=server.sockets[0].getsockname()[1], greeting="diwan.example")
        connection = SmtpRelay(address, seconds=5, idle_seconds=60).connection()
        await connection.open()
        yield connection, said
        await connection.close()
        await ended.wait()


async def send(connection: MailConnection) -> str:
    return await connection.send("ahmed@example.com", MAIL, smtputf8=False)


async def test_a_mail_is_announced_in_one_go_and_handed_over_in_another() -> None:
    async with relay_that_answers([b"250 a\r\n250 b\r\n354 go on\r\n"], [b"250 kept\r\n"]) as (connection, said):
        assert await send(connection) == "250 kept"
        assert said == [ANNOUNCED, MAIL + b".\r\n"]


async def test_replies_may_come_in_any_pieces_and_have_many_lines() -> None:
    answers = ([b"25", b"0-a\r\n250 b\r", b"\n250 c\r\n35", b"4 go on\r\n"], [b"250-kept\r\n", b"250 as 7\r\n"])
    async with relay_that_answers(*answers) as (connection, _):
        assert await send(connection) == "250 kept as 7"


async def test_a_relay_that_refuses_and_yet_waits_for_the_mail_gets_none() -> None:
    async with relay_that_answers([b"250 a\r\n550 5.1.1 unknown\r\n354 go on\r\n"]) as (connection, said):
        with pytest.raises(RefusedError, match=r"550 5\.1\.1 unknown"):
            await send(connection)
        assert not connection.is_open
    assert said[0] == ANNOUNCED


async def test_after_a_refusal_the_conversation_goes_on() -> None:
    refused = [b"250 a\r\n550 5.1.1 unknown\r\n503 nobody to send to\r\n"]
    taken = ([b"250 a\r\n250 b\r\n354 go on\r\n"], [b"250 kept\r\n"])
    async with relay_that_answers(refused, [b"250 forgotten\r\n"], *taken) as (connection, said):
        with pytest.raises(RefusedError):
            await send(connection)
        assert await send(connection) == "250 kept"
        assert said == [ANNOUNCED, b"RSET\r\n", ANNOUNCED, MAIL + b".\r\n"]


@pytest.mark.parametrize(
    "answer",
    [b"hello\r\n", b"250 a\r\n250 b\r\n250 c\r\n", b"250-" + b"a" * 40_000, b"250 a\r\n" * 4],
    ids=["no reply", "nothing but yes", "a reply without end", "more than was asked"],
)
async def test_a_relay_out_of_its_mind_is_left_and_the_mail_goes_later(answer: bytes) -> None:
    async with relay_that_answers([answer]) as (connection, _):
        with pytest.raises(DeferredError):
            await send(connection)
        assert not connection.is_open


async def test_an_address_never_becomes_a_command_of_its_own() -> None:
    async with relay_that_answers() as (connection, said):
        with pytest.raises(ValueError, match="one line"):
            await connection.send("a@b.example>\r\nRCPT TO:<c@d.example", MAIL, smtputf8=False)
    assert said == [b""]
