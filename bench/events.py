"""The floor of telling: as many events as a document makes, confirmed by the same broker, delivered and acknowledged.

Nobody may make a queue but the broker's definitions, so they go through a dead-letter queue that is empty: a quorum queue
as all others are.
"""

import asyncio
from typing import Final

import aiormq
from aiormq.abc import DeliveredMessage

from deploy.local.stack import Stack
from shared.contracts import (
    Event,
    SubmissionOpenedV1,
    SubmissionReadV1,
    SubmissionRejectedV1,
    TransactionRegisteredV1,
    TransactionRoutedV1,
)
from shared.messaging.topology import DEAD, HEARD, queue_name

TOLD: Final[tuple[type[Event], ...]] = (
    SubmissionReadV1,
    SubmissionOpenedV1,
    TransactionRegisteredV1,
    TransactionRoutedV1,
)
"""The events of a mail that is registered at once."""
DELIVERIES: Final = sum(event in heard for event in TOLD for heard in HEARD.values())
"""Messages that a document puts into queues."""
BODY: Final = b"x" * 1_500
"""About as long as an event."""
_QUEUE: Final = queue_name("notify", SubmissionRejectedV1) + DEAD
_AT_ONCE: Final = 256


async def pass_events(stack: Stack, documents: int) -> None:
    """Publish the messages of so many documents, confirmed, and take all out again."""
    connection = await aiormq.connect(stack.amqp_operator_url)
    try:
        await asyncio.gather(_publish(connection, documents * DELIVERIES), _take(connection, documents * DELIVERIES))
    finally:
        await connection.close()


async def _publish(connection: aiormq.abc.AbstractConnection, messages: int) -> None:
    channel = await connection.channel(publisher_confirms=True)
    persistent = aiormq.spec.Basic.Properties(delivery_mode=2)
    for start in range(0, messages, _AT_ONCE):
        published = (
            channel.basic_publish(BODY, routing_key=_QUEUE, properties=persistent)
            for _ in range(min(_AT_ONCE, messages - start))
        )
        await asyncio.gather(*published)


async def _take(connection: aiormq.abc.AbstractConnection, messages: int) -> None:
    channel = await connection.channel()
    await channel.basic_qos(prefetch_count=_AT_ONCE)
    taken, all_taken = 0, asyncio.Event()

    async def take(message: DeliveredMessage) -> None:
        nonlocal taken
        taken += 1
        if (taken % (_AT_ONCE // 4) == 0 or taken == messages) and message.delivery_tag is not None:
            await channel.basic_ack(message.delivery_tag, multiple=True)
        if taken == messages:
            all_taken.set()

    await channel.basic_consume(_QUEUE, take)
    await all_taken.wait()
