"""Whoever holds work is reminded when it comes due: found by an index of moments, and said once, however many replicas look.

What is said is one write of the route with its event. It changes nothing that people decide on, so the route keeps its
version; two who say it at once are told apart by how often it was said before.
"""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from services.routing.changing import RouteChanges
from services.routing.known_units import KnownUnits, UnitWatch
from services.routing.metrics import REMINDED
from services.routing.model import Habit, Route, next_reminder, reminded
from services.routing.ports import Routes
from shared.clock import Clock
from shared.ids import new_id
from shared.repeating import repeat

PAGE = 100
AT_ONCE = 8


def remind_at(units: UnitWatch, habit: Habit, clock: Clock) -> Callable[[Route], datetime | None]:
    """When to look at a route for what comes due, by the units as they are known."""
    return lambda route: next_reminder(route, units.current.by_id, habit, clock.now())


class Reminding:
    """Looks at what comes due, from time to time."""

    def __init__(
        self,
        *,
        routes: Routes,
        units: UnitWatch,
        clock: Clock,
        habit: Habit,
        poll_seconds: float,
        new_id: Callable[[], UUID] = new_id,
    ) -> None:
        self._routes = routes
        self._clock = clock
        self._habit = habit
        self._poll_seconds = poll_seconds
        self._changes = RouteChanges(routes=routes, units=units, new_id=new_id)
        self._at_once = asyncio.Semaphore(AT_ONCE)

    async def run(self) -> None:
        """Look from time to time, until cancelled."""
        await repeat(self.catch_up, seconds=self._poll_seconds, failure="reminders wait")

    async def catch_up(self) -> None:
        """Say all that has come due by now. Raises `TransientError`, alone or as a group."""
        now = self._clock.now()
        while page := await self._routes.to_remind(now, PAGE):
            async with asyncio.TaskGroup() as group:
                for submission_id in page:
                    group.create_task(self._look_at(submission_id, now))
            if len(page) < PAGE:
                break

    async def _look_at(self, submission_id: UUID, now: datetime) -> None:
        said = 0

        def looked_at(route: Route, known: KnownUnits) -> Route:
            nonlocal said
            after = reminded(route, known.by_id, self._habit, now)
            said = len(after.reminded) - len(route.reminded)
            # Also where there is nothing to say it is written again, with the moment at which to look next.
            return replace(route) if after is route else after

        async with self._at_once:
            await self._changes.change(lambda: self._routes.get(submission_id), looked_at)
        REMINDED.inc(said)
