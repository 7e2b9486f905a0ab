"""Reminders are said exactly once, whatever people, calendars, restarts and two replicas at once do."""

import asyncio
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from services.routing.known_units import UnitWatch
from services.routing.model import (
    By,
    ChangedUnit,
    Habit,
    Holder,
    Route,
    Task,
    ask,
    finish,
    follow,
    recall,
    refer,
    reminded,
    settle,
    tree,
    void,
    waiting,
)
from services.routing.reminding import Reminding, remind_at
from shared.contracts import HolderRemindedV1
from tests.unit.routing.examples import NOW, registered, route, unit
from tests.unit.routing.fakes import FakeRoutes, FakeUnitProjection

BY = By(person_id="p-0")


class SlowRoutes(FakeRoutes):
    """Lets others go on between reading and writing."""

    async def get(self, submission_id: UUID) -> Route | None:
        found = await super().get(submission_id)
        await asyncio.sleep(0)
        return found


class House:
    """One transaction of permits, two replicas that say what comes due, and people who act."""

    def __init__(self, days: int, every: int) -> None:
        self.time = NOW
        self.habit = Habit(before=2, every=every, hour=6)
        self.watch = UnitWatch(FakeUnitProjection(unit("permits"), unit("legal"), unit("documents")))
        self.routes = SlowRoutes(remind_at(self.watch, self.habit, self))
        self.first = route(registered(days_to_answer=days))
        self._ids = iter(range(100, 1000))

    def now(self) -> datetime:
        return self.time

    @property
    def here(self) -> Route:
        return self.routes.kept[self.first.submission_id]

    @property
    def told(self) -> list[HolderRemindedV1]:
        return [one for one in self.routes.told if isinstance(one, HolderRemindedV1)]

    async def open(self) -> None:
        await self.watch.refresh()
        await self.routes.add(self.first, ())

    async def look(self) -> None:
        """Both replicas look at once. They keep nothing, so this is also what comes after a restart."""
        replicas = (
            Reminding(routes=self.routes, units=self.watch, clock=self, habit=self.habit, poll_seconds=1)
            for _ in range(2)
        )
        await asyncio.gather(*(one.catch_up() for one in replicas))

    async def act(self, act: str) -> None:
        """Somebody does something, if it can be done now."""
        before = self.here
        if act in ("days_off", "days_on"):
            after = await self._announce(act)
        elif before.voided:
            return
        else:
            after = ACTS[act](self, before)
        if after is not before:
            assert await self.routes.replace(before, after, ())

    async def _announce(self, what: str) -> Route:
        before = self.watch.current.by_id["permits"]
        days: Mapping[date, str] = {self.time.date() + timedelta(days=1): "x"}
        now = unit("permits", version=before.version + 1).model_copy(update={what: days})
        await self.watch.note(now)
        return follow(self.here, ChangedUnit(before=before, now=now), self.time)

    def refer(self, here: Route) -> Route:
        root = tree.root(here)
        due_on = self.time.date() + timedelta(days=5)
        task = Task(holder=Holder(unit_id="legal"), days=3, due_on=due_on)
        return refer(here, root.branch_id, [task], BY, self.time, lambda: UUID(int=next(self._ids)))

    def end(self, here: Route, how: str) -> Route:
        below = next((one for one in here.branches if one.parent_id and one.runs), None)
        if below is None:
            return here
        if how == "recall":
            return recall(here, below.branch_id, BY, self.time, self.watch.current.by_id)
        return finish(here, below.branch_id, BY, self.time)

    def ask(self, here: Route) -> Route:
        return here if waiting(here.questions) else ask(here, tree.root(here).branch_id, "؟", BY, self.time)

    def settle(self, here: Route) -> Route:
        if not waiting(here.questions):
            return here
        return settle(here, "otherwise", BY, self.time, self.watch.current.by_id)


ACTS: Mapping[str, Callable[[House, Route], Route]] = {
    "nothing": lambda _, here: here,
    "refer": House.refer,
    "recall": lambda house, here: house.end(here, "recall"),
    "done": lambda house, here: house.end(here, "done"),
    "ask": House.ask,
    "settle": House.settle,
    "void": lambda house, here: void(here, "p-0", "twice", house.time),
}
TRIES = st.lists(st.tuples(st.sampled_from([*ACTS, "days_off", "days_on"]), st.integers(0, 90)), max_size=14)


@settings(max_examples=60, deadline=None)
@given(TRIES, st.integers(1, 8), st.sampled_from([1, 2, 5]))
async def test_it_is_said_exactly_once(tries: list[tuple[str, int]], days: int, every: int) -> None:
    """Nothing twice, nothing while the clock stands still or after the end, and nothing is left to say behind it."""
    house = House(days, every)
    await house.open()
    for act, hours in tries:
        house.time += timedelta(hours=hours)
        await house.act(act)
        before, version = len(house.told), house.here.version
        await house.look()
        for new in house.told[before:]:
            assert tree.find(house.here, new.branch_id).is_work
            assert not waiting(house.here.questions)
        assert reminded(house.here, house.watch.current.by_id, house.habit, house.time) is house.here
        # Whoever looks at it meanwhile is not told that somebody else changed it.
        assert house.here.version == version
    keys = Counter((one.branch_id, one.due_on, one.step) for one in house.here.reminded)
    assert set(keys.values()) <= {1}
    assert len(house.told) == keys.total()
