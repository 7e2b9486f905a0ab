"""What waits for somebody: the running branches of one's units and one's own, urgent first, then by due date."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date
from typing import Final, Literal, get_args
from uuid import UUID
from zoneinfo import ZoneInfo

from services.routing.known_units import UnitWatch
from services.routing.model import Holder, Route, Shelf, holder_key, places, span
from services.routing.ports import Routes
from services.routing.rights import WORKERS, Person
from shared.clock import Clock

Show = Literal["all", "running", "waiting", "late"]
"""Everything, what does not wait for the requester, what does, or what is late and does not."""

Kind = Literal["all", "running", "waiting", "late", "given"]
"""A kind of what is shown; `given`: what was referred to others, or asked of the requester, and is waited for."""
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)

_SHELVES: Final[Mapping[Kind, Shelf]] = {
    "all": "all",
    "running": "due",
    "waiting": "waiting",
    "late": "due",
    "given": "given",
}

MOST_COUNTED: Final = 100
"""Where counting ends: who has more than that does not count them either."""


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

    async def page(self, person: Person, *, mine: bool, unit: str | None, show: Kind, after: str, limit: int) -> Page:
        """What a person's units hold, or one of them, or (`mine`) what was given to the person. Raises `TransientError`.

        Of what is `given`, what the units gave away, or (`mine`) the person. With those whom the person acts for. One
        query for each unit, each of which reads no more than a page.
        """
        holders, shelf = _holders(person, mine=mine, unit=unit), _SHELVES[show]
        found = await asyncio.gather(
            *(
                self._routes.shelf(
                    shelf,
                    holder,
                    confidential=held.cleared,
                    spans=span(after, self._before(show, held.unit_id)),
                    limit=limit,
                )
                for holder, held in holders.items()
            )
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

    async def counts(self, person: Person, *, mine: bool, unit: str | None) -> Mapping[Kind, int]:
        """How much there is of every kind, at most `MOST_COUNTED`. Raises `TransientError`."""
        holders = _holders(person, mine=mine, unit=unit)
        counted = await asyncio.gather(*(self._count(kind, holders) for kind in KINDS))
        return dict(zip(KINDS, counted, strict=True))

    async def _count(self, kind: Kind, holders: Mapping[str, _Held]) -> int:
        found = await asyncio.gather(
            *(
                self._routes.standing(
                    _SHELVES[kind],
                    holder,
                    confidential=held.cleared,
                    spans=span("", self._before(kind, held.unit_id)),
                    limit=MOST_COUNTED,
                )
                for holder, held in holders.items()
            )
        )
        several: set[UUID] = set().union(*found)
        return min(len(several), MOST_COUNTED)

    def _before(self, kind: Kind, unit_id: str) -> date | None:
        """What was due before this day is late: today, where the unit is."""
        if kind != "late":
            return None
        unit = self._units.current.by_id.get(unit_id)
        return self._clock.now().astimezone(ZoneInfo(unit.time_zone) if unit else UTC).date()


def _holders(person: Person, *, mine: bool, unit: str | None) -> Mapping[str, _Held]:
    """Whose inboxes are looked into, by the key under which they stand: the person's, and those of whom he acts for."""
    holders: dict[str, _Held] = {}
    for one in person.selves:
        if one.roles & WORKERS:
            for unit_id in sorted(one.units if unit is None else one.units & {unit}):
                key = holder_key(Holder(unit_id=unit_id, person_id=one.person_id if mine else None))
                known = holders.get(key)
                holders[key] = _Held(unit_id=unit_id, cleared=one.cleared or (known is not None and known.cleared))
    return holders
