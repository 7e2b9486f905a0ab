"""The clock: what is left of a term of working days that stood still at times. One pure function of what happened.

A working day of the unit counts unless the clock stood still when that day ended, at midnight in the unit's time zone;
the day on which the term began does not count.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from services.routing.calendars import UnitCalendar


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """The clock stands still from `start` until `end`; None: it still does."""

    start: datetime
    end: datetime | None = None

    def covers(self, moment: datetime) -> bool:
        """Whether the clock stands still at a moment."""
        return self.start <= moment and (self.end is None or moment < self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a clock shows. `due_on` is the last day; while the clock stands still, the last day if it went on now.

    `used` are working days that are over, at most the whole term; `left` are those to come, today included. `late_by` are those
    since the due date, today included.
    """

    due_on: date
    used: int
    left: int
    paused: bool
    late: bool
    late_by: int = 0


def clock(
    *,
    received_at: datetime,
    pauses: Sequence[Pause],
    days: int,
    calendar: UnitCalendar,
    zone: ZoneInfo,
    now: datetime,
) -> Reading:
    """Read the clock of a term of `days` working days that began at `received_at`.

    Raises what `UnitCalendar.due_on` raises.
    """
    until_now = [replace(each, end=now) if each.end is None else each for each in pauses if each.start <= now]
    start, today = _day(received_at, zone), _day(now, zone)
    due_on = _due_on(start, days, until_now, calendar, zone)
    over = min(max((today - start).days - 1, 0), (due_on - start).days)
    used = sum(
        calendar.is_working(day) and not stood_still(day, until_now, zone)
        for day in (start + timedelta(days=ahead) for ahead in range(1, over + 1))
    )
    return Reading(
        due_on=due_on,
        used=used,
        left=days - used,
        paused=any(each.covers(now) for each in pauses),
        late=today > due_on,
        late_by=calendar.working_days_between(due_on, today),
    )


def due_on(
    *, received_at: datetime, pauses: Sequence[Pause], days: int, calendar: UnitCalendar, zone: ZoneInfo
) -> date:
    """Find the last day of a term by the pauses that are over; one that lasts is counted once it ends.

    Raises what `UnitCalendar.due_on` raises.
    """
    return _due_on(_day(received_at, zone), days, [each for each in pauses if each.end is not None], calendar, zone)


def _due_on(start: date, days: int, pauses: Sequence[Pause], calendar: UnitCalendar, zone: ZoneInfo) -> date:
    return calendar.due_on(start, days, left_out=lambda day: stood_still(day, pauses, zone))


def stood_still(day: date, pauses: Sequence[Pause], zone: ZoneInfo) -> bool:
    """Whether the clock stood still when a day ended, so that the day does not count."""
    if not pauses:
        return False
    midnight = datetime.combine(day + timedelta(days=1), time.min, zone)
    return any(each.covers(midnight) for each in pauses)


def _day(moment: datetime, zone: ZoneInfo) -> date:
    return moment.astimezone(zone).date()
