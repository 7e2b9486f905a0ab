"""What the broker remembers: events of the last days, marks between them, and the dead letters."""

import asyncio
import base64
import json
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import aio_pika
from aio_pika import DeliveryMode, Message
from aio_pika.abc import AbstractChannel, AbstractExchange, AbstractIncomingMessage

from deploy.backup.connecting import PATIENCE_SECONDS
from deploy.backup.errors import BackupError
from shared.messaging.dead_letters.model import sent_again
from shared.messaging.topology import MARKERS, MEMORY

MARK = "mark"
RESTORED = "restored"
"""What stands before it belongs to a time that a restore has ended."""

_PREFETCH = 200
_PLACE = "x-stream-offset"
"""A header of the broker's own: where in the stream a message stands."""


class Memory:
    """The stream of what was published."""

    def __init__(self, channel: AbstractChannel, markers: AbstractExchange) -> None:
        self._channel = channel
        self._markers = markers

    @classmethod
    @asynccontextmanager
    async def opened(cls, connection: aio_pika.abc.AbstractConnection) -> AsyncIterator["Memory"]:
        """Use it on a connection."""
        async with connection.channel(publisher_confirms=True, on_return_raises=True) as channel:
            await channel.set_qos(_PREFETCH)
            yield cls(channel, await channel.get_exchange(MARKERS, ensure=False))

    async def mark(self, kind: str = MARK) -> str:
        """Put a mark behind everything that was confirmed until now; returns its id."""
        mark = str(uuid.uuid4())
        message = Message(b"", message_id=mark, type=kind, delivery_mode=DeliveryMode.PERSISTENT)
        await self._markers.publish(message, MEMORY, mandatory=True, timeout=PATIENCE_SECONDS)
        return mark

    @asynccontextmanager
    async def read(self, start: str) -> AsyncIterator[AsyncIterator[AbstractIncomingMessage]]:
        """What is remembered, from the `first` on or from what is `next`."""
        messages: asyncio.Queue[AbstractIncomingMessage] = asyncio.Queue()
        queue = await self._channel.get_queue(MEMORY, ensure=False)
        tag = await queue.consume(messages.put, arguments={"x-stream-offset": start}, timeout=PATIENCE_SECONDS)

        async def each() -> AsyncIterator[AbstractIncomingMessage]:
            while True:
                try:
                    message = await asyncio.wait_for(messages.get(), PATIENCE_SECONDS)
                except TimeoutError:
                    raise BackupError("the broker's memory ends before the mark that was put there") from None
                await message.ack()
                yield message

        try:
            yield each()
        finally:
            await queue.cancel(tag)


def is_mark(message: AbstractIncomingMessage) -> bool:
    """Whether it is a mark, and no event."""
    return message.exchange == MARKERS


def line(message: AbstractIncomingMessage, queue: str = "") -> bytes:
    """A message as a line of a file; `queue` is the one that it lies dead behind."""
    if message.type == RESTORED and is_mark(message):
        return b'{"restored": true}\n'
    plain = sent_again(message)
    said: dict[str, Any] = {
        "queue": queue,
        "routing_key": message.routing_key,
        "body": base64.b64encode(plain.body).decode("ascii"),
        "headers": {name: value for name, value in plain.headers.items() if name != _PLACE},
        "message_id": plain.message_id,
        "correlation_id": plain.correlation_id,
        "content_type": plain.content_type,
        "type": plain.type,
        "app_id": plain.app_id,
        "timestamp": plain.timestamp.isoformat() if isinstance(plain.timestamp, datetime) else None,
    }
    return json.dumps(said, ensure_ascii=False).encode() + b"\n"


def message(said: dict[str, Any]) -> Message:
    """The message that a line tells of, to be published again."""
    moment = said["timestamp"]
    return Message(
        base64.b64decode(said["body"]),
        headers=said["headers"],
        message_id=said["message_id"],
        correlation_id=said["correlation_id"],
        content_type=said["content_type"],
        type=said["type"],
        app_id=said["app_id"],
        timestamp=datetime.fromisoformat(moment).astimezone(UTC) if moment else None,
        delivery_mode=DeliveryMode.PERSISTENT,
    )
