"""What a queue missed while it was not there: the broker remembers every event for three days, for backups."""

import asyncio
import uuid
from datetime import datetime

from aio_pika import DeliveryMode, Message
from aio_pika.abc import AbstractChannel, AbstractIncomingMessage
from aio_pika.exceptions import ChannelNotFoundEntity

from shared.messaging.dead_letters.model import sent_again
from shared.messaging.topology import MARKERS, MEMORY, Queue

TIMEOUT_SECONDS = 30.0
PREFETCH = 200
OFFSET = "x-stream-offset"


class NotRememberedError(LookupError):
    """This broker keeps no memory of events."""


async def send_missed(channel: AbstractChannel, queue: Queue, since: datetime) -> int:
    """Send a queue all its events that the broker took since a moment, and some from just before; returns how many.

    Whoever has heard one before knows its id. Raises `NotRememberedError`.
    """
    await channel.set_qos(PREFETCH)
    mark = await _mark(channel)
    remembered: asyncio.Queue[AbstractIncomingMessage] = asyncio.Queue()
    memory = await channel.get_queue(MEMORY, ensure=False)
    tag = await memory.consume(remembered.put, arguments={OFFSET: since}, timeout=TIMEOUT_SECONDS)
    sent = 0
    while (message := await asyncio.wait_for(remembered.get(), TIMEOUT_SECONDS)).message_id != mark:
        if message.exchange != MARKERS and message.routing_key == queue.routing_key:
            again = sent_again(message)
            again.headers.pop(OFFSET, None)
            await channel.default_exchange.publish(again, queue.name, mandatory=True, timeout=TIMEOUT_SECONDS)
            sent += 1
        await message.ack()
    await memory.cancel(tag)
    return sent


async def _mark(channel: AbstractChannel) -> str:
    """Put a mark behind everything that is remembered by now; returns its id."""
    mark = str(uuid.uuid4())
    message = Message(b"", message_id=mark, type="mark", delivery_mode=DeliveryMode.PERSISTENT)
    try:
        markers = await channel.get_exchange(MARKERS, ensure=True)
    except ChannelNotFoundEntity as error:
        raise NotRememberedError(MEMORY) from error
    await markers.publish(message, MEMORY, mandatory=True, timeout=TIMEOUT_SECONDS)
    return mark
