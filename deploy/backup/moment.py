"""A moment between two events.

What an outbox no longer has at the moment has to be in what the broker remembered before it, and nothing that was stated
after it may be there. Both hold when no event is remembered between two marks, and the databases are read at a time
between these: an event before the first mark was committed before the time; one behind the second was taken out of its
outbox after it.
"""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from deploy.backup.errors import BusyError

TRIES = 500

Time = TypeVar("Time")


@dataclass(frozen=True, slots=True)
class Moment(Generic[Time]):
    """A time of the databases, and the mark in the broker's memory that it belongs to."""

    time: Time
    mark: str


class Tape(Protocol):
    """What is remembered from now on: ids of marks, and None for each event."""

    async def mark(self) -> str:
        """Put a mark behind what was confirmed until now; returns its id."""
        ...

    async def next(self) -> str | None:
        """The next that was remembered: the id of a mark, or None for an event."""
        ...


async def find(tape: AbstractAsyncContextManager[Tape], now: Callable[[], Time], *, tries: int = TRIES) -> Moment[Time]:
    """Find one. Raises `BusyError` when so many tries all had an event between their marks."""
    async with tape as running:
        for _ in range(tries):
            before = await running.mark()
            time = now()
            after = await running.mark()
            if not await _events_between(running, before, after):
                return Moment(time, before)
    raise BusyError(f"in {tries} tries there was no moment without an event: try again when less is going on")


async def _events_between(tape: Tape, before: str, after: str) -> bool:
    while await tape.next() != before:
        pass
    return await tape.next() != after
