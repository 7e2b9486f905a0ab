"""Routing's figures counted one by one, and routes with random histories to count."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from itertools import count
from random import Random
from uuid import UUID
from zoneinfo import ZoneInfo

from services.routing.model import (
    Branch,
    By,
    Done,
    Holder,
    Load,
    ReferredBy,
    Reply,
    Route,
    Task,
    ask,
    close,
    counted,
    finish,
    first_route,
    give_back,
    recall,
    refer,
    replied,
    settle,
    tree,
    void,
)
from services.routing.model.asked import pauses
from shared.errors import DiwanError
from shared.reports import Cell
from tests.unit.routing.examples import decision, numbered, unit

UNITS = {
    "documents": unit("documents"),
    "permits": unit("permits", parent_id="labour"),
    "legal": unit("legal"),
    "london": unit("london", "Europe/London", (6, 7)),
}
BY = By(person_id="p-0003")
BEGIN = datetime(2026, 3, 1, 5, 30, tzinfo=UTC)
Span = tuple[datetime, datetime]


class FakeFigures:
    """Counts what it is given."""

    def __init__(self, routes: Iterable[Route], time_zone: str = "Asia/Muscat") -> None:
        self.routes = list(routes)
        self._zone = ZoneInfo(time_zone)

    async def referred(self, span: Span, by: ReferredBy, units: frozenset[str] | None) -> Sequence[Cell]:
        found: Counter[tuple[str, str]] = Counter()
        for route in self.routes:
            for branch in route.branches:
                to = branch.holder.unit_id
                if branch.parent_id and span[0] <= branch.given_at < span[1] and (units is None or to in units):
                    day = branch.given_at.astimezone(self._zone).date().isoformat()
                    found[day if by == "day" else to, branch.purpose] += 1
        return [Cell(key=key, column=column, count=number) for (key, column), number in found.items()]

    async def open_work(self, units: frozenset[str] | None) -> Sequence[Load]:
        return [
            _load(route, tree.root(route), route.since)
            for route in self._open()
            if units is None or route.unit_id in units
        ]

    async def held(self, units: frozenset[str] | None) -> Sequence[Load]:
        return [
            _load(route, branch, branch.given_at)
            for route in self._open()
            for branch in tree.of(route)
            if branch.is_work and (units is None or branch.holder.unit_id in units)
        ]

    async def done(self, span: Span, units: frozenset[str] | None, zones: Mapping[str, str]) -> Sequence[Done]:
        found = []
        for route in self.routes:
            done_at = counted(route).done_at
            if done_at and span[0] <= done_at < span[1] and (units is None or route.unit_id in units):
                zone = ZoneInfo(zones.get(route.unit_id, self._zone.key))
                found.append(
                    Done(
                        unit_id=route.unit_id,
                        received_on=route.received_at.astimezone(zone).date(),
                        done_on=done_at.astimezone(zone).date(),
                        due_on=route.due_on,
                        count=1,
                        pauses=pauses(route.questions),
                    )
                )
        return found

    def _open(self) -> Iterator[Route]:
        return (route for route in self.routes if counted(route).standing in ("open", "waiting"))


def _load(route: Route, branch: Branch, since: datetime) -> Load:
    return Load(
        unit_id=branch.holder.unit_id,
        person_id=branch.holder.person_id,
        due_on=branch.due_on,
        standing=counted(route).standing,
        since=since,
        count=1,
    )


def some_routes(rng: Random, number: int) -> list[Route]:
    """Routes on which people did all kinds of things, some of them nothing."""
    return [_lived(rng, sequence) for sequence in range(1, number + 1)]


def _lived(rng: Random, sequence: int) -> Route:
    received = BEGIN + timedelta(hours=rng.randrange(24 * 60))
    owner = rng.choice(sorted(UNITS))
    event = numbered(sequence, received_at=received, registered_at=received, days_to_answer=rng.choice((2, 5, 10)))
    route = first_route(event, decision(owner), UNITS[owner], received)
    ids, now = count(sequence * 1000), received
    for _ in range(rng.choice((0, 0, 1, 3, 6))):
        now += timedelta(hours=rng.randrange(1, 60))
        branch = rng.choice(tree.of(route))
        with suppress(DiwanError):
            route = _acted(rng, route, branch, now, ids)
    return route


def _acted(rng: Random, route: Route, branch: Branch, now: datetime, ids: Iterator[int]) -> Route:
    match rng.randrange(9):
        case 0 | 1:
            holder = Holder(unit_id=rng.choice(sorted(UNITS)), person_id=rng.choice((None, "p-1")))
            due_on = rng.choice((None, now.date() + timedelta(days=3)))
            task = Task(holder=holder, purpose=rng.choice(("action", "information")), due_on=due_on)
            return refer(route, branch.branch_id, [task], BY, now, lambda: UUID(int=next(ids), version=4))
        case 2 | 3:
            return finish(route, branch.branch_id, BY, now)
        case 4:
            return ask(route, branch.branch_id, "?", BY, now)
        case 5:
            return settle(route, "otherwise", BY, now, UNITS)
        case 6 | 7:
            return _answered(rng, route, now, ids)
        case _:
            return _undone(rng, route, branch, now)


def _answered(rng: Random, route: Route, now: datetime, ids: Iterator[int]) -> Route:
    if rng.random() < 0.5:
        return close(route, BY, now, "no answer is needed")
    reply = Reply(letter_id=UUID(int=next(ids), version=4), number="OUT-2026-000001-5", by=BY, at=now)
    return replied(route, reply, now)


def _undone(rng: Random, route: Route, branch: Branch, now: datetime) -> Route:
    if rng.random() < 0.2:
        return void(route, "p-1", "x", now)
    if rng.random() < 0.5:
        return recall(route, branch.branch_id, BY, now, UNITS)
    return give_back(route, branch.branch_id, BY, now, "x")
