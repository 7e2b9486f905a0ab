"""FastStream's broker, in an order."""

import asyncio
from contextlib import suppress
from typing import Any

from aio_pika.exceptions import AMQPError
from faststream.exceptions import FastStreamException
from faststream.rabbit import RabbitBroker
from typing_extensions import override

from shared.messaging.topology import URGENT


class UrgentFirst(RabbitBroker):
    """Starts the urgent lanes before all others: subscribers start one by one, and each takes at once what waits for it.

    FastStream keeps them in a set, and starts them in no order.
    """

    @property
    @override
    def subscribers(self) -> list[Any]:
        return sorted(super().subscribers, key=lambda each: not each.queue.name.endswith(URGENT))

    async def hear_no_more(self) -> None:
        """Take nothing more, end what is being heard, and give back what was brought meanwhile.

        FastStream's subscribers leave that until the connection is closed, and a process that ends may yet have a long
        answer to give.
        """
        await asyncio.gather(*(self._end(one) for one in self.subscribers))

    async def _end(self, subscriber: Any) -> None:
        # A broker that is away has taken everything back already.
        with suppress(AMQPError, FastStreamException, OSError, RuntimeError):
            await subscriber.stop()
            channel = await self.config.channel_manager.get_channel(subscriber.channel)
            await channel.close()
