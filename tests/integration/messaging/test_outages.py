import asyncio
from collections.abc import AsyncIterator, Sequence
from uuid import UUID

import pytest

from shared.contracts import SubmissionReadV1
from shared.errors import TransientError
from shared.messaging.relay import Pending, Relay
from tests.integration.messaging.conftest import StartService
from tests.integration.messaging.own_broker import OwnBroker
from tests.integration.messaging.services import pending, received, until


class ListedOutbox:
    """An outbox in a list."""

    def __init__(self, events: Sequence[Pending]) -> None:
        self.left = list(events)

    async def waiting(self, limit: int) -> Sequence[Pending]:
        return self.left[:limit]

    async def published(self, events: Sequence[Pending]) -> None:
        ids = {event.id for event in events}
        self.left = [event for event in self.left if event.id not in ids]


@pytest.fixture
async def broken(own_broker: OwnBroker) -> AsyncIterator[OwnBroker]:
    """The broker, to be killed; it runs again for whoever comes next."""
    try:
        yield own_broker
    finally:
        if not own_broker.is_running():
            await asyncio.to_thread(own_broker.start)


# aio-pika leaves the callbacks of connections that failed to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
async def test_a_service_starts_without_a_broker_and_hears_once_there_is_one(
    start: StartService, broken: OwnBroker
) -> None:
    heard: list[UUID] = []
    event = received()

    async def hear(event: SubmissionReadV1) -> None:
        heard.append(event.id)

    broken.kill()
    async with start("registry", {SubmissionReadV1: hear}, connected=False) as service:
        await asyncio.sleep(1.5)  # it tries in vain at least once
        assert not await service.broker.is_alive()
        with pytest.raises(TransientError):
            await service.publish(event)
        await asyncio.to_thread(broken.start)
        await service.publish_patiently(event)
        await until(lambda: asyncio.sleep(0, event.id in heard))
        assert await service.broker.is_alive()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
async def test_a_broker_that_is_killed_while_events_flow_loses_none(start: StartService, broken: OwnBroker) -> None:
    events = [received() for _ in range(3000)]
    heard: set[UUID] = set()

    async def hear(event: SubmissionReadV1) -> None:
        heard.add(event.id)

    async with start("registry", {SubmissionReadV1: hear}) as service:
        outbox = ListedOutbox([pending(event) for event in events])
        relaying = asyncio.create_task(Relay(outbox, service.broker, poll_seconds=0.1).run())
        await until(lambda: asyncio.sleep(0, len(heard) > 300))
        broken.kill()
        assert outbox.left, "the broker was killed too late to prove anything"
        await asyncio.to_thread(broken.start)
        await until(lambda: asyncio.sleep(0, not outbox.left and len(heard) == len(events)), 60)
        assert not relaying.done()
        relaying.cancel()
        await asyncio.gather(relaying, return_exceptions=True)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("connected", [True, False])
async def test_a_service_whose_broker_is_away_does_not_wait_for_it_to_end(
    start: StartService, broken: OwnBroker, *, connected: bool
) -> None:
    async def hear(_event: SubmissionReadV1) -> None:
        raise AssertionError

    if not connected:
        broken.kill()
    async with start("registry", {SubmissionReadV1: hear}, connected=connected) as service:
        if connected:
            broken.kill()
        for _ in range(2):
            await asyncio.wait_for(service.broker.drain(), 20)
