"""What a changed calendar does to what runs: due dates move, and the history says by which day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from services.routing.calendars import UnitCalendar
from services.routing.model.branch import Branch
from services.routing.model.route import Route
from services.routing.model.terms import began_at, rescheduled
from shared.contracts.directory import UnitChangedV1

BY_CALENDAR = "calendar"
"""Why a due date changed, where no single day is the reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedUnit:
    """A unit as due dates were counted before, and as they are to be counted now."""

    before: UnitChangedV1
    now: UnitChangedV1


def follow(route: Route, changed: ChangedUnit, now: datetime) -> Route:
    """Compute the due dates of a unit's running branches anew; doing it again changes nothing. A void route stays."""
    if route.voided:
        return route

    def because(branch: Branch, due_on: date) -> str:
        began = began_at(route, branch).astimezone(ZoneInfo(changed.now.time_zone)).date()
        return "; ".join(_reasons(changed, began, max(due_on, branch.due_on or due_on))) or BY_CALENDAR

    return rescheduled(route, {changed.now.unit.unit_id: changed.now}, now, because)


def _reasons(changed: ChangedUnit, began: date, last: date) -> Iterator[str]:
    """Each day that is worked now and was not, or the other way round, with what an administrator said of it."""
    before, now = UnitCalendar.of(changed.before), UnitCalendar.of(changed.now)
    for ahead in range(1, (last - began).days + 1):
        day = began + timedelta(days=ahead)
        if before.is_working(day) != now.is_working(day):
            announced = (now.days_off, now.days_on, before.days_off, before.days_on)
            words = next((days[day] for days in announced if day in days), "")
            yield f"{day.isoformat()} {words}".rstrip()
