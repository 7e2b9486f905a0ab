"""When a notice is tried again, and how many acknowledgements one address may get."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.notify.limiting import AddressLimit
from services.notify.model.delivery import RetrySchedule

SCHEDULE = RetrySchedule(first=timedelta(seconds=5), longest=timedelta(minutes=15))
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
chances = st.floats(0, 1, exclude_max=True)


@pytest.mark.parametrize(("attempts", "seconds"), [(1, 5), (2, 10), (3, 20), (8, 640), (9, 900), (10_000, 900)])
def test_pauses_double_up_to_the_longest(attempts: int, seconds: float) -> None:
    assert SCHEDULE.pause(attempts, 0.5) == timedelta(seconds=seconds)


@given(st.integers(1, 10_000), chances)
def test_pauses_are_spread_by_a_fifth_and_never_hot(attempts: int, chance: float) -> None:
    middle = SCHEDULE.pause(attempts, 0.5)
    assert 0.79 * middle <= SCHEDULE.pause(attempts, chance) <= 1.21 * middle
    assert SCHEDULE.pause(attempts, chance) >= timedelta(seconds=4)


@given(st.integers(1, 20), st.lists(st.integers(0, 7200), max_size=200))
def test_no_address_gets_more_than_the_limit_within_any_clock_hour(limit: int, seconds: list[int]) -> None:
    rule = AddressLimit(limit)
    allowed = [at for at in sorted(seconds) if rule.allows("a@example.com", NOON + timedelta(seconds=at))]
    for hour in range(3):
        assert sum(hour * 3600 <= at < (hour + 1) * 3600 for at in allowed) <= limit


def test_the_window_slides_over_the_hours_edge() -> None:
    rule = AddressLimit(4)
    end, begin = NOON - timedelta(seconds=1), NOON + timedelta(seconds=1)
    assert [rule.allows("a@example.com", end) for _ in range(5)] == [True] * 4 + [False]
    assert [rule.allows("a@example.com", begin) for _ in range(2)] == [True, False]
    assert rule.allows("a@example.com", NOON + timedelta(minutes=30))


def test_addresses_do_not_use_up_each_others_limit() -> None:
    rule = AddressLimit(1)
    assert rule.allows("a@example.com", NOON)
    assert rule.allows("b@example.com", NOON)
    assert not rule.allows("A@Example.com", NOON)
