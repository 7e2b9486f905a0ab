import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import aio_pika
import pytest

from shared.messaging import topology
from tests.integration.messaging.own_broker import OwnBroker
from tests.integration.messaging.services import RunningService, running

ServiceUrl = Callable[[str], str]
StartService = Callable[..., AbstractAsyncContextManager[RunningService]]


@pytest.fixture(scope="session")
def own_broker() -> Iterator[OwnBroker]:
    # A short path: the broker's own paths grow long.
    with TemporaryDirectory(prefix="diwan-amqp-") as folder:
        broker = OwnBroker(Path(folder))
        try:
            broker.start()
            yield broker
        finally:
            broker.stop()


@pytest.fixture(scope="session")
def amqp_operator_url(own_broker: OwnBroker) -> str:
    return own_broker.operator_url


@pytest.fixture(scope="session")
def amqp_service_url(own_broker: OwnBroker) -> ServiceUrl:
    return own_broker.service_url


@pytest.fixture
def start(amqp_operator_url: str) -> StartService:
    """Start a service's side of the exchange with handlers: `async with start("registry", {Event: handler}) as service`.

    It states what it hears itself, which no service's own user may (`test_rights.py`).
    """

    def start_service(name: str, *arguments: Any, **options: Any) -> AbstractAsyncContextManager[RunningService]:
        return running(amqp_operator_url, name, *arguments, **options)

    return start_service


@pytest.fixture(autouse=True)
async def _empty_queues(amqp_operator_url: str) -> AsyncIterator[None]:
    yield
    async with await aio_pika.connect(amqp_operator_url) as connection, connection.channel() as channel:
        for queue in topology.queues():
            for name in (queue.name, queue.dead):
                await (await channel.get_queue(name, ensure=False)).purge()
    # aiormq closes connections in tasks of its own; a loop that is closed before them leaves warnings behind.
    if others := asyncio.all_tasks() - {asyncio.current_task()}:
        await asyncio.wait(others, timeout=1)
