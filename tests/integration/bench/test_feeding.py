"""The load's own two ends on a real wire: the feeder, and the relay that it also feeds for a floor."""

import asyncio
from collections.abc import Callable
from random import Random

import pytest

from bench.errors import BenchError
from bench.history import Accepted, Notice
from bench.letters import Pool, message_id
from bench.notices import relay
from bench.smtp import Feeder, arrivals


@pytest.fixture(scope="module")
def pool() -> Pool:
    return Pool(seed=5, size=8)


async def until(done: Callable[[], bool]) -> None:
    async with asyncio.timeout(30):
        while not done():  # noqa: ASYNC110 - what is waited for happens in another process
            await asyncio.sleep(0.05)


async def test_every_mail_of_a_crowd_arrives_once_by_whichever_connection(pool: Pool) -> None:
    accepted: list[Accepted] = []
    heard: list[Notice] = []
    async with relay(heard.append) as sink:
        feeder = Feeder(("127.0.0.1", sink.port), accepted.append)
        await feeder.saturate((pool.copy(serial) for serial in range(40)), connections=4)
        await until(lambda: len(heard) >= 40)
    assert sorted(one.key for one in accepted if isinstance(one.key, int)) == list(range(40))
    assert sorted(one.message_id.partition("@")[0][1:] for one in heard) == [message_id(serial) for serial in range(40)]
    assert {one.recipient for one in heard} <= {pool.copy(serial).recipient for serial in range(8)}


async def test_mails_that_begin_at_their_moments_all_arrive(pool: Pool) -> None:
    accepted: list[Accepted] = []
    heard: list[Notice] = []
    async with relay(heard.append) as sink:
        feeder = Feeder(("127.0.0.1", sink.port), accepted.append)
        moments = arrivals(Random(1), per_second=100, count=30)
        late = await feeder.at_rate((pool.copy(serial) for serial in range(30)), moments)
        await until(lambda: len(heard) >= 30)
    assert len(late) == len(accepted) == len(heard) == 30
    assert all(one.begun_at <= one.sent_at <= one.accepted_at for one in accepted)


async def test_a_mail_that_is_not_accepted_ends_the_measurement(pool: Pool) -> None:
    async def refuse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 door\r\n250 hello\r\n451 4.3.0 not now\r\n")
        await reader.read()
        writer.close()

    server = await asyncio.start_server(refuse, "127.0.0.1", 0)
    async with server:
        feeder = Feeder(server.sockets[0].getsockname(), lambda _: None)
        with pytest.raises(ExceptionGroup) as caught:
            await feeder.saturate([pool.copy(0)], connections=1)
    assert caught.group_contains(BenchError, match="451")
