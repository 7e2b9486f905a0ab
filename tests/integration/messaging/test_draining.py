"""A service that ends hears what it has begun to hear, and leaves the rest to another process."""

import asyncio
from collections.abc import Awaitable, Callable
from uuid import UUID

import aio_pika

from shared.contracts import SubmissionReadV1
from shared.errors import TransientError
from shared.messaging.dead_letters.box import DeadLetterBox
from shared.messaging.topology import queue_name
from tests.integration.messaging.conftest import StartService
from tests.integration.messaging.services import received, until

ORDINARY = queue_name("registry", SubmissionReadV1)


async def test_what_is_being_heard_is_heard_to_its_end_and_the_rest_by_another_process(
    start: StartService, amqp_operator_url: str
) -> None:
    events = [received() for _ in range(40)]
    begun: list[UUID] = []
    heard: list[UUID] = []
    go_on = asyncio.Event()

    async def hear_slowly(event: SubmissionReadV1) -> None:
        begun.append(event.id)
        await go_on.wait()
        heard.append(event.id)

    async def hear(event: SubmissionReadV1) -> None:
        heard.append(event.id)

    async with (
        start("registry", {SubmissionReadV1: hear_slowly}, prefetch=4) as service,
        await DeadLetterBox.open(amqp_operator_url) as box,
    ):
        await service.publish(*events)
        await until(lambda: asyncio.sleep(0, len(begun) == 4))
        draining = asyncio.create_task(service.broker.drain())
        await asyncio.sleep(0)
        go_on.set()
        await asyncio.wait_for(draining, 20)
        assert sorted(heard) == sorted(begun)
        assert len(begun) < len(events)
        await service.publish(received())  # what is in the outbox still goes out
        await service.stop()
        async with start("registry", {SubmissionReadV1: hear}):
            await until(lambda: asyncio.sleep(0, len(heard) == len(events) + 1))
        assert await box.count(ORDINARY) == 0
    assert len(set(heard)) == len(heard), "heard and acknowledged is not heard again"


async def test_what_was_brought_meanwhile_does_not_wait_for_the_end_of_the_process(
    start: StartService, amqp_operator_url: str
) -> None:
    events = [received() for _ in range(8)]
    begun: list[UUID] = []
    heard: list[UUID] = []
    first, last = asyncio.Event(), asyncio.Event()

    async def hear_slowly(event: SubmissionReadV1) -> None:
        begun.append(event.id)
        await (last if len(begun) == 1 else first).wait()

    async def hear(event: SubmissionReadV1) -> None:
        heard.append(event.id)

    async with (
        start("registry", {SubmissionReadV1: hear_slowly}, prefetch=4) as service,
        await aio_pika.connect(amqp_operator_url) as operator,
        operator.channel() as channel,
    ):

        async def waiting() -> int | None:
            return (await channel.declare_queue(ORDINARY, passive=True)).declaration_result.message_count

        await service.publish(*events)
        await until(lambda: asyncio.sleep(0, len(begun) == 4))
        draining = asyncio.create_task(service.broker.drain())
        await asyncio.sleep(0)
        first.set()
        # Three were acknowledged, and the broker brought three more, which nobody begins.
        await until(lambda: _is(waiting, 1))
        last.set()
        await asyncio.wait_for(draining, 20)
        assert len(begun) == 4
        # The process may have a long answer to give before it is gone.
        async with start("registry", {SubmissionReadV1: hear}):
            await until(lambda: asyncio.sleep(0, len(heard) == 4))
    assert sorted(heard + begun) == sorted(event.id for event in events)


async def test_what_cannot_be_heard_now_is_left_to_another_process_without_another_try(start: StartService) -> None:
    event = received()
    tries = 0
    heard = asyncio.Event()

    async def fail(_event: SubmissionReadV1) -> None:
        nonlocal tries
        tries += 1
        raise TransientError("the store is away")

    async def hear(_event: SubmissionReadV1) -> None:
        heard.set()

    async with start("registry", {SubmissionReadV1: fail}, pauses_seconds=(3600.0,)) as service:
        await service.publish(event)
        await until(lambda: asyncio.sleep(0, tries == 1))
        await asyncio.wait_for(service.broker.drain(), 20)
        assert tries == 1
        await service.stop()
        async with start("registry", {SubmissionReadV1: hear}):
            await asyncio.wait_for(heard.wait(), 20)


async def _is(count: Callable[[], Awaitable[int | None]], wanted: int) -> bool:
    return await count() == wanted
