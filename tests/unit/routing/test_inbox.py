"""What waits for whom, in which order, page by page."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.routing.inboxes import Inboxes, Show
from services.routing.known_units import UnitWatch
from services.routing.model import By, Holder, Route, Task, ask, refer, tree
from services.routing.rights import Person
from tests.unit.routing.examples import LAWYER, NOW, OFFICER, numbered, person, route, unit
from tests.unit.routing.fakes import FakeRoutes, FakeUnitProjection, TickingClock

BY = By(person_id="p-0")
BOTH = person("p-0004", "officer", "permits", "legal")


@pytest.fixture
def inboxes(routes: FakeRoutes, watch: UnitWatch, clock: TickingClock) -> Inboxes:
    return Inboxes(routes=routes, units=watch, clock=clock)


def keep(routes: FakeRoutes, *kept: Route) -> None:
    routes.kept |= {one.submission_id: one for one in kept}


def referred(at: Route, *holders: Holder) -> Route:
    ids = iter(range(1, 100))
    tasks = [Task(holder=holder, days=1, due_on=NOW.date() + timedelta(days=1)) for holder in holders]
    return refer(at, tree.root(at).branch_id, tasks, BY, NOW, lambda: UUID(int=next(ids)))


async def shown(
    inboxes: Inboxes, who: Person, *, mine: bool = False, unit: str | None = None, show: Show = "all"
) -> Sequence[Route]:
    page = await inboxes.page(who, mine=mine, unit=unit, show=show, after="", limit=50)
    assert page.next is None
    return page.routes


async def test_it_has_what_was_referred_to_ones_units(inboxes: Inboxes, routes: FakeRoutes) -> None:
    ours, theirs = route(numbered(1)), referred(route(numbered(2)), Holder(unit_id="legal"))
    keep(routes, ours, theirs)
    assert await shown(inboxes, LAWYER) == [theirs]
    assert await shown(inboxes, OFFICER) == [ours, theirs]
    assert await shown(inboxes, BOTH, unit="legal") == [theirs]
    assert await shown(inboxes, LAWYER, unit="permits") == []
    assert await shown(inboxes, person("p-9", "officer")) == []


async def test_what_two_of_ones_units_hold_is_shown_once(inboxes: Inboxes, routes: FakeRoutes) -> None:
    both = referred(route(numbered(1)), Holder(unit_id="legal"))
    keep(routes, both)
    assert await shown(inboxes, BOTH) == [both]


async def test_it_can_be_narrowed_to_what_was_given_in_person(inboxes: Inboxes, routes: FakeRoutes) -> None:
    mine = referred(route(numbered(1)), Holder(unit_id="legal", person_id=LAWYER.person_id))
    keep(routes, mine, referred(route(numbered(2)), Holder(unit_id="legal")))
    assert await shown(inboxes, LAWYER, mine=True) == [mine]
    assert len(await shown(inboxes, LAWYER)) == 2


async def test_it_can_be_narrowed_to_what_waits_for_the_requester_or_is_late(
    inboxes: Inboxes, routes: FakeRoutes
) -> None:
    days_ago = timedelta(days=30)
    late = route(numbered(1, received_at=NOW - days_ago))
    urgently_late = route(numbered(2, received_at=NOW - days_ago, urgent=True))
    in_time = route(numbered(3))
    waiting = ask(route(numbered(4)), tree.root(route(numbered(4))).branch_id, "؟", BY, NOW)
    keep(routes, late, urgently_late, in_time, waiting)
    assert await shown(inboxes, OFFICER, show="late") == [urgently_late, late]
    assert await shown(inboxes, OFFICER, show="waiting") == [waiting]


LETTERS = st.lists(
    st.tuples(st.booleans(), st.integers(1, 3), st.sampled_from([(), ("legal",), ("legal", "permits"), ("trade",)])),
    max_size=25,
)


@given(LETTERS, st.integers(1, 5))
async def test_pages_show_everything_once_and_in_order(
    letters: list[tuple[bool, int, tuple[str, ...]]], limit: int
) -> None:
    routes, watch = FakeRoutes(), UnitWatch(FakeUnitProjection(*(unit(one) for one in ("permits", "legal", "trade"))))
    for at, (urgent, days, units) in enumerate(letters, start=1):
        first = route(numbered(at, urgent=urgent, days_to_answer=days))
        keep(routes, referred(first, *(Holder(unit_id=one, person_id="p-1") for one in units)) if units else first)
    inboxes, seen, after = Inboxes(routes=routes, units=watch, clock=TickingClock()), list[Route](), ""
    while True:
        page = await inboxes.page(BOTH, mine=False, unit=None, show="all", after=after, limit=limit)
        seen += page.routes
        if page.next is None:
            break
        after = page.next
    assert len({one.submission_id for one in seen}) == len(seen) == len(letters)
    soonest = [
        (not one.urgent, min(each.due_on for each in tree.of(one) if each.holder.unit_id != "trade" and each.due_on))
        for one in seen
    ]
    assert soonest == sorted(soonest)
