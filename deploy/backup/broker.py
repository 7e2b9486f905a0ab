"""What a backup takes from the broker: the dead letters, its place among the events, and those before it."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import BinaryIO

from aio_pika.abc import AbstractIncomingMessage
from aio_pika.exceptions import ChannelNotFoundEntity

from deploy.backup.connecting import connected
from deploy.backup.errors import BackupError
from deploy.backup.memory import RESTORED, Memory, is_mark, line
from deploy.backup.moment import Moment, Time, find
from shared.messaging.dead_letters.box import DeadLetterBox, UnknownQueueError
from shared.messaging.topology import BACKUP, queues


async def moment(url: str, now: Callable[[], Time]) -> tuple[list[bytes], Moment[Time]]:
    """A moment, and a line for each letter that was dead just before it. Raises `BackupError`."""
    async with connected(url) as connection, Memory.opened(connection) as memory:
        dead = await _dead_letters(DeadLetterBox(connection))
        try:
            return dead, await find(_tape(memory), now)
        except ChannelNotFoundEntity as error:
            raise BackupError(f"the broker remembers nothing: its definitions have no user {BACKUP}") from error


async def write_events(url: str, mark: str, file: BinaryIO) -> int:
    """Write a line for each event that is remembered from before a mark; returns how many lines."""
    count = 0
    async with (
        connected(url) as connection,
        Memory.opened(connection) as memory,
        memory.read("first") as messages,
    ):
        async for message in messages:
            if is_mark(message) and message.message_id == mark:
                return count
            if not is_mark(message) or message.type == RESTORED:
                file.write(line(message))
                count += 1
    return count


class _Tape:
    def __init__(self, memory: Memory, messages: AsyncIterator[AbstractIncomingMessage]) -> None:
        self._messages = messages
        self.mark = memory.mark

    async def next(self) -> str | None:
        message = await anext(self._messages)
        return message.message_id if is_mark(message) else None


@asynccontextmanager
async def _tape(memory: Memory) -> AsyncIterator[_Tape]:
    async with memory.read("next") as messages:
        yield _Tape(memory, messages)


async def _dead_letters(box: DeadLetterBox) -> list[bytes]:
    lines: list[bytes] = []
    for queue in queues():
        try:
            lines += [line(message, queue.name) for message in await box.read(queue.name)]
        except UnknownQueueError:
            # a broker of some services only, or one that is older than this program
            continue
    return lines
