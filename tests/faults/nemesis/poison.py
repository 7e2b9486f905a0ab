"""Messages that nobody can digest, put into every queue; each must end behind its queue as a dead letter."""

import asyncio
import random
from collections.abc import Iterator

import aio_pika
from aio_pika import DeliveryMode, Message

from shared.messaging.topology import queues

DOSES: tuple[bytes, ...] = (
    b"",
    b"\xff\xfe\x00 this is no text",
    b"{",
    b"[]",
    b'{"id": "no uuid", "occurred_at": "yesterday"}',
    b'{"submission_id": "00000000-0000-4000-8000-000000000000"}',
)
PREFIX = "poison"


class Poison:
    """Puts one dose into each queue, and remembers where."""

    def __init__(self, url: str, seed: int) -> None:
        self.given: set[tuple[str, str]] = set()
        """(queue, message id) that the broker has confirmed."""
        self._url = url
        self._dice = random.Random(f"{seed}/poison")
        self._ids = self._numbered()

    async def give(self) -> None:
        """One dose for each queue. Raises what the broker's absence raises."""
        connection = await aio_pika.connect(self._url, timeout=10)
        async with connection, connection.channel(publisher_confirms=True, on_return_raises=True) as channel:
            for queue in queues():
                message = Message(
                    self._dice.choice(DOSES),
                    message_id=next(self._ids),
                    type=queue.routing_key,
                    content_type="application/json",
                    delivery_mode=DeliveryMode.PERSISTENT,
                )
                async with asyncio.timeout(10):
                    await channel.default_exchange.publish(message, queue.name, mandatory=True)
                self.given.add((queue.name, str(message.message_id)))

    @staticmethod
    def _numbered() -> Iterator[str]:
        number = 0
        while True:
            number += 1
            yield f"{PREFIX}-{number:04}"
