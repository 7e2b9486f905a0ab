"""When a ministry is at work."""

import datetime as dt
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from deploy.demo.past.days import LONGEST_SITTING, WEEKEND, ZONE, Days
from deploy.demo.past.plan import SHARES, beginnings

MOMENTS = st.integers(0, 1800).map(
    lambda days: dt.datetime(2026, 1, 1, tzinfo=dt.UTC) + dt.timedelta(days=days, hours=9.3)
)
SEEDS = st.integers(0, 2**32)
HOLIDAY = dt.date(2026, 11, 18)


def at(day: int, hour: int = 12) -> dt.datetime:
    return dt.datetime(2026, 11, day, hour, tzinfo=dt.UTC)


@given(MOMENTS, SEEDS, st.integers(1, 10))
def test_nobody_works_at_night_or_on_weekends_and_all_is_over_before_the_end(
    end: dt.datetime, seed: int, weeks: int
) -> None:
    days = Days.until(end, Random(seed), weeks=weeks)
    for sitting in days:
        here = sitting.at.astimezone(ZONE)
        assert 7 <= here.hour < 21
        assert not (sitting.office and (here.weekday() in WEEKEND or here.hour >= 14))
        assert sitting.at + LONGEST_SITTING < end
    moments = [one.at for one in days]
    assert moments == sorted(moments)


@given(MOMENTS, SEEDS, st.integers(0, 5), st.booleans())
def test_what_goes_on_goes_on_later(end: dt.datetime, seed: int, working_days: int, office: bool) -> None:  # noqa: FBT001 - drawn
    rng = Random(seed)
    days = Days.until(end, rng, weeks=4)
    begins = days.back(10, rng)
    after = days.after(begins.at, rng, days=working_days, office=office)
    assert after is not None
    assert after.at > begins.at
    assert after.office or not office


def test_what_would_go_on_after_the_end_stands_where_it_is() -> None:
    days = Days.until(at(22), Random(1), weeks=2)
    *_, last = days
    assert days.after(last.at, Random(1)) is None
    assert days.after(days.back(1, Random(1)).at, Random(1), days=3) is None


def test_holidays_are_free() -> None:
    free = Days.until(at(22), Random(1), weeks=2, holidays=[HOLIDAY])
    assert not [one for one in free if one.office and one.at.astimezone(ZONE).date() == HOLIDAY]
    assert [one for one in Days.until(at(22), Random(1), weeks=2) if one.office and one.at.date() == HOLIDAY]


@given(SEEDS)
def test_every_kind_of_life_begins_in_both_sizes(seed: int) -> None:
    days = Days.until(at(22), Random(seed), weeks=9)
    small, whole = (beginnings(days, Random(seed), small=small) for small in (True, False))
    assert {one.life for one in small} == {one.life for one in whole} == {share.life for share in SHARES}
    assert 250 <= len(whole) <= 400
    assert [one.sitting for one in whole] == sorted(one.sitting for one in whole)
