"""When those who hold work are reminded of it: soon before it is due, on that day, and from time to time while it is late.

Pure functions of a route, of calendars and of now. What was said is kept with the route, by branch and due date: a due date
that moves begins anew, and one that moves back goes on where it was.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from services.routing.calendars import (
    LONGEST_BREAK,
    MOST_WORKING_DAYS,
    NoWorkingDayError,
    UnitCalendar,
    UnknownHolidaysError,
)
from services.routing.model import tree
from services.routing.model.asked import waiting
from services.routing.model.branch import Branch
from services.routing.model.route import Reminded, Route
from services.routing.model.terms import Units

SOON: Final = -1
DUE: Final = 0
"""Steps: what comes before the due date, and the due date itself. The nth while it is late is n."""
_NOTHING: Final = SOON - 1

_LOOK_AGAIN: Final = timedelta(days=1)
"""Where a calendar is impossible: it may be mended by then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Habit:
    """When reminders are said, by the holder's unit's working days: so many before (0: not at all), every so many while late.

    `hour` is the one of a working day from which on they are said.
    """

    before: int = 2
    every: int = 5
    hour: int = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class _Running:
    """A branch that can come due, with the days of its unit; `told` is the last step that was said of its due date."""

    branch: Branch
    due_on: date
    calendar: UnitCalendar
    zone: ZoneInfo
    told: int


def reminded(route: Route, units: Units, habit: Habit, now: datetime) -> Route:
    """Say of every branch that comes due how far it is, if that was not said yet; the same object where there is nothing.

    It changes nothing that anybody decides on, so the version stays. Of steps that were missed only the last is said.
    """
    said: list[Reminded] = []
    for one in _running(route, units):
        with suppress(NoWorkingDayError, UnknownHolidaysError):
            step = _step(one, habit, now)
            if step > one.told:
                on = now.astimezone(one.zone).date()
                said.append(Reminded(branch_id=one.branch.branch_id, due_on=one.due_on, step=step, on=on, at=now))
    return replace(route, reminded=(*route.reminded, *said)) if said else route


def next_reminder(route: Route, units: Units, habit: Habit, now: datetime) -> datetime | None:
    """When to look at a route for what is to be said; None where nothing will be. In the past: at once."""
    moments = (_moment(one, habit, now) for one in _running(route, units) if one.told < _last(habit))
    return min(moments, default=None)


def next_working_day(day: date, calendar: UnitCalendar) -> date:
    """The next day on which a unit works. Raises what `UnitCalendar.due_on` raises."""
    return calendar.due_on(day, 1)


def _running(route: Route, units: Units) -> Iterator[_Running]:
    """The branches whose clock runs. Of what is void, closed, or waits for its requester, nobody is reminded."""
    if route.voided or route.closed or waiting(route.questions):
        return
    for branch in tree.of(route):
        unit = units.get(branch.holder.unit_id)
        if branch.is_work and branch.due_on is not None and unit is not None:
            steps = (
                one.step for one in route.reminded if (one.branch_id, one.due_on) == (branch.branch_id, branch.due_on)
            )
            yield _Running(
                branch=branch,
                due_on=branch.due_on,
                calendar=UnitCalendar.of(unit),
                zone=ZoneInfo(unit.time_zone),
                told=max(steps, default=_NOTHING),
            )


def _step(one: _Running, habit: Habit, now: datetime) -> int:
    """How far it is now, if it may be said now."""
    today = now.astimezone(one.zone)
    if today.hour < habit.hour or not one.calendar.is_working(today.date()):
        return _NOTHING
    if today.date() < one.due_on:
        soon = _soon_on(one, habit)
        return SOON if soon is not None and soon <= today.date() else _NOTHING
    late = one.calendar.working_days_between(one.due_on, today.date())
    return DUE if late == 0 else min(1 + (late - 1) // habit.every, _last(habit))


def _last(habit: Habit) -> int:
    """The step after which nobody is reminded any more: that late no calendar counts (`MOST_WORKING_DAYS`, four years)."""
    return 1 + (MOST_WORKING_DAYS - 1) // habit.every


def _moment(one: _Running, habit: Habit, now: datetime) -> datetime:
    """When the next step can be said."""
    try:
        day = _next_on(one, habit)
        moment = _at(day, one.zone, habit)
        if moment > now:
            return moment
        today = now.astimezone(one.zone).date()
        if not one.calendar.is_working(today):
            return _at(next_working_day(today, one.calendar), one.zone, habit)
        return max(moment, _at(today, one.zone, habit))
    except (NoWorkingDayError, UnknownHolidaysError):
        return now + _LOOK_AGAIN


def _next_on(one: _Running, habit: Habit) -> date:
    """The first day of the step after the last one that was said."""
    if one.told >= DUE:
        return one.calendar.due_on(one.due_on, 1 + one.told * habit.every)
    soon = _soon_on(one, habit) if one.told < SOON else None
    return one.due_on if soon is None else soon


def _soon_on(one: _Running, habit: Habit) -> date | None:
    """The day before the due date from which on it is told of, also to who gets it later; None where it is not."""
    if habit.before == 0:
        return None
    day, left = one.due_on, 0
    for _ in range(LONGEST_BREAK):
        left += one.calendar.is_working(day)
        day -= timedelta(days=1)
        if left >= habit.before and one.calendar.is_working(day):
            return day
    return None


def _at(day: date, zone: ZoneInfo, habit: Habit) -> datetime:
    return datetime.combine(day, time(habit.hour), zone)
