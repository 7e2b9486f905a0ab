"""What waits in this process to be handed to the relay: two lanes, urgent first, each of bounded length."""

import asyncio
from collections import deque
from uuid import UUID

from services.notify.model.delivery import Outgoing


class Outbound:
    """Letters in order. A place is held from before a notice is durable until it is settled.

    That an id is held also keeps one notice from being in this process twice.
    """

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._held: dict[bool, set[UUID]] = {True: set(), False: set()}
        self._lanes: dict[bool, deque[Outgoing]] = {True: deque(), False: deque()}
        self._urgent_waits = asyncio.Event()
        self._any_waits = asyncio.Event()

    def room(self, *, urgent: bool) -> int:
        """How many more places a lane has."""
        return max(0, self._capacity - len(self._held[urgent]))

    def close(self) -> None:
        """Have no more room: what comes up now is for another process."""
        self._capacity = 0

    @property
    def is_empty(self) -> bool:
        """Whether no place is held: all that was here is settled."""
        return not any(self._held.values())

    def hold(self, notice_id: UUID, *, urgent: bool) -> bool:
        """Hold a place, also beyond the capacity (ask `room` before); false when the notice is here already."""
        held = self._held[urgent]
        if notice_id in held:
            return False
        held.add(notice_id)
        return True

    def release(self, notice_id: UUID, *, urgent: bool) -> None:
        """Give the place back."""
        self._held[urgent].discard(notice_id)

    def put(self, letter: Outgoing) -> None:
        """Add a letter that has a place."""
        self._lanes[letter.urgent].append(letter)
        self._say()

    def put_back(self, letter: Outgoing) -> None:
        """Add a letter before all others of its lane: it was taken and is not settled."""
        self._lanes[letter.urgent].appendleft(letter)
        self._say()

    def take(self, *, urgent_only: bool) -> Outgoing | None:
        """The next letter, if there is one."""
        for urgent in (True,) if urgent_only else (True, False):
            if self._lanes[urgent]:
                letter = self._lanes[urgent].popleft()
                self._say()
                return letter
        return None

    async def wait(self, *, urgent_only: bool) -> None:
        """Return when there is something to take."""
        await (self._urgent_waits if urgent_only else self._any_waits).wait()

    def _say(self) -> None:
        _set(self._urgent_waits, bool(self._lanes[True]))
        _set(self._any_waits, bool(self._lanes[True] or self._lanes[False]))


def _set(event: asyncio.Event, value: bool) -> None:  # noqa: FBT001 - the event's new value
    if value:
        event.set()
    else:
        event.clear()
