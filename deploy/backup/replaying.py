"""The broker filled from a backup: dead letters where they lay, and once more every event that it remembered.

Whoever has heard one before the moment knows its id; whoever has not, hears it now.
"""

import asyncio
import json
from collections.abc import Iterable, Sequence
from typing import Any, BinaryIO

from aio_pika.abc import AbstractChannel, AbstractExchange, AbstractQueue
from aio_pika.exceptions import ChannelNotFoundEntity, PublishError

from deploy.backup.connecting import PATIENCE_SECONDS, connected
from deploy.backup.memory import RESTORED, Memory, message
from shared.messaging.topology import DEAD, EXCHANGE, queues

_TOGETHER = 64


async def waiting(url: str) -> Sequence[str]:
    """The queues that have something in them."""
    async with connected(url) as connection, connection.channel() as channel:
        return [queue.name for queue in await _all(channel) if (queue.declaration_result.message_count or 0) > 0]


async def listened_to(url: str) -> Sequence[str]:
    """The queues that somebody listens to: a service that runs."""
    async with connected(url) as connection, connection.channel() as channel:
        return [queue.name for queue in await _all(channel) if (queue.declaration_result.consumer_count or 0) > 0]


async def purge(url: str) -> None:
    """Empty every queue."""
    async with connected(url) as connection, connection.channel() as channel:
        for queue in await _all(channel):
            await queue.purge()


async def replay(url: str, events: BinaryIO, dead_letters: BinaryIO) -> int:
    """Publish what a backup has; returns how many events nobody hears any more."""
    skipped = _before_the_last_restore(events)
    events.seek(0)
    async with connected(url) as connection:
        async with Memory.opened(connection) as memory:
            # What stood in the memory before belongs to another time.
            await memory.mark(RESTORED)
        async with connection.channel(publisher_confirms=True, on_return_raises=True) as channel:
            exchange = await channel.get_exchange(EXCHANGE, ensure=False)
            unheard = 0
            for some in _in_batches(line for place, line in enumerate(events) if place >= skipped):
                unheard += sum(await asyncio.gather(*(_publish(exchange, said["routing_key"], said) for said in some)))
            for some in _in_batches(dead_letters):
                dead = (_publish(channel.default_exchange, said["queue"] + DEAD, said) for said in some)
                unheard += sum(await asyncio.gather(*dead))
            return unheard


async def _publish(exchange: AbstractExchange, routing_key: str, said: dict[str, Any]) -> bool:
    """Whether no queue takes it."""
    try:
        await exchange.publish(message(said), routing_key, mandatory=True, timeout=PATIENCE_SECONDS)
    except PublishError:
        return True
    return False


def _before_the_last_restore(lines: Iterable[bytes]) -> int:
    skipped = 0
    for place, line in enumerate(lines):
        if b'"restored"' in line and json.loads(line).get("restored"):
            skipped = place + 1
    return skipped


def _in_batches(lines: Iterable[bytes]) -> Iterable[list[dict[str, Any]]]:
    batch: list[dict[str, Any]] = []
    for line in lines:
        batch.append(json.loads(line))
        if len(batch) == _TOGETHER:
            yield batch
            batch = []
    if batch:
        yield batch


async def _all(channel: AbstractChannel) -> list[AbstractQueue]:
    found = []
    for queue in queues():
        for name in (queue.name, queue.dead):
            try:
                found.append(await channel.declare_queue(name, passive=True))
            except ChannelNotFoundEntity:
                await channel.reopen()
    return found
