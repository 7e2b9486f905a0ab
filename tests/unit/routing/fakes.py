"""Stand-ins for MongoDB that keep the same contract (contract.py), a clock, and tokens."""

import asyncio
import dataclasses
from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from fastapi import FastAPI

from services.routing import api
from services.routing.inboxes import Inboxes
from services.routing.known_units import UnitWatch
from services.routing.model import ChangedUnit, Route, Shelf, places
from services.routing.model.link import Link
from services.routing.ports import Behind, KnownGround
from services.routing.relating import Relating
from services.routing.reporting import Reports
from services.routing.rules import Certainty, Ground, NumberedRules, Rules
from services.routing.service import Routing
from services.routing.work import Work
from shared.clock import Clock
from shared.contracts import Event, TransactionRoutedV1, UnitChangedV1
from shared.errors import TransientError, UnauthorisedError
from shared.web import problems
from shared.web.auth import Principal
from tests.unit.late import Late
from tests.unit.routing.examples import NOW
from tests.unit.routing.fake_figures import FakeFigures


class FakeRoutes:
    """Routes and what they were decided on. `told` are the events in the order of what they tell of; `rivals` change a route just before somebody else does."""

    def __init__(self, remind_at: Callable[[Route], datetime | None] = lambda _: None) -> None:
        self.remind_at = remind_at
        self.moments: dict[UUID, datetime | None] = {}
        self.kept: dict[UUID, Route] = {}
        self.grounds: dict[UUID, KnownGround] = {}
        self.told: list[Event] = []
        self.rivals: list[Route] = []

    @property
    def routed(self) -> list[TransactionRoutedV1]:
        return [event for event in self.told if isinstance(event, TransactionRoutedV1)]

    async def add(self, route: Route, events: Sequence[Event], ground: Ground | None = None) -> bool:
        if ground is not None:
            known = KnownGround(submission_id=route.submission_id, registered_at=route.registered_at, ground=ground)
            self.grounds.setdefault(route.submission_id, known)
        if route.submission_id in self.kept:
            return False
        self._keep(route, events)
        return True

    async def replace(self, before: Route, after: Route, events: Sequence[Event]) -> bool:
        if self.rivals:
            rival = self.rivals.pop(0)
            self.kept[rival.submission_id] = rival
        known = self.kept.get(before.submission_id)
        if known is None or (known.version, len(known.reminded)) != (before.version, len(before.reminded)):
            return False
        self._keep(after, events)
        return True

    async def to_remind(self, now: datetime, limit: int) -> Sequence[UUID]:
        found = sorted((moment, one) for one, moment in self.moments.items() if moment is not None and moment <= now)
        return [one for _, one in found][:limit]

    def _keep(self, route: Route, events: Sequence[Event]) -> None:
        self.kept[route.submission_id] = route
        self.moments[route.submission_id] = self.remind_at(route)
        self.told += events

    async def get(self, submission_id: UUID) -> Route | None:
        return self.kept.get(submission_id)

    async def some(self, submission_ids: Sequence[UUID]) -> Sequence[Route]:
        return [self.kept[one] for one in submission_ids if one in self.kept]

    async def between(self, span: tuple[datetime, datetime], *, most: int) -> AsyncIterator[Sequence[KnownGround]]:
        found = [one for one in self.grounds.values() if span[0] <= one.registered_at < span[1]]
        found.sort(key=lambda one: one.registered_at, reverse=True)
        for start in range(0, len(found[:most]), 3):
            yield found[:most][start : start + 3]

    async def by_number(self, number: str) -> Route | None:
        return next((route for route in self.kept.values() if route.number == number), None)

    async def several(self, numbers: Collection[str]) -> Sequence[Route]:
        return [route for route in self.kept.values() if route.number in numbers]

    async def inbox(
        self,
        *,
        units: frozenset[str] | None,
        confidential: frozenset[str] | None,
        certainty: Certainty | None,
        after: str,
        limit: int,
    ) -> Sequence[Route]:
        found = [
            route
            for route in self.kept.values()
            if not route.voided
            and route.place > after
            and (units is None or route.unit_id in units)
            and (not route.confidential or confidential is None or route.unit_id in confidential)
            and certainty in (None, route.certainty)
        ]
        return sorted(found, key=lambda route: route.place)[:limit]

    async def shelf(
        self, shelf: Shelf, holder: str, *, confidential: bool, spans: Sequence[tuple[str, str]], limit: int
    ) -> Sequence[Route]:
        found = {
            places(route)[shelf].get(holder, ""): route
            for route in self.kept.values()
            if confidential or not route.confidential
        }
        return [found[place] for low, high in spans for place in sorted(found) if low < place < high][:limit]

    async def standing(
        self, shelf: Shelf, holder: str, *, confidential: bool, spans: Sequence[tuple[str, str]], limit: int
    ) -> Sequence[UUID]:
        found = await self.shelf(shelf, holder, confidential=confidential, spans=spans, limit=limit)
        return [route.submission_id for route in found]


class FakeLinks:
    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], Link] = {}

    async def get(self, numbers: tuple[str, str]) -> Link | None:
        return self.kept.get(numbers)

    async def of(self, number: str) -> Sequence[Link]:
        return sorted(
            (link for link in self.kept.values() if number in link.numbers), key=lambda link: link.history[0].at
        )

    async def put(self, link: Link) -> bool:
        before = self.kept.get(link.numbers)
        if (before.version if before else 0) != link.version - 1:
            return False
        self.kept[link.numbers] = link
        return True


class StandingRules:
    """Rules that nobody changes."""

    def __init__(self, rules: Rules, number: int = 1) -> None:
        self.current = NumberedRules(number=number, rules=rules)


class FakeUnitProjection:
    """`readings` counts how often the units were read."""

    def __init__(self, *units: UnitChangedV1) -> None:
        self.kept = {one.unit.unit_id: one for one in units}
        self.followed_by = dict(self.kept)
        self.places: dict[str, str] = {}
        self.down = False
        self.readings = 0
        self._read = asyncio.Event()

    async def note(self, event: UnitChangedV1) -> None:
        known = self.kept.get(event.unit.unit_id)
        if known is None or known.version < event.version:
            self.kept[event.unit.unit_id] = event
            self.followed_by.setdefault(event.unit.unit_id, event)
            self.places[event.unit.unit_id] = ""

    async def all(self) -> Sequence[UnitChangedV1]:
        self.readings += 1
        self._read.set()
        if self.down:
            raise TransientError("units are down")
        return list(self.kept.values())

    async def behind(self, known_for: timedelta) -> Sequence[Behind]:
        """Every unit whose change was not followed: in this stand-in everything is known for ever."""
        assert known_for >= timedelta()
        return [
            Behind(changed=ChangedUnit(before=self.followed_by[unit_id], now=now), after=self.places.get(unit_id, ""))
            for unit_id, now in self.kept.items()
            if self.followed_by[unit_id] != now
        ]

    async def reached(self, unit: UnitChangedV1, after: str) -> None:
        if self.kept[unit.unit.unit_id].version == unit.version:
            self.places[unit.unit.unit_id] = after

    async def followed(self, unit: UnitChangedV1) -> None:
        if self.kept[unit.unit.unit_id].version == unit.version:
            self.followed_by[unit.unit.unit_id] = self.kept[unit.unit.unit_id]

    async def until_read(self, more: int) -> None:
        """Wait until the units were read that often from now on."""
        wanted = self.readings + more
        while self.readings < wanted:
            self._read.clear()
            await self._read.wait()


class TickingClock:
    """Every look at it is a second later."""

    def __init__(self) -> None:
        self._now = NOW

    def now(self) -> datetime:
        self._now += timedelta(seconds=1)
        return self._now


class Tokens:
    """Takes `role,role@unit,unit` for a token of a person of that name; with `!` behind it, of one with clearance.

    Behind a `+` follows whom the person acts for, in the same form.
    """

    async def principal(self, token: str) -> Principal:
        if "@" not in token:
            raise UnauthorisedError(token)
        own, _, other = token.partition("+")
        return dataclasses.replace(_somebody(own), acts_for=(_somebody(other),) if other else ())


def _somebody(token: str) -> Principal:
    person_id = token.removesuffix("!")
    roles, _, units = person_id.partition("@")
    return Principal(
        person_id=person_id,
        name=person_id,
        roles=frozenset(filter(None, roles.split(","))),
        units=frozenset(filter(None, units.split(","))),
        clearance="confidential" if token.endswith("!") else "ordinary",
    )


LATE: Mapping[str, Any] = {
    name: Late() for name in ("routing", "inboxes", "units", "clock", "work", "relating", "reports")
}


@cache
def _app() -> FastAPI:
    app = FastAPI()
    app.state.authenticator = Tokens()
    problems.install(app)
    app.include_router(api.reading_routes(LATE["routing"], LATE["inboxes"], LATE["units"], LATE["clock"]))
    app.include_router(api.work_routes(LATE["work"]))
    app.include_router(api.related_routes(LATE["relating"]))
    app.include_router(api.report_routes(LATE["reports"], LATE["clock"]))
    return app


def app_of(routing: Routing, routes: FakeRoutes, units: UnitWatch, clock: Clock) -> FastAPI:
    """Routing's interface, which is always that of the last ones it was asked for with."""
    figures = FakeFigures(routes.kept.values())
    brought: Mapping[str, object] = {
        "routing": routing,
        "inboxes": Inboxes(routes=routes, units=units, clock=clock),
        "units": units,
        "clock": clock,
        "work": Work(routes=routes, units=units, clock=clock),
        "relating": Relating(routes=routes, links=FakeLinks(), clock=clock),
        "reports": Reports(figures=figures, units=units, clock=clock, time_zone="Asia/Muscat"),
    }
    for name, late in LATE.items():
        late.brought_by_the_test = brought[name]
    return _app()
