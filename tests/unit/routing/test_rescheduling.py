"""A holiday that is announced late moves what runs, and says why."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from services.routing.known_units import UnitWatch
from services.routing.model import By, Holder, Task, ask, assign, finish, reading, refer, tree, void
from services.routing.rescheduling import PAGE, Rescheduling
from services.routing.service import Routing
from shared.contracts import UnitChangedV1
from shared.errors import TransientError
from tests.unit.routing.examples import NOW, NUMBER, numbered, registered, route, unit
from tests.unit.routing.fakes import FakeRoutes, FakeUnitProjection, TickingClock

SUNDAY, MONDAY = date(2026, 9, 6), date(2026, 9, 7)
BY = By(person_id="p-0")


def holiday() -> UnitChangedV1:
    return unit("permits", version=2, days_off={SUNDAY: "المولد النبوي"})


@pytest.fixture
def rescheduling(
    routes: FakeRoutes, projection: FakeUnitProjection, watch: UnitWatch, clock: TickingClock
) -> Rescheduling:
    return Rescheduling(
        routes=routes, projection=projection, units=watch, clock=clock, known_for=timedelta(), poll_seconds=10
    )


async def test_the_last_day_moves_and_the_history_has_the_old_the_new_and_why(
    routing: Routing, rescheduling: Rescheduling, routes: FakeRoutes
) -> None:
    await routing.transaction_registered(registered())
    assert (await routing.route(NUMBER)).due_on == SUNDAY
    await routing.unit_changed(holiday())
    await rescheduling.catch_up()
    at = await routing.route(NUMBER)
    step, event = at.history[-1], routes.routed[-1]
    assert (step.kind, step.old_due_on, step.new_due_on) == ("rescheduled", SUNDAY, date(2026, 9, 7))
    assert step.because == "2026-09-06 المولد النبوي"
    assert (event.due_on, event.version, event.moved_from) == (date(2026, 9, 7), 2, None)


async def test_it_is_done_once_and_a_holiday_that_is_taken_back_moves_it_back(
    routing: Routing, rescheduling: Rescheduling, routes: FakeRoutes
) -> None:
    await routing.transaction_registered(registered())
    await routing.unit_changed(holiday())
    for _ in range(3):
        await rescheduling.catch_up()
    assert len(routes.routed) == 2
    await routing.unit_changed(unit("permits", version=3))
    await rescheduling.catch_up()
    at = await routing.route(NUMBER)
    assert (at.due_on, at.history[-1].because) == (SUNDAY, "2026-09-06 المولد النبوي")


async def test_a_calendar_without_a_working_day_moves_nothing_and_stops_nobody(
    routing: Routing, rescheduling: Rescheduling, projection: FakeUnitProjection
) -> None:
    await routing.transaction_registered(registered())
    never = unit("permits", version=2, weekend=(1, 2, 3, 4, 5, 6, 7))
    await routing.unit_changed(never)
    await rescheduling.catch_up()
    at = await routing.route(NUMBER)
    assert (at.due_on, at.version, await projection.behind(timedelta())) == (SUNDAY, 1, [])
    assert reading(at, tree.root(at), {"permits": never}, NOW) is None


async def test_a_new_telephone_moves_nothing(routing: Routing, rescheduling: Rescheduling, routes: FakeRoutes) -> None:
    await routing.transaction_registered(registered())
    await routing.unit_changed(unit("permits", version=2))
    await rescheduling.catch_up()
    assert len(routes.routed) == 1


async def test_only_what_runs_in_that_unit_moves(
    routing: Routing, rescheduling: Rescheduling, routes: FakeRoutes
) -> None:
    mine, legal, done, closed = (route(numbered(at)) for at in range(1, 5))
    legal = assign(legal, unit("legal"), By(person_id="p-0002"), NOW)
    done = finish(done, tree.root(done).branch_id, BY, NOW)
    closed = void(closed, "p-0003", "sent twice", NOW)
    waiting = ask(route(numbered(5)), tree.root(route(numbered(5))).branch_id, "؟", BY, NOW)
    task = Task(holder=Holder(unit_id="permits"), days=2, due_on=SUNDAY)
    part = refer(legal, tree.root(legal).branch_id, [task], BY, NOW, lambda: UUID(int=77))
    routes.kept |= {one.submission_id: one for one in (mine, part, done, closed, waiting)}
    await routing.unit_changed(holiday())
    await rescheduling.catch_up()
    kept = {one.number: one for one in routes.kept.values()}
    assert kept[mine.number].due_on == date(2026, 9, 7)
    assert [kept[one.number] for one in (done, closed)] == [done, closed]
    moved = kept[part.number]
    assert (moved.due_on, tree.find(moved, UUID(int=77)).due_on) == (part.due_on, date(2026, 9, 7))
    assert moved.history[-1].branch_id == UUID(int=77)
    assert kept[waiting.number].due_on == date(2026, 9, 7)
    # Nobody outside hears of a branch's date.
    assert {event.number for event in routes.routed} == {mine.number, waiting.number}


class Breaking(FakeRoutes):
    """A store that goes away after some writes."""

    def __init__(self, writes: int) -> None:
        super().__init__()
        self.writes = writes

    async def replace(self, *args: object) -> bool:
        if self.writes == 0:
            raise TransientError("gone")
        self.writes -= 1
        return await super().replace(*args)  # type: ignore[arg-type]  # passed on as it came


async def test_it_goes_on_where_it_was_broken_off(projection: FakeUnitProjection, watch: UnitWatch) -> None:
    routes, many = Breaking(writes=PAGE + 10), PAGE * 2 + 5
    routes.kept = {one.submission_id: one for one in (route(numbered(at)) for at in range(1, many + 1))}
    await watch.note(holiday())
    rescheduling = Rescheduling(
        routes=routes, projection=projection, units=watch, clock=TickingClock(), known_for=timedelta(), poll_seconds=1
    )
    with pytest.raises(ExceptionGroup) as raised:
        await rescheduling.catch_up()
    assert raised.group_contains(TransientError)
    (behind,) = await projection.behind(timedelta())
    assert behind.after
    routes.writes = many
    await rescheduling.catch_up()
    assert await projection.behind(timedelta()) == []
    assert {one.due_on for one in routes.kept.values()} == {date(2026, 9, 7)}
    assert len(routes.routed) == many


async def test_who_still_follows_an_older_change_moves_nothing_back(
    routing: Routing, rescheduling: Rescheduling, projection: FakeUnitProjection, routes: FakeRoutes
) -> None:
    await routing.transaction_registered(registered())
    await routing.unit_changed(holiday())
    (older,) = await projection.behind(timedelta())
    await routing.unit_changed(unit("permits", version=3, days_off={SUNDAY: "المولد النبوي", MONDAY: "إجازة"}))
    await rescheduling.catch_up()
    await rescheduling.follow(older)
    assert (await routing.route(NUMBER)).due_on == date(2026, 9, 8)
    assert len(routes.routed) == 2


async def test_a_route_that_somebody_changes_meanwhile_is_moved_as_it_is_then(
    routing: Routing, rescheduling: Rescheduling, routes: FakeRoutes
) -> None:
    await routing.transaction_registered(registered())
    first = await routing.route(NUMBER)
    await routing.unit_changed(holiday())
    routes.rivals = [assign(first, unit("legal"), By(person_id="p-0002"), NOW)]
    await rescheduling.catch_up()
    at = await routing.route(NUMBER)
    assert (at.unit_id, at.due_on, at.version) == ("legal", SUNDAY, 2)
