"""A moment between two events, found in a house that goes on at random."""

import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deploy.backup.errors import BusyError
from deploy.backup.moment import find


class House:
    """Events are committed into an outbox, then remembered by the broker, then taken out: at any time, in this order."""

    def __init__(self, seed: int, *, busy: float) -> None:
        self._dice = random.Random(seed)
        self._busy = busy
        self.clock = 0
        self.committed: dict[int, int] = {}
        self.taken_out: dict[int, int] = {}
        self.remembered: list[int | str] = []
        self._read = 0
        self._outbox: list[int] = []
        self._published: list[int] = []

    def go_on(self) -> None:
        """Something may happen."""
        while self._dice.random() < self._busy:
            self.clock += 1
            what = self._dice.choice(("commit", "publish", "take out"))
            if what == "commit":
                event = len(self.committed)
                self.committed[event] = self.clock
                self._outbox.append(event)
            elif what == "publish" and self._outbox:
                event = self._dice.choice(self._outbox)
                self.remembered.append(event)
                self._published.append(event)
            elif what == "take out" and self._published:
                event = self._dice.choice(self._published)
                self._published.remove(event)
                if event in self._outbox:
                    self._outbox.remove(event)
                    self.taken_out[event] = self.clock

    def now(self) -> int:
        """The time as the databases tell it, at which everything until then is committed."""
        self.go_on()
        return self.clock

    async def mark(self) -> str:
        self.go_on()
        mark = f"mark {len(self.remembered)}"
        self.remembered.append(mark)
        self.go_on()
        return mark

    async def next(self) -> str | None:
        found = self.remembered[self._read]
        self._read += 1
        return found if isinstance(found, str) else None

    @asynccontextmanager
    async def tape(self) -> AsyncIterator["House"]:
        self.go_on()
        self._read = len(self.remembered)
        yield self


@given(seed=st.integers(), busy=st.floats(0, 0.8))
async def test_what_an_outbox_no_longer_has_was_remembered_before_and_nothing_that_came_later_was(
    seed: int, busy: float
) -> None:
    house = House(seed, busy=busy)
    for _ in range(10):
        house.go_on()

    moment = await find(house.tape(), house.now, tries=100_000)

    before = {one for one in house.remembered[: house.remembered.index(moment.mark)] if isinstance(one, int)}
    there = {event for event, at in house.committed.items() if at <= moment.time}
    waiting = {event for event in there if house.taken_out.get(event, moment.time + 1) > moment.time}
    assert there - waiting <= before
    assert before <= there


async def test_a_house_that_never_pauses_is_said_to_be_busy() -> None:
    class Restless(House):
        def now(self) -> int:
            self.remembered.append(-1)
            return super().now()

    house = Restless(1, busy=0)
    with pytest.raises(BusyError, match="3 tries"):
        await find(house.tape(), house.now, tries=3)
