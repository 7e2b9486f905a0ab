"""Working days and due dates."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.routing.calendars import (
    MOST_WORKING_DAYS,
    NoWorkingDayError,
    UnitCalendar,
    UnknownHolidaysError,
    public_holidays,
)

OMAN = UnitCalendar(weekend=frozenset({5, 6}), holiday_country="OM")
LONDON = UnitCalendar(weekend=frozenset({6, 7}), holiday_country="GB-ENG")

days = st.dates(min_value=date(2024, 1, 1), max_value=date(2031, 12, 31))
announced = st.dictionaries(days, st.just("announced"), max_size=12)
terms = st.integers(min_value=1, max_value=60)
calendars = st.builds(
    UnitCalendar,
    weekend=st.frozensets(st.integers(min_value=1, max_value=7), max_size=6),
    holiday_country=st.sampled_from(["", "OM", "GB-ENG", "IN"]),
    days_off=announced,
    days_on=announced,
)


def test_friday_and_saturday_do_not_count_in_oman() -> None:
    wednesday = date(2026, 9, 2)
    assert OMAN.due_on(wednesday, 1) == date(2026, 9, 3)
    assert OMAN.due_on(wednesday, 2) == date(2026, 9, 6)


def test_the_day_of_receipt_does_not_count_even_when_it_is_off() -> None:
    friday = date(2026, 9, 4)
    assert OMAN.due_on(friday, 1) == date(2026, 9, 6)


def test_a_public_holiday_does_not_count_and_says_its_name_in_both_languages() -> None:
    reason = OMAN.why(date(2026, 11, 25))
    assert (reason.working, reason.kind) == (False, "public-holiday")
    assert reason.name is not None
    assert reason.name.en == "National Day"
    assert reason.name.ar == "يوم وطني"
    # 25 and 26 November are a Wednesday and a Thursday, the weekend follows.
    assert OMAN.due_on(date(2026, 11, 24), 1) == date(2026, 11, 29)


def test_an_estimated_holiday_says_that_it_is_estimated() -> None:
    names = [text.en for text in public_holidays("OM", 2090).values()]
    assert "Islamic New Year (estimated)" in names


def test_a_holiday_that_is_announced_late_moves_the_due_date() -> None:
    announced_late = UnitCalendar(weekend=frozenset({5, 6}), days_off={date(2026, 9, 3): "إجازة رسمية"})
    assert announced_late.due_on(date(2026, 9, 2), 1) == date(2026, 9, 6)
    assert announced_late.why(date(2026, 9, 3)).kind == "announced-off"


def test_an_administrator_may_have_a_holiday_worked() -> None:
    worked = UnitCalendar(weekend=frozenset({5, 6}), holiday_country="OM", days_on={date(2026, 11, 25): "moved"})
    assert worked.due_on(date(2026, 11, 24), 1) == date(2026, 11, 25)
    assert worked.why(date(2026, 11, 25)).kind == "announced-on"


def test_a_day_announced_both_ways_is_off() -> None:
    day = date(2026, 9, 2)
    assert not UnitCalendar(weekend=frozenset(), days_off={day: "a"}, days_on={day: "b"}).is_working(day)


def test_an_office_abroad_has_the_weekend_and_holidays_of_its_place() -> None:
    assert LONDON.is_working(date(2026, 9, 4))  # Friday
    assert not LONDON.is_working(date(2026, 9, 6))  # Sunday
    assert LONDON.why(date(2026, 8, 31)).kind == "public-holiday"  # Summer Bank Holiday


def test_a_holiday_observed_in_the_next_year_counts_there() -> None:
    america = UnitCalendar(weekend=frozenset({6, 7}), holiday_country="US")
    # New Year's Day 2022 was a Saturday and observed on the Friday before, in 2021.
    assert america.why(date(2021, 12, 31)).kind == "public-holiday"


@pytest.mark.parametrize("country", ["ZZ", "GB-NOWHERE"])
def test_an_unknown_country_is_a_named_error(country: str) -> None:
    with pytest.raises(UnknownHolidaysError, match=country):
        UnitCalendar(weekend=frozenset(), holiday_country=country).due_on(date(2026, 1, 1), 1)


def test_a_calendar_without_a_working_day_is_a_named_error() -> None:
    with pytest.raises(NoWorkingDayError):
        UnitCalendar(weekend=frozenset(range(1, 8))).due_on(date(2026, 1, 1), 1)


def test_working_days_that_run_out_are_a_named_error() -> None:
    two_days = UnitCalendar(
        weekend=frozenset(range(1, 8)), days_on={date(2026, 1, 5): "once", date(2026, 3, 5): "twice"}
    )
    assert two_days.due_on(date(2026, 1, 1), 2) == date(2026, 3, 5)
    with pytest.raises(NoWorkingDayError):
        two_days.due_on(date(2026, 1, 1), 3)


def test_the_end_of_time_is_a_named_error() -> None:
    with pytest.raises(NoWorkingDayError):
        UnitCalendar(weekend=frozenset()).due_on(date.max, 1)


@pytest.mark.parametrize("term", [-1, 0, MOST_WORKING_DAYS + 1])
def test_a_term_that_makes_no_sense_is_refused(term: int) -> None:
    with pytest.raises(ValueError, match="working days"):
        OMAN.due_on(date(2026, 1, 1), term)


def test_nothing_lies_between_a_day_and_an_earlier_one() -> None:
    assert OMAN.working_days_between(date(2026, 9, 3), date(2026, 9, 1)) == 0


@given(calendars, days, terms)
def test_a_due_date_is_a_working_day_exactly_the_term_away(calendar: UnitCalendar, start: date, term: int) -> None:
    due = calendar.due_on(start, term)
    assert due > start
    assert calendar.is_working(due)
    assert calendar.working_days_between(start, due) == term


@given(calendars, days, terms)
def test_a_longer_term_ends_later(calendar: UnitCalendar, start: date, term: int) -> None:
    assert calendar.due_on(start, term) < calendar.due_on(start, term + 1)


@given(calendars, days, terms, st.integers(min_value=0, max_value=40))
def test_a_later_start_never_ends_earlier(calendar: UnitCalendar, start: date, term: int, later: int) -> None:
    assert calendar.due_on(start, term) <= calendar.due_on(start + timedelta(days=later), term)


@given(calendars, days, terms, st.integers(min_value=0, max_value=90))
def test_an_added_day_off_never_makes_it_due_earlier(
    calendar: UnitCalendar, start: date, term: int, ahead: int
) -> None:
    stricter = UnitCalendar(
        weekend=calendar.weekend,
        holiday_country=calendar.holiday_country,
        days_off={**calendar.days_off, start + timedelta(days=ahead): "announced"},
        days_on=calendar.days_on,
    )
    assert stricter.due_on(start, term) >= calendar.due_on(start, term)


@given(calendars, days)
def test_the_reason_and_the_answer_agree(calendar: UnitCalendar, day: date) -> None:
    assert calendar.why(day).working == calendar.is_working(day)


@given(calendars, days, days)
def test_working_days_between_are_what_counting_them_one_by_one_gives(
    calendar: UnitCalendar, start: date, end: date
) -> None:
    one_by_one = sum(calendar.is_working(start + timedelta(days=ahead)) for ahead in range(1, (end - start).days + 1))
    assert calendar.working_days_between(start, end) == one_by_one
