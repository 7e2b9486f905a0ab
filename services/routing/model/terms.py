"""Terms of a route's branches: when each began, when it ends, and what a changed calendar makes of that."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from services.routing.calendars import MOST_WORKING_DAYS, NoWorkingDayError, UnitCalendar, UnknownHolidaysError
from services.routing.errors import ImpossibleDueDateError
from services.routing.model import tree
from services.routing.model.asked import pauses
from services.routing.model.branch import Branch
from services.routing.model.clock import Reading, clock, due_on
from services.routing.model.route import SYSTEM, Route, Step
from shared.contracts.directory import UnitChangedV1

Units = Mapping[str, UnitChangedV1]
"""Units by id, as directory states them."""

LONGEST_TERM = timedelta(days=MOST_WORKING_DAYS)
"""How far ahead a due date may be."""

BY_PAUSE = "question"
"""Why a due date changed: the clock had stood still."""


def began_at(route: Route, branch: Branch) -> datetime:
    """When a branch's term began: the transaction's with its receipt, any other with the referral."""
    return route.received_at if branch.parent_id is None else branch.given_at


def reading(route: Route, branch: Branch, units: Units, now: datetime) -> Reading | None:
    """What a branch's clock shows; None where there is no term, or no calendar to count its days by."""
    unit = units.get(branch.holder.unit_id)
    if unit is None or branch.days is None:
        return None
    # A calendar that is impossible must not hide the transaction.
    with suppress(NoWorkingDayError, UnknownHolidaysError):
        return clock(
            received_at=began_at(route, branch),
            pauses=pauses(route.questions),
            days=branch.days,
            calendar=UnitCalendar.of(unit),
            zone=ZoneInfo(unit.time_zone),
            now=now,
        )
    return None


def root_due_on(route: Route, unit: UnitChangedV1) -> date:
    """Find the last day to answer if a unit had the transaction: its own calendar decides."""
    return due_on(
        received_at=route.received_at,
        pauses=pauses(route.questions),
        days=route.days_to_answer,
        calendar=UnitCalendar.of(unit),
        zone=ZoneInfo(unit.time_zone),
    )


def days_until(due_on: date, unit: UnitChangedV1, now: datetime) -> int:
    """Count the working days of a unit from now to a due date. Raises `ImpossibleDueDateError` unless it is a later one."""
    today, calendar = now.astimezone(ZoneInfo(unit.time_zone)).date(), UnitCalendar.of(unit)
    if not today < due_on <= today + LONGEST_TERM or not calendar.is_working(due_on):
        raise ImpossibleDueDateError(f"{due_on} in {unit.unit.unit_id}")
    return calendar.working_days_between(today, due_on)


def rescheduled(
    route: Route, units: Units, now: datetime, because: Callable[[Branch, date], str] = lambda *_: BY_PAUSE
) -> Route:
    """Compute the due dates of running branches anew, of these units; a step in the history tells of each that changed.

    `because` gives the reason, of a branch and its new due date. A route of which none changed is the same object. What
    waits for an answer keeps its due dates by the pauses before; they follow when the question is settled.
    """
    moved = {
        branch.branch_id: new
        for branch in tree.of(route)
        if branch.runs and (new := _due_on(route, branch, units)) is not None and new != branch.due_on
    }
    if not moved:
        return route
    steps = tuple(
        Step(
            when=now,
            who=SYSTEM,
            unit_id=route.unit_id,
            because=because(branch, moved[branch.branch_id]),
            kind="rescheduled",
            branch_id=branch.branch_id,
            old_due_on=branch.due_on,
            new_due_on=moved[branch.branch_id],
        )
        for branch in tree.of(route)
        if branch.branch_id in moved
    )
    root = tree.root(route)
    return replace(
        route,
        version=route.version + 1,
        due_on=moved.get(root.branch_id, route.due_on),
        branches=tuple(replace(each, due_on=moved.get(each.branch_id, each.due_on)) for each in route.branches),
        history=(*route.history, *steps),
    )


def _due_on(route: Route, branch: Branch, units: Units) -> date | None:
    """By which day it is due now; None where that cannot be said, so that the day that was said before stays."""
    unit = units.get(branch.holder.unit_id)
    if unit is None or branch.days is None:
        return None
    with suppress(NoWorkingDayError, UnknownHolidaysError):
        return due_on(
            received_at=began_at(route, branch),
            pauses=pauses(route.questions),
            days=branch.days,
            calendar=UnitCalendar.of(unit),
            zone=ZoneInfo(unit.time_zone),
        )
    return None
