"""The broker's dead-letter queues: counted, read without taking anything out, replayed without losing anything."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from types import TracebackType
from typing import Self

import aio_pika
from aio_pika.abc import AbstractChannel, AbstractConnection, AbstractIncomingMessage, AbstractQueue
from aio_pika.exceptions import ChannelNotFoundEntity

from shared.messaging.dead_letters.missed import send_missed
from shared.messaging.dead_letters.model import sent_again
from shared.messaging.topology import DEAD, Queue

TIMEOUT_SECONDS = 10.0
TRIES = 40
PAUSE_SECONDS = 0.05


class UnknownQueueError(LookupError):
    """The broker has no dead-letter queue of this name."""


class DeadLetterBox:
    """The dead-letter queues of one broker, by the names of the queues that they stand behind."""

    def __init__(self, connection: AbstractConnection) -> None:
        self._connection = connection

    @classmethod
    async def open(cls, url: str) -> Self:
        """Connect. Raises `aio_pika.exceptions.AMQPError` or `OSError`."""
        return cls(await aio_pika.connect(url, timeout=TIMEOUT_SECONDS))

    async def __aenter__(self) -> Self:
        """Use the connection, and close it behind."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the connection."""
        await self._connection.close()

    async def count(self, queue: str) -> int:
        """How many dead letters a queue has. Raises `UnknownQueueError`."""
        async with self._channel() as channel:
            return _count(await _dead(channel, queue))

    async def read(self, queue: str, *, limit: int | None = None) -> Sequence[AbstractIncomingMessage]:
        """The oldest dead letters of a queue; they stay where they are. Raises `UnknownQueueError`."""
        # Nothing is acknowledged, so the broker puts everything back when the channel closes, in its old order.
        async with self._channel() as channel:
            dead = await _dead(channel, queue)
            found = [message async for message in _oldest(dead, limit)]
        await self._until_back(queue, _count(dead))
        return found

    async def replay(self, queue: str, *, limit: int | None = None, message_id: str | None = None) -> int:
        """Send dead letters to their queue once more, oldest first; returns how many.

        Each is taken out only after the broker has confirmed that it has it anew: after a crash in between it is there
        twice, and its hearer knows its id. What dies again meanwhile is left for the next time. Raises
        `UnknownQueueError`.
        """
        replayed = 0
        async with self._channel() as channel:
            dead = await _dead(channel, queue)
            async for message in _oldest(dead, None):
                if replayed == limit:
                    break
                if message_id is not None and message.message_id != message_id:
                    continue
                await channel.default_exchange.publish(
                    sent_again(message), queue, mandatory=True, timeout=TIMEOUT_SECONDS
                )
                await message.ack()
                replayed += 1
        return replayed

    async def send_missed(self, queue: Queue, since: datetime) -> int:
        """Send a queue what it missed since a moment. See `missed.send_missed`."""
        async with self._channel() as channel:
            return await send_missed(channel, queue, since)

    async def _until_back(self, queue: str, count: int) -> None:
        """Wait a moment for the broker, which confirms the end of a channel before it has put back what was read."""
        for _ in range(TRIES):
            if await self.count(queue) >= count:
                return
            await asyncio.sleep(PAUSE_SECONDS)

    @asynccontextmanager
    async def _channel(self) -> AsyncIterator[AbstractChannel]:
        async with self._connection.channel(publisher_confirms=True, on_return_raises=True) as channel:
            yield channel


async def _dead(channel: AbstractChannel, queue: str) -> AbstractQueue:
    try:
        return await channel.declare_queue(queue + DEAD, passive=True, timeout=TIMEOUT_SECONDS)
    except ChannelNotFoundEntity as error:
        raise UnknownQueueError(queue + DEAD) from error


def _count(queue: AbstractQueue) -> int:
    return queue.declaration_result.message_count or 0


async def _oldest(queue: AbstractQueue, limit: int | None) -> AsyncIterator[AbstractIncomingMessage]:
    # No more than there were at first: what is replayed and dies again must not go round and round.
    there = _count(queue)
    for _ in range(there if limit is None else min(limit, there)):
        message = await queue.get(fail=False, timeout=TIMEOUT_SECONDS)
        if message is None:
            return
        yield message
