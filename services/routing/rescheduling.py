"""Due dates follow calendars: a holiday that is announced late moves what runs, page by page.

The news of a unit is only noted where it is heard; the routes of a unit may be many, and its queue must not wait for
them. Several replicas may follow the same change at once: what one has moved, the other finds moved.
"""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import structlog

from services.routing.changing import RouteChanges
from services.routing.known_units import KnownUnits, UnitWatch
from services.routing.metrics import RESCHEDULED
from services.routing.model import ChangedUnit, Route, follow, places, span
from services.routing.ports import Behind, Routes, UnitProjection
from shared.clock import Clock
from shared.ids import new_id
from shared.repeating import repeat

log = structlog.get_logger(__name__)

PAGE = 100
"""Routes between two notes of how far it was done."""
AT_ONCE = 8


class Rescheduling:
    """Follows the changes of calendars that nobody has followed yet.

    It waits until every replica must have heard of a change (`known_for`): a route that one of them makes by the old
    calendar meanwhile is found then, and who still follows the change before knows that it is over.
    """

    def __init__(
        self,
        *,
        routes: Routes,
        projection: UnitProjection,
        units: UnitWatch,
        clock: Clock,
        known_for: timedelta,
        poll_seconds: float,
        new_id: Callable[[], UUID] = new_id,
    ) -> None:
        self._routes = routes
        self._projection = projection
        self._clock = clock
        self._known_for = known_for
        self._poll_seconds = poll_seconds
        self._changes = RouteChanges(routes=routes, units=units, new_id=new_id)
        self._at_once = asyncio.Semaphore(AT_ONCE)

    async def run(self) -> None:
        """Look for changes from time to time, until cancelled."""
        await repeat(self.catch_up, seconds=self._poll_seconds, failure="due dates wait for their calendar")

    async def catch_up(self) -> None:
        """Follow every change that is known long enough; goes on where it was broken off. Raises `TransientError`."""
        for behind in await self._projection.behind(self._known_for):
            await self.follow(behind)

    async def follow(self, behind: Behind) -> None:
        """Follow one change from where it was broken off to its end. Raises `TransientError`, as a group."""
        unit, after = behind.changed.now, behind.after
        unit_id = unit.unit.unit_id
        while True:
            page = await self._routes.shelf("all", unit_id, confidential=True, spans=span(after, None), limit=PAGE)
            async with asyncio.TaskGroup() as group:
                for route in page:
                    group.create_task(self._move(route, behind.changed))
            if len(page) < PAGE:
                break
            # Where it stood when it was read: what was moved since stands elsewhere, and is done.
            after = places(page[-1])["all"][unit_id]
            await self._projection.reached(unit, after)
        await self._projection.followed(unit)
        log.info("due dates follow their calendar", unit_id=unit_id, version=unit.version)

    async def _move(self, route: Route, changed: ChangedUnit) -> None:
        unit_id, version = changed.now.unit.unit_id, changed.now.version

        def moved(it: Route, known: KnownUnits) -> Route:
            # Newer news are followed from the beginning; by the older ones dates would only go back.
            is_newest = known.by_id[unit_id].version == version
            return follow(it, changed, self._clock.now()) if is_newest else it

        async with self._at_once:
            after = await self._changes.change(lambda: self._routes.get(route.submission_id), moved, needing=[unit_id])
        if after is not None and after.version != route.version:
            RESCHEDULED.inc()
