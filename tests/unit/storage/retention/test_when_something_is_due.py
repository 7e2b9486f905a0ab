"""What is due, and why: pure rules, and the same as questions that an index answers."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.storage.retention.model import KeptMatter, due, spans, years_after, years_before
from tests.unit.storage.retention.fakes import NOW, classes, matter, retention_class

_SPAN = timedelta(days=365 * 60)
moments = st.timedeltas(min_value=timedelta(), max_value=_SPAN).map(
    lambda since: datetime(2000, 1, 1, tzinfo=UTC) + since
)
leap_days = st.builds(
    lambda year, seconds: datetime(4 * year, 2, 28, tzinfo=UTC) + timedelta(seconds=seconds),
    st.integers(500, 514),
    st.integers(0, 3 * 86400),
)
years = st.integers(min_value=1, max_value=100)


@given(since=moments | leap_days, now=moments | leap_days, many=years)
def test_the_years_are_over_when_both_ways_of_counting_say_so(since: datetime, now: datetime, many: int) -> None:
    assert (since <= years_before(now, many)) == (years_after(since, many) <= now)


@given(first=moments | leap_days, second=moments | leap_days, many=years)
def test_who_came_first_is_due_first(first: datetime, second: datetime, many: int) -> None:
    assert (first <= second) <= (years_after(first, many) <= years_after(second, many))


def test_what_was_closed_on_a_leap_day_is_kept_until_march() -> None:
    assert years_after(datetime(2024, 2, 29, 9, tzinfo=UTC), 5) == datetime(2029, 3, 1, tzinfo=UTC)
    assert years_after(datetime(2024, 2, 29, 9, tzinfo=UTC), 4) == datetime(2028, 2, 29, 9, tzinfo=UTC)


matters = st.builds(
    matter,
    request_type=st.sampled_from(["short", "looked-at", "permanent", "unknown", "default"]),
    closed_at=moments,
    received_at=moments,
    state=st.sampled_from(["open", "over", "disposed"]),
    held=st.booleans(),
)
NAMED = {"short": "short", "looked-at": "looked-at", "permanent": "permanent", "unknown": "given-up"}
CLASSES = classes(
    retention_class("ordinary", years=10),
    retention_class("short", years=2),
    retention_class("looked-at", years=5, counted_from="received", then="review"),
    retention_class("permanent", years=None),
)


@given(one=matters, now=moments)
def test_the_index_is_asked_for_exactly_what_the_rule_says(one: KeptMatter, now: datetime) -> None:
    found = [
        span.class_code
        for span in spans(CLASSES, NAMED, ["short", "looked-at", "permanent", "unknown", "default"], now)
        if one.state == "over"
        and not one.held
        and one.request_type in span.request_types
        and (one.closed_at if span.counted_from == "closed" else one.received_at) <= span.until
    ]
    why = due(one, CLASSES, NAMED, now)
    assert found == ([] if why is None else [why.class_code])


@given(one=matters, now=moments)
def test_what_is_open_held_gone_or_kept_for_ever_is_never_due(one: KeptMatter, now: datetime) -> None:
    why = due(one, CLASSES, NAMED, now)
    if one.state != "over" or one.held or one.request_type in ("permanent", "unknown"):
        assert why is None
    elif why is not None:
        assert why.due_since <= now
        assert why.since + timedelta(days=365 * why.years) <= now


@pytest.mark.parametrize(("named", "code"), [({}, "ordinary"), ({"work-permit": "short"}, "short")])
def test_a_type_has_the_class_that_it_names_or_the_default_one(named: dict[str, str], code: str) -> None:
    why = due(matter(), CLASSES, named, NOW)
    assert why is not None
    assert why.class_code == code
