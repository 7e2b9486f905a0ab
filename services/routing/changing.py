"""How a route is changed: decided on what is there now, and anew when somebody else was faster."""

from collections.abc import Awaitable, Callable, Iterable
from uuid import UUID

from services.routing.known_units import KnownUnits, UnitWatch
from services.routing.model import Route, facts
from services.routing.ports import Routes
from shared.conflicts import CONFLICTS, give_way
from shared.errors import TransientError


class RouteChanges:
    """Changes routes, each in one write together with the events that tell of it."""

    def __init__(self, *, routes: Routes, units: UnitWatch, new_id: Callable[[], UUID]) -> None:
        self._routes = routes
        self._units = units
        self._new_id = new_id

    async def change(
        self,
        find: Callable[[], Awaitable[Route | None]],
        change: Callable[[Route, KnownUnits], Route],
        *,
        needing: Iterable[str] = (),
    ) -> Route | None:
        """Change the route that `find` finds, and return what it is then; None where it finds none.

        A change that gives back the same object writes nothing. It is given the units, those it is `needing` among them
        if there are such. Raises what the two raise, and `TransientError` when others keep being faster.
        """
        for attempt in range(CONFLICTS):
            before = await find()
            if before is None:
                return None
            known = await self._units.with_all([before.unit_id, *needing])
            after = change(before, known)
            if after is before:
                return after
            if await self._routes.replace(before, after, list(facts(before, after, known.by_id, self._new_id))):
                return after
            await give_way(attempt)
        raise TransientError("the route keeps changing")
