"""The clock against one that counts day by day, over many rounds of pauses."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from services.routing.calendars import UnitCalendar
from services.routing.model import Pause, Reading, clock
from services.routing.model.clock import due_on

START = datetime(2026, 9, 1, tzinfo=UTC)
ZONES = st.sampled_from([ZoneInfo(name) for name in ("Asia/Muscat", "UTC", "America/New_York", "Africa/Cairo")])
MINUTES = st.integers(0, 90 * 24 * 60)
CALENDARS = st.builds(
    UnitCalendar,
    weekend=st.sampled_from([frozenset({5, 6}), frozenset({6, 7}), frozenset({5}), frozenset()]),
    holiday_country=st.sampled_from(["", "OM"]),
    days_off=st.dictionaries(st.dates(date(2026, 9, 1), date(2026, 12, 31)), st.just("عطلة"), max_size=8),
    days_on=st.dictionaries(st.dates(date(2026, 9, 1), date(2026, 12, 31)), st.just("دوام"), max_size=8),
)
DAYS = st.integers(1, 25)


def moment(minutes: int) -> datetime:
    return START + timedelta(minutes=minutes)


@st.composite
def rounds(draw: st.DrawFn, *, may_last: bool = True) -> list[Pause]:
    """Pauses one after another, the last of which may still last."""
    marks = sorted(draw(st.lists(MINUTES, max_size=12, unique=True)))
    pauses = [Pause(start=moment(start), end=moment(end)) for start, end in list(pairwise(marks))[::2]]
    if may_last and len(marks) % 2:
        pauses.append(Pause(start=moment(marks[-1])))
    return pauses


def day_of(at: datetime, zone: ZoneInfo) -> date:
    return at.astimezone(zone).date()


def by_hand(
    received_at: datetime, pauses: Sequence[Pause], days: int, calendar: UnitCalendar, zone: ZoneInfo, now: datetime
) -> Reading:
    """One day after another, and one pause after another."""
    counted: list[date] = []
    day = day_of(received_at, zone)
    while len(counted) < days:
        day += timedelta(days=1)
        ends = datetime.combine(day + timedelta(days=1), time(), zone).astimezone(UTC)
        stood = False
        for pause in pauses:
            end = now if pause.end is None else pause.end
            if pause.start <= ends < end:
                stood = True
        if calendar.is_working(day) and not stood:
            counted.append(day)
    today = day_of(now, zone)
    used = len([each for each in counted if each < today])
    running = [pause for pause in pauses if pause.start <= now and (pause.end is None or now < pause.end)]
    since, late_by = day, 0
    while since < today:
        since += timedelta(days=1)
        late_by += calendar.is_working(since)
    return Reading(due_on=day, used=used, left=days - used, paused=bool(running), late=today > day, late_by=late_by)


@given(received=MINUTES, pauses=rounds(), days=DAYS, calendar=CALENDARS, zone=ZONES, later=MINUTES)
def test_it_shows_what_counting_day_by_day_finds(
    received: int, pauses: list[Pause], days: int, calendar: UnitCalendar, zone: ZoneInfo, later: int
) -> None:
    now = moment(received + later)
    past = [pause for pause in pauses if pause.start <= now]
    read = clock(received_at=moment(received), pauses=past, days=days, calendar=calendar, zone=zone, now=now)
    assert read == by_hand(moment(received), past, days, calendar, zone, now)


@given(received=MINUTES, pauses=rounds(), days=DAYS, calendar=CALENDARS, zone=ZONES, later=MINUTES)
def test_pauses_never_bring_the_last_day_forward(
    received: int, pauses: list[Pause], days: int, calendar: UnitCalendar, zone: ZoneInfo, later: int
) -> None:
    now = moment(received + later)
    last = [
        clock(received_at=moment(received), pauses=pauses[:many], days=days, calendar=calendar, zone=zone, now=now)
        for many in range(len(pauses) + 1)
    ]
    for one, with_one_more in pairwise(last):
        assert one.due_on <= with_one_more.due_on
        assert one.used >= with_one_more.used
    assert last[0].due_on == calendar.due_on(day_of(moment(received), zone), days)


@given(received=MINUTES, pauses=rounds(), days=DAYS, calendar=CALENDARS, zone=ZONES, at=MINUTES, lasted=st.integers(0))
def test_a_pause_that_is_over_the_same_day_changes_nothing(
    received: int, pauses: list[Pause], days: int, calendar: UnitCalendar, zone: ZoneInfo, at: int, lasted: int
) -> None:
    asked = moment(at)
    midnight = datetime.combine(day_of(asked, zone) + timedelta(days=1), time(), zone).astimezone(UTC)
    short = Pause(start=asked, end=asked + (midnight - asked) * (lasted % 1000) / 1000)
    now = moment(90 * 24 * 60)

    def read(found: list[Pause]) -> Reading:
        return clock(received_at=moment(received), pauses=found, days=days, calendar=calendar, zone=zone, now=now)

    assert read([*pauses, short]) == read(pauses)


@given(received=MINUTES, pauses=rounds(), days=DAYS, calendar=CALENDARS, zone=ZONES, later=MINUTES, more=MINUTES)
def test_as_time_goes_on_nothing_that_was_used_comes_back(
    received: int, pauses: list[Pause], days: int, calendar: UnitCalendar, zone: ZoneInfo, later: int, more: int
) -> None:
    now, then = moment(received + later), moment(received + later + more)
    past = [pause for pause in pauses if pause.start <= now]
    one, other = (
        clock(received_at=moment(received), pauses=past, days=days, calendar=calendar, zone=zone, now=at)
        for at in (now, then)
    )
    assert one.used <= other.used
    assert one.due_on <= other.due_on
    assert 0 <= one.used <= days
    assert (one.left == 0) or not one.late


@given(received=MINUTES, pauses=rounds(may_last=False), days=DAYS, calendar=CALENDARS, zone=ZONES, lasts=MINUTES)
def test_a_pause_that_lasts_is_counted_once_it_ends(
    received: int, pauses: list[Pause], days: int, calendar: UnitCalendar, zone: ZoneInfo, lasts: int
) -> None:
    def due(found: list[Pause]) -> date:
        return due_on(received_at=moment(received), pauses=found, days=days, calendar=calendar, zone=zone)

    assert due([*pauses, Pause(start=moment(lasts))]) == due(pauses)


def test_a_week_of_waiting_is_a_week_more() -> None:
    calendar, zone = UnitCalendar(weekend=frozenset({5, 6})), ZoneInfo("Asia/Muscat")
    received_at = datetime(2026, 9, 2, 8, tzinfo=UTC)  # a Wednesday; Thursday, Sunday and Monday count
    pause = Pause(start=datetime(2026, 9, 3, 9, tzinfo=UTC), end=datetime(2026, 9, 10, 9, tzinfo=UTC))
    now = datetime(2026, 9, 13, 8, tzinfo=UTC)
    read = clock(received_at=received_at, pauses=[pause], days=3, calendar=calendar, zone=zone, now=now)
    # Thursday the 10th, Sunday the 13th, Monday the 14th
    assert read == Reading(due_on=date(2026, 9, 14), used=1, left=2, paused=False, late=False)
    lasting = Pause(start=pause.start)
    waiting = clock(received_at=received_at, pauses=[lasting], days=3, calendar=calendar, zone=zone, now=pause.start)
    assert (waiting.paused, waiting.used, waiting.due_on) == (True, 0, date(2026, 9, 7))
