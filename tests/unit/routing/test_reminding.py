"""Whoever holds work is reminded of it soon, on the day and while it is late: once each, whatever happens meanwhile."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.routing.known_units import UnitWatch
from services.routing.model import (
    By,
    ChangedUnit,
    Habit,
    Holder,
    Route,
    Task,
    ask,
    finish,
    follow,
    next_reminder,
    refer,
    reminded,
    tree,
    void,
)
from services.routing.reminding import Reminding, remind_at
from services.routing.service import Routing
from shared.contracts import HolderRemindedV1
from tests.unit.routing.examples import NOW, registered, route, unit
from tests.unit.routing.fakes import FakeRoutes, FakeUnitProjection

HABIT = Habit(before=2, every=5, hour=6)
BY = By(person_id="p-0")
DAY = timedelta(days=1)
UNITS = {one: unit(one) for one in ("permits", "legal", "documents")}


class MovedClock:
    def __init__(self) -> None:
        self.time = NOW

    def now(self) -> datetime:
        return self.time


def at(day: date, hour: int = 8) -> datetime:
    """That hour of a day in Muscat, which is four hours ahead."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC) - timedelta(hours=4)


def given_days(days: int) -> Route:
    """Received and given to permits on Wednesday, 2 September; Friday and Saturday are off."""
    return route(registered(days_to_answer=days))


def said(start: Route, last: date, habit: Habit = HABIT) -> list[tuple[str, int]]:
    """All that is said when it is looked at every hour until a day: the day and the step."""
    now, here = NOW, start
    while now.date() <= last:
        here, now = reminded(here, UNITS, habit, now), now + timedelta(hours=1)
    return [(one.on.isoformat(), one.step) for one in here.reminded]


def test_it_is_said_two_working_days_before_on_the_day_and_then_from_time_to_time() -> None:
    start = given_days(6)
    assert start.due_on == date(2026, 9, 10)
    assert said(start, date(2026, 9, 30)) == [
        ("2026-09-08", -1),
        ("2026-09-10", 0),
        ("2026-09-13", 1),  # the first working day behind the weekend
        ("2026-09-20", 2),
        ("2026-09-27", 3),
    ]


def test_how_long_before_and_how_often_is_a_habit_of_the_house() -> None:
    habit = Habit(before=0, every=2, hour=6)
    days = [day for day, _ in said(given_days(6), date(2026, 9, 20), habit)]
    assert days == ["2026-09-10", "2026-09-13", "2026-09-15", "2026-09-17"]


def test_who_gets_it_when_it_is_due_soon_is_told_at_once() -> None:
    assert said(given_days(2), date(2026, 9, 7)) == [("2026-09-02", -1), ("2026-09-06", 0), ("2026-09-07", 1)]


def test_nothing_is_said_at_night_nor_on_a_day_off() -> None:
    start = given_days(6)
    for now in (at(date(2026, 9, 10), 5), at(date(2026, 9, 11)), at(date(2026, 9, 12))):
        assert reminded(start, UNITS, HABIT, now) is start


def test_of_what_was_missed_only_the_last_is_said() -> None:
    after = reminded(given_days(6), UNITS, HABIT, at(date(2026, 9, 22)))
    assert [one.step for one in after.reminded] == [2]
    assert reminded(after, UNITS, HABIT, at(date(2026, 9, 22), 20)) is after


@pytest.mark.parametrize("how", ["void", "done", "asked"])
def test_nobody_is_reminded_of_what_ended_or_waits_for_its_requester(how: str) -> None:
    start = given_days(6)
    root = tree.root(start).branch_id
    there = {
        "void": void(start, "p-0", "twice", NOW),
        "done": finish(start, root, BY, NOW),
        "asked": ask(start, root, "؟", BY, NOW),
    }[how]
    assert said(there, date(2026, 9, 30)) == []
    assert next_reminder(there, UNITS, HABIT, NOW) is None


def test_a_due_date_that_moves_begins_anew_and_one_that_moves_back_goes_on() -> None:
    here = reminded(given_days(6), UNITS, HABIT, at(date(2026, 9, 8)))
    later = unit("permits", version=2, days_off={date(2026, 9, 9): "عطلة"})
    moved = follow(here, ChangedUnit(before=UNITS["permits"], now=later), NOW)
    assert moved.due_on == date(2026, 9, 13)
    again = reminded(moved, UNITS | {"permits": later}, HABIT, at(date(2026, 9, 10)))
    assert [one.step for one in again.reminded] == [-1, -1]
    back = follow(again, ChangedUnit(before=later, now=UNITS["permits"]), NOW)
    assert reminded(back, UNITS, HABIT, at(date(2026, 9, 8), 9)) is back


def test_what_is_for_information_or_has_no_term_is_nobodys_burden() -> None:
    start = given_days(60)
    tasks = [
        Task(holder=Holder(unit_id="legal"), purpose="information", days=3, due_on=date(2026, 9, 7)),
        Task(holder=Holder(unit_id="documents")),
    ]
    ids = iter(range(1, 9))
    there = refer(start, tree.root(start).branch_id, tasks, BY, NOW, lambda: UUID(int=next(ids)))
    assert said(there, date(2026, 9, 30)) == []


def test_a_calendar_that_became_impossible_stops_nobody() -> None:
    never = UNITS | {"permits": unit("permits", version=2, weekend=(1, 2, 3, 4, 5, 6, 7))}
    now = at(date(2026, 9, 10))
    start = given_days(6)
    assert reminded(start, never, HABIT, now) is start
    moment = next_reminder(start, never, HABIT, now)
    assert moment is not None
    assert moment > now


@settings(max_examples=200)
@given(st.integers(1, 12), st.integers(0, 40 * 24), st.integers(0, 6), st.integers(1, 6))
def test_the_moment_to_look_is_never_too_late_and_always_leads_on(
    days: int, hour: int, before: int, every: int
) -> None:
    habit = Habit(before=before, every=every, hour=6)
    here, now = given_days(days), NOW + timedelta(hours=hour)
    moment = next_reminder(here, UNITS, habit, now)
    assert moment is not None
    if moment > now:
        # Nothing could be said before.
        assert reminded(here, UNITS, habit, now) is here
        assert reminded(here, UNITS, habit, moment - timedelta(minutes=1)) is here
    after = reminded(here, UNITS, habit, max(moment, now))
    assert len(after.reminded) == 1
    following = next_reminder(after, UNITS, habit, max(moment, now))
    assert following is not None
    assert following > max(moment, now)


async def test_of_two_who_look_at_once_one_says_it_and_nobodys_request_is_refused(
    routing: Routing, projection: FakeUnitProjection, watch: UnitWatch
) -> None:
    del routing, projection
    clock = MovedClock()
    clock.time = at(date(2026, 9, 10))
    routes = FakeRoutes(remind_at(watch, HABIT, clock))
    start = given_days(6)
    await routes.add(start, ())
    # Somebody else says it between our reading and our writing.
    routes.rivals = [reminded(start, UNITS, HABIT, clock.time)]
    await Reminding(routes=routes, units=watch, clock=clock, habit=HABIT, poll_seconds=1).catch_up()
    there = routes.kept[start.submission_id]
    assert ([one.step for one in there.reminded], there.version, routes.told) == ([0], start.version, [])
    assert routes.moments[start.submission_id] == at(date(2026, 9, 13), 6)


async def test_what_is_stated_says_who_holds_it_and_when_work_goes_on(watch: UnitWatch) -> None:
    clock = MovedClock()
    clock.time = at(date(2026, 9, 10))
    routes = FakeRoutes(remind_at(watch, HABIT, clock))
    start = replace(given_days(6), confidential=True)
    await routes.add(start, ())
    await Reminding(routes=routes, units=watch, clock=clock, habit=HABIT, poll_seconds=1).catch_up()
    (event,) = routes.told
    assert isinstance(event, HolderRemindedV1)
    assert (event.unit_id, event.person_id, event.stage, event.confidential) == ("permits", None, "today", True)
    assert (event.due_on, event.on, event.next_working_day) == (
        date(2026, 9, 10),
        date(2026, 9, 10),
        date(2026, 9, 13),
    )
    assert event.branch_id == tree.root(start).branch_id


@pytest.mark.parametrize("every", [1, 3, 5, 999, 1000, 5000])
def test_nobody_is_reminded_for_ever(every: int) -> None:
    habit, here, told = Habit(before=2, every=every, hour=6), given_days(5), 0
    for years in range(1, 30):
        now = NOW + timedelta(days=365 * years)
        after = reminded(here, UNITS, habit, now)
        told += after is not here
        here = after
        next_reminder(here, UNITS, habit, now)
    assert told >= 1
    assert next_reminder(here, UNITS, habit, NOW + timedelta(days=365 * 30)) is None
