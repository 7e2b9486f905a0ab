from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from shared.clock import SystemClock, to_milliseconds


def test_the_systems_time_is_aware_in_utc_and_cut_to_milliseconds() -> None:
    before = datetime.now(UTC)
    now = SystemClock().now()
    assert now.tzinfo is UTC
    assert now.microsecond % 1000 == 0
    assert before - timedelta(milliseconds=1) < now <= datetime.now(UTC)


@given(st.datetimes(timezones=st.just(UTC)))
def test_cutting_takes_away_less_than_a_millisecond_and_only_once(moment: datetime) -> None:
    cut = to_milliseconds(moment)
    assert timedelta(0) <= moment - cut < timedelta(milliseconds=1)
    assert to_milliseconds(cut) == cut
