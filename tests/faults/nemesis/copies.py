"""Every event up to five times, late and in no order: an eavesdropper on the exchange says again what it heard."""

import asyncio
import random
from contextlib import suppress
from types import TracebackType
from typing import Self

import aio_pika
from aio_pika.abc import AbstractExchange, AbstractIncomingMessage, AbstractRobustConnection

from shared.messaging.dead_letters.model import sent_again
from shared.messaging.topology import EXCHANGE

MOST_COPIES = 4
LONGEST_DELAY_SECONDS = 5.0
QUEUE = "nemesis.heard"


class Copies:
    """Copies what passes while `copying`; ids, headers and properties stay as they are."""

    def __init__(self, url: str, seed: int) -> None:
        self.copying = False
        self.made = 0
        self._url = url
        self._dice = random.Random(f"{seed}/copies")
        self._heard: set[str] = set()
        self._under_way: set[asyncio.Task[None]] = set()
        self._connection: AbstractRobustConnection | None = None
        self._exchange: AbstractExchange | None = None

    async def __aenter__(self) -> Self:
        self._connection = await aio_pika.connect_robust(self._url, reconnect_interval=1)
        channel = await self._connection.channel(publisher_confirms=True)
        await channel.set_qos(prefetch_count=500)
        self._exchange = await channel.get_exchange(EXCHANGE, ensure=False)
        # Not durable: what was heard and not yet said again when the broker dies is gone, as a wire's echo is.
        queue = await channel.declare_queue(QUEUE, durable=False, auto_delete=True)
        await queue.bind(EXCHANGE, "#")
        await queue.consume(self._hear, no_ack=True)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for task in self._under_way:
            task.cancel()
        if self._connection is not None:
            with suppress(Exception):
                await self._connection.close()

    @property
    def under_way(self) -> int:
        """Copies that are still to come."""
        return len(self._under_way)

    async def _hear(self, message: AbstractIncomingMessage) -> None:
        heard = f"{message.routing_key}/{message.message_id}"
        if not self.copying or heard in self._heard:
            return
        self._heard.add(heard)
        for _ in range(self._dice.randint(1, MOST_COPIES)):
            task = asyncio.create_task(self._say_again(message, self._dice.uniform(0, LONGEST_DELAY_SECONDS)))
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)

    async def _say_again(self, message: AbstractIncomingMessage, delay: float) -> None:
        await asyncio.sleep(delay)
        assert self._exchange is not None
        # A copy that the broker's end swallows is no loss.
        with suppress(Exception):
            async with asyncio.timeout(LONGEST_DELAY_SECONDS):
                await self._exchange.publish(sent_again(message), message.routing_key or "")
            self.made += 1
