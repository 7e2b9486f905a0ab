"""Reports of the books: what is told is what there is, and to whom."""

from collections.abc import Mapping
from datetime import date
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.registry.model import BOOKS, Wanted
from services.registry.reporting import Reports
from shared.reports import Asker, Period
from tests.unit.registry.fake_books import FakeUnits
from tests.unit.registry.fake_figures import UNITS, FakeFigures, some_letters, some_matters
from tests.unit.registry.office import Office

ALL = Asker(roles=frozenset({"auditor"}), units=frozenset())
YEAR = Period(first=date(2026, 1, 1), last=date(2026, 12, 31))
BY = st.sampled_from(["day", "week", "month", "unit", "request-type", "channel", "state"])


def reports_of(figures: FakeFigures, parents: Mapping[str, str | None] | None = None) -> Reports:
    units = FakeUnits(*UNITS)
    units.parts = dict(parents or {})
    return Reports(figures=figures, units=units, time_zone="Asia/Muscat")


@given(st.randoms(use_true_random=False), BY, st.integers(0, 80), st.integers(0, 80))
async def test_the_sums_of_a_report_are_the_lines_of_its_period(rng: Random, by: str, start: int, days: int) -> None:
    figures = FakeFigures(some_matters(rng, 40), some_letters(rng, 20))
    period = Period(
        first=date.fromordinal(YEAR.first.toordinal() + start),
        last=date.fromordinal(YEAR.first.toordinal() + start + days),
    )
    begin, end = period.moments(ZoneInfo("Asia/Muscat"))
    found = await reports_of(figures).lines(ALL, period, by, Wanted())  # type: ignore[arg-type]  # one of them
    registered = [("incoming", one.registered_at) for one in figures.matters if one.registered_at]
    lines = [*registered, *((one.book, one.registered_at) for one in figures.letters)]
    for book in BOOKS:
        assert found.totals[book] == sum(book == of and begin <= at < end for of, at in lines)


@given(st.randoms(use_true_random=False))
async def test_a_manager_is_told_of_the_own_units_and_those_below(rng: Random) -> None:
    figures = FakeFigures(some_matters(rng, 40), some_letters(rng, 20))
    reports = reports_of(figures, {"permits": "labour", "labour": None, "legal": None})
    manager = Asker(roles=frozenset({"manager"}), units=frozenset({"labour"}))
    all_rows = {row.key: row.counts for row in (await reports.lines(ALL, YEAR, "unit", Wanted())).rows}
    own_rows = {row.key: row.counts for row in (await reports.lines(manager, YEAR, "unit", Wanted())).rows}
    assert own_rows == {key: counts for key, counts in all_rows.items() if key == "permits"}
    asked_for_another = await reports.lines(manager, YEAR, "unit", Wanted(unit="legal"))
    assert asked_for_another.rows == ()


async def test_a_report_says_its_period_its_zone_and_its_sums(office: Office) -> None:
    office.figures.matters, office.figures.letters = some_matters(Random(1), 50), some_letters(Random(1), 20)
    office.sign_in("auditor")
    answer = await office.client.get("/api/v1/reports/transactions?from=2026-01-01&to=2026-03-31&by=month")
    told = answer.json()
    assert (told["first"], told["last"], told["time_zone"]) == ("2026-01-01", "2026-03-31", "Asia/Muscat")
    assert [row["key"] for row in told["rows"]] == ["2026-01-01", "2026-02-01", "2026-03-01"]
    assert told["totals"] == {name: sum(row["counts"][name] for row in told["rows"]) for name in told["columns"]}
    times = (await office.client.get("/api/v1/reports/registration-times?from=2026-01-01&to=2026-12-31")).json()
    assert times["all"]["count"] == sum(one.registered_at is not None for one in office.figures.matters)
    assert times["measured_in"] == "minutes"


@pytest.mark.parametrize(
    "days", ["", "from=2026-01-02&to=2026-01-01", "from=2026-01-01", "from=1900-01-01&to=2000-01-01"]
)
async def test_what_is_no_period_is_refused(office: Office, days: str) -> None:
    office.sign_in("auditor")
    answer = await office.client.get(f"/api/v1/reports/transactions?{days}")
    assert answer.status_code == 422
