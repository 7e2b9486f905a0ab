"""What waits for somebody: the running branches of one's units and one's own, urgent first, then by due date."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC
from typing import Literal
from zoneinfo import ZoneInfo

from services.routing.known_units import UnitWatch
from services.routing.model import Holder, Route, Shelf, holder_key, places, span
from services.routing.ports import Routes
from services.routing.rights import WORKERS, Person
from shared.clock import Clock

Show = Literal["all", "waiting", "late"]
"""Everything, what waits for the requester, or what is late and does not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of an inbox. `next` is the place that the following one begins behind; None at the end.

    A route that stands in several inboxes of the asker is shown once, so that a page may have fewer than were asked for.
    """

    routes: Sequence[Route]
    next: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    """Whose inbox is read: the unit that it is of, and whether confidential transactions are shown."""

    unit_id: str
    cleared: bool


class Inboxes:
    """Reads inboxes."""

    def __init__(self, *, routes: Routes, units: UnitWatch, clock: Clock) -> None:
        self._routes = routes
        self._units = units
        self._clock = clock

    async def page(self, person: Person, *, mine: bool, unit: str | None, show: Show, after: str, limit: int) -> Page:
        """What a person's units hold, or one of them, or (`mine`) what was given to the person. Raises `TransientError`.

        With those whom the person acts for. One query for each unit, each of which reads no more than a page.
        """
        holders: dict[str, _Held] = {}
        for one in person.selves:
            if one.roles & WORKERS:
                for unit_id in one.units if unit is None else one.units & {unit}:
                    key = holder_key(Holder(unit_id=unit_id, person_id=one.person_id if mine else None))
                    known = holders.get(key)
                    holders[key] = _Held(unit_id=unit_id, cleared=one.cleared or (known is not None and known.cleared))
        shelf: Shelf = "due" if show == "late" else show
        found = await asyncio.gather(
            *(self._held(held, holder, shelf, show, after, limit) for holder, held in holders.items())
        )
        merged = sorted(
            (
                (places(route)[shelf][holder], route, holder)
                for held, holder in zip(found, holders, strict=True)
                for route in held
            ),
            key=lambda each: each[0],
        )[:limit]
        shown = {
            route.submission_id: route
            for place, route, _ in merged
            # Where it stands first: behind that it was shown already.
            if place == min(places(route)[shelf].get(holder, place) for holder in holders)
        }
        return Page(routes=list(shown.values()), next=merged[-1][0] if len(merged) == limit else None)

    async def _held(
        self, held: _Held, holder: str, shelf: Shelf, show: Show, after: str, limit: int
    ) -> Sequence[Route]:
        unit = self._units.current.by_id.get(held.unit_id)
        zone = ZoneInfo(unit.time_zone) if unit else UTC
        today = self._clock.now().astimezone(zone).date() if show == "late" else None
        return await self._routes.shelf(shelf, holder, confidential=held.cleared, spans=span(after, today), limit=limit)
