"""A door that closes: whoever is handing a mail in gets an answer, everybody else is told to come again."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from deploy.local.ports import free_port_block
from services.intake.smtp import Door, SmtpServer
from tests.integration.intake.door import settings
from tests.integration.intake.test_door_limits import ENVELOPE, conversation
from tests.integration.messaging.services import until
from tests.unit.intake.fakes import World

GOODBYE = b"421 4.3.2"


class Closing:
    """A door as the service has it."""

    def __init__(self, server: SmtpServer, port: int) -> None:
        self.server = server
        self.port = port

    def close(self) -> asyncio.Task[None]:
        return asyncio.create_task(self.server.drain())


@asynccontextmanager
async def listening(world: World) -> AsyncIterator[Closing]:
    chosen = settings(smtp_port=free_port_block(1))
    door = Door(world.intake, world.mailboxes, max_recipients=chosen.max_recipients)
    server = SmtpServer(door, chosen)
    running = asyncio.create_task(server.run())
    await until(server.is_listening)
    yield Closing(server, chosen.smtp_port)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def test_a_client_that_waits_is_told_to_come_again_and_nobody_new_is_let_in(world: World) -> None:
    async with listening(world) as door, conversation(door.port) as one:
        await one.say([b"EHLO x", b"MAIL FROM:<a@b.example>"])
        await asyncio.wait_for(door.close(), 10)
        assert (await one.answer()).startswith(GOODBYE)
        assert await one.reader.read() == b""
        assert not await door.server.is_listening()
        with pytest.raises(OSError, match=str(door.port)):
            await asyncio.open_connection("127.0.0.1", door.port)


async def test_a_mail_that_is_being_sent_is_taken_and_then_its_client_is_sent_away(world: World) -> None:
    async with listening(world) as door, conversation(door.port) as one:
        assert (await one.say(ENVELOPE)).startswith(b"354")
        one.writer.write(b"Subject: half\r\n\r\nof a")
        closing = door.close()
        done, _ = await asyncio.wait([closing], timeout=0.3)
        assert not done
        assert (await one.say([b" mail\r\n."])).startswith(b"250")
        assert (await one.answer()).startswith(GOODBYE)
        await asyncio.wait_for(closing, 10)
    assert len(world.submissions.by_key) == 1


async def test_a_mail_that_never_ends_is_not_accepted_and_does_not_keep_the_door(world: World) -> None:
    async with listening(world) as door, conversation(door.port) as one:
        await one.say(ENVELOPE)
        one.writer.write(b"Subject: half\r\n")
        closing = door.close()
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(closing, 0.3)
    assert not world.submissions.by_key
