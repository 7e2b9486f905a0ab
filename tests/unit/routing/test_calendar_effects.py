"""What administrators are told of what a calendar does."""

from datetime import date, timedelta

import pytest

from services.routing.calendar_effects import CalendarEffects
from services.routing.known_units import UnitWatch
from services.routing.rescheduling import Rescheduling
from services.routing.service import Routing
from shared.errors import NotFoundError
from tests.unit.routing.examples import NUMBER, registered, unit
from tests.unit.routing.fakes import FakeRoutes, FakeUnitProjection, TickingClock

SUNDAY, MONDAY = date(2026, 9, 6), date(2026, 9, 7)


@pytest.fixture
def effects(routes: FakeRoutes, projection: FakeUnitProjection, watch: UnitWatch) -> CalendarEffects:
    return CalendarEffects(routes=routes, projection=projection, units=watch)


async def test_what_runs_is_counted_and_what_moved_is_told_with_old_new_and_why(
    effects: CalendarEffects,
    routing: Routing,
    routes: FakeRoutes,
    projection: FakeUnitProjection,
    watch: UnitWatch,
    clock: TickingClock,
) -> None:
    await routing.transaction_registered(registered())
    before = await effects.of("permits", confidential=True)
    assert (before.version, before.behind, before.running, before.more, list(before.moved)) == (1, False, 1, False, [])

    await routing.unit_changed(unit("permits", version=2, days_off={SUNDAY: "المولد النبوي"}))
    assert (await effects.of("permits", confidential=True)).behind
    await Rescheduling(
        routes=routes, projection=projection, units=watch, clock=clock, known_for=timedelta(), poll_seconds=10
    ).catch_up()

    after = await effects.of("permits", confidential=True)
    (moved,) = after.moved
    assert (after.version, after.behind, moved.number) == (2, False, NUMBER)
    assert (moved.step.old_due_on, moved.step.new_due_on) == (SUNDAY, MONDAY)
    assert moved.step.because == "2026-09-06 المولد النبوي"
    assert (await effects.of("legal", confidential=True)).running == 0


async def test_a_unit_that_nobody_knows_has_none(effects: CalendarEffects) -> None:
    with pytest.raises(NotFoundError):
        await effects.of("nobody", confidential=True)
