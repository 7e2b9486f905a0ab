"""Periods, tables and spreads, over all that there can be."""

import statistics
from collections import Counter
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.principal import Principal
from shared.reports import Asker, Cell, Period, TimeStep, seen_units, spread, step_of, steps, table

DAYS = st.dates(date(1990, 1, 1), date(2060, 1, 1))
STEPS: st.SearchStrategy[TimeStep] = st.sampled_from(["day", "week", "month"])
PERIODS = st.builds(
    lambda first, days: Period(first=first, last=first + timedelta(days=days)), DAYS, st.integers(0, 800)
)
MUSCAT = ZoneInfo("Asia/Muscat")


def test_both_ends_of_a_period_are_in_it_and_its_days_are_those_of_the_zone() -> None:
    begin, end = Period(first=date(2026, 3, 23), last=date(2026, 5, 29)).moments(MUSCAT)
    assert begin == datetime(2026, 3, 23, tzinfo=MUSCAT)
    assert end == datetime(2026, 5, 30, tzinfo=MUSCAT)
    assert Period(first=date(2026, 3, 23), last=date(2026, 5, 29)).days == 68


@pytest.mark.parametrize(("first", "days"), [(date(2026, 1, 2), -1), (date(2026, 1, 1), 3_660)])
def test_what_ends_before_it_begins_or_is_too_long_is_no_period(first: date, days: int) -> None:
    with pytest.raises(ValueError, match="no period"):
        Period(first=first, last=first + timedelta(days=days))


@given(PERIODS, STEPS)
def test_every_day_of_a_period_is_in_one_of_its_steps(period: Period, by: TimeStep) -> None:
    found = list(steps(period, by))
    assert found == sorted(set(found))
    days = {period.first + timedelta(days=number) for number in range(period.days)}
    assert {step_of(day, by) for day in days} == set(found)


@given(DAYS)
def test_a_week_begins_on_sunday(day: date) -> None:
    first = step_of(day, "week")
    assert first.isoweekday() == 7
    assert timedelta() <= day - first < timedelta(days=7)


@given(st.lists(st.tuples(DAYS, st.sampled_from(["incoming", "outgoing"]), st.integers(1, 9))), STEPS)
def test_a_table_sums_up_to_what_it_was_made_of(cells: list[tuple[date, str, int]], by: TimeStep) -> None:
    made = table(
        [Cell(key=day.isoformat(), column=name, count=n) for day, name, n in cells], ("incoming", "outgoing"), by
    )
    for column in made.columns:
        assert made.totals[column] == sum(n for _, name, n in cells if name == column)
    assert [row.key for row in made.rows] == sorted({step_of(day, by).isoformat() for day, _, _ in cells})


def test_other_rows_stand_fullest_first_and_what_is_not_known_last() -> None:
    cells = [
        Cell(key=None, column="n", count=90),
        *(Cell(key=key, column="n", count=count) for key, count in (("a", 1), ("b", 5))),
    ]
    assert [row.key for row in table(cells, ["n"], "unit").rows] == ["b", "a", None]


@given(st.lists(st.integers(0, 500), min_size=1))
def test_a_spread_is_of_values_that_were_seen(values: list[int]) -> None:
    found = spread(Counter(values))
    assert found is not None
    assert found.count == len(values)
    assert found.median == statistics.median_low(values)
    assert found.p90 in values
    assert sum(one <= found.p90 for one in values) >= 0.9 * len(values)
    assert sum(one < found.p90 for one in values) < 0.9 * len(values)


def test_of_nothing_there_is_no_spread() -> None:
    assert spread({}) is None


def asking(*roles: str, units: tuple[str, ...] = (), acts_for: tuple[Principal, ...] = ()) -> Principal:
    return Principal(person_id="p", name="P", roles=frozenset(roles), units=frozenset(units), acts_for=acts_for)


PARENTS = {"ministry": None, "labour": "ministry", "permits": "labour", "desk": "permits", "legal": "ministry"}


def seen_by(principal: Principal) -> frozenset[str] | None:
    return seen_units(Asker.of(principal), PARENTS)


def test_a_manager_sees_the_own_units_and_all_below_and_overseers_everything() -> None:
    assert seen_by(asking("manager", units=("labour",))) == frozenset({"labour", "permits", "desk"})
    assert seen_by(asking("manager")) == frozenset()
    for role in ("clerk", "administrator", "auditor"):
        assert seen_by(asking("officer", role)) is None


def test_who_acts_for_a_manager_sees_that_managers_units_and_no_numbers_of_his_own() -> None:
    manager = asking("manager", units=("legal",))
    assert seen_by(asking("officer", units=("permits",), acts_for=(manager,))) == frozenset({"legal"})
    assert seen_by(asking("manager", units=("permits",), acts_for=(manager,))) == frozenset(
        {"permits", "desk", "legal"}
    )


def test_units_in_a_circle_are_no_endless_way() -> None:
    manager = Asker.of(asking("manager", units=("a",)))
    assert seen_units(manager, {"a": "b", "b": "a"}) == frozenset({"a", "b"})
