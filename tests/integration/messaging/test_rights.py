from collections.abc import AsyncIterator

import aio_pika
import pytest
from aio_pika.abc import AbstractChannel
from aiormq.exceptions import ChannelAccessRefused, PublishError

from shared.contracts import SubmissionReadV1, UnitChangedV1
from shared.messaging.topology import DEAD, EXCHANGE, again_exchange, queue_name
from tests.integration.messaging.conftest import ServiceUrl

OWN = queue_name("registry", SubmissionReadV1)
OTHERS = queue_name("routing", UnitChangedV1)


@pytest.fixture
async def channel(amqp_service_url: ServiceUrl) -> AsyncIterator[AbstractChannel]:
    async with await aio_pika.connect(amqp_service_url("registry")) as connection:
        yield await connection.channel(publisher_confirms=True, on_return_raises=True)


async def test_a_service_may_read_its_own_queue(channel: AbstractChannel) -> None:
    queue = await channel.declare_queue(OWN, passive=True)
    assert await queue.get(fail=False) is None


async def test_a_service_may_not_read_the_queue_of_another(channel: AbstractChannel) -> None:
    queue = await channel.declare_queue(OTHERS, passive=True)
    with pytest.raises(ChannelAccessRefused):
        await queue.get(fail=False)


async def test_a_service_may_not_empty_the_queue_of_another(channel: AbstractChannel) -> None:
    queue = await channel.declare_queue(OTHERS, passive=True)
    with pytest.raises(ChannelAccessRefused):
        await queue.purge()


async def test_a_service_may_not_publish_past_the_exchange_into_a_queue(channel: AbstractChannel) -> None:
    with pytest.raises(ChannelAccessRefused):
        await channel.default_exchange.publish(aio_pika.Message(b""), OTHERS)


async def test_a_service_may_not_publish_to_another_exchange(channel: AbstractChannel) -> None:
    exchange = await channel.get_exchange("amq.topic", ensure=False)
    with pytest.raises(ChannelAccessRefused):
        await exchange.publish(aio_pika.Message(b""), "anything")


async def test_a_service_may_state_no_event_of_another(channel: AbstractChannel) -> None:
    exchange = await channel.get_exchange(EXCHANGE, ensure=False)
    with pytest.raises(ChannelAccessRefused):
        await exchange.publish(aio_pika.Message(b""), UnitChangedV1.topic)


async def test_a_service_may_send_again_to_its_own_queue_only(channel: AbstractChannel) -> None:
    own = await channel.get_exchange(again_exchange("registry"), ensure=False)
    await own.publish(aio_pika.Message(b""), OWN)
    with pytest.raises(PublishError, match="NO_ROUTE"):
        await own.publish(aio_pika.Message(b""), OTHERS)
    others = await channel.get_exchange(again_exchange("routing"), ensure=False)
    with pytest.raises(ChannelAccessRefused):
        await others.publish(aio_pika.Message(b""), OTHERS)


async def test_a_service_may_not_declare_a_queue(channel: AbstractChannel) -> None:
    with pytest.raises(ChannelAccessRefused):
        await channel.declare_queue("registry.of-its-own")


async def test_a_service_may_not_bind_its_queue_to_more(channel: AbstractChannel) -> None:
    queue = await channel.declare_queue(OWN, passive=True)
    with pytest.raises(ChannelAccessRefused):
        await queue.bind(EXCHANGE, "#")


async def test_a_service_may_not_delete_even_its_own_queue(channel: AbstractChannel) -> None:
    queue = await channel.declare_queue(OWN, passive=True)
    with pytest.raises(ChannelAccessRefused):
        await queue.delete(if_unused=False, if_empty=False)


async def test_the_operator_may_read_dead_letters_but_declare_nothing(amqp_operator_url: str) -> None:
    async with await aio_pika.connect(amqp_operator_url) as connection:
        channel = await connection.channel()
        queue = await channel.declare_queue(OTHERS + DEAD, passive=True)
        assert await queue.get(fail=False) is None
        with pytest.raises(ChannelAccessRefused):
            await channel.declare_queue("anything")
