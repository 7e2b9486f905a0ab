"""A ministry's past, lived through on a stack of its own: few matters, by the same code as all of them."""

import datetime as dt
import io
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from deploy.demo.__main__ import present, remember
from deploy.demo.past.census import STATES
from deploy.demo.past.days import ZONE
from deploy.demo.past.staff import CLEARED_CLERK, COLLEAGUES
from deploy.demo.target import Target
from deploy.local.settings import Settings
from deploy.local.stack import Stack
from tests.e2e.outside import Outside

SEED = 20_261_122


@pytest.fixture(scope="module")
def said(lived: tuple[Stack, str]) -> str:
    return lived[1]


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Stack, str]]:
    """A stack with a past, and what was said of it."""
    stack, out = Stack(Settings.private(tmp_path_factory.mktemp("past"))), io.StringIO()
    stack.start()
    try:
        status = remember(stack, Target.of(stack.settings), SEED, out, small=True)
        assert status == 0, out.getvalue()
        yield stack, out.getvalue()
    finally:
        stack.stop()


@pytest.fixture(scope="module")
def auditor(lived: tuple[Stack, str]) -> Iterator[httpx.Client]:
    outside = Outside(lived[0])
    with outside.http, outside.as_("auditor") as auditor:
        yield auditor


def lines(auditor: httpx.Client, book: str) -> list[dict[str, Any]]:
    """All lines of a book, of this year and the one before."""
    year = dt.datetime.now(ZONE).year
    found: list[dict[str, Any]] = []
    for each in (year - 1, year):
        page = auditor.get(f"/api/v1/registers/{book}/{each}", params={"limit": 1000}).raise_for_status().json()
        found += page["entries"]
    return found


def test_there_is_something_in_every_state_and_nothing_went_wrong(said: str) -> None:
    assert "✗" not in said
    for state in STATES:
        assert state in said


@pytest.mark.parametrize("book", ["incoming", "outgoing", "internal"])
def test_a_book_is_gap_free_and_ascends_with_time_over_weeks(auditor: httpx.Client, book: str) -> None:
    entries = lines(auditor, book)
    assert entries
    for year in {entry["number"].split("-")[1] for entry in entries}:
        mine = [entry for entry in entries if entry["number"].split("-")[1] == year]
        assert [entry["sequence"] for entry in mine] == list(range(1, len(mine) + 1))
    moments = [dt.datetime.fromisoformat(entry["registered_at"]) for entry in entries]
    assert moments == sorted(moments)
    assert moments[-1] < dt.datetime.now(dt.UTC)
    if book == "incoming":
        assert moments[-1] - moments[0] > dt.timedelta(weeks=3)


def test_nobody_works_at_night_and_nothing_is_due_before_it_came(auditor: httpx.Client) -> None:
    for entry in lines(auditor, "incoming"):
        matter = auditor.get(f"/api/v1/transactions/{entry['number']}").raise_for_status().json()
        received = dt.datetime.fromisoformat(matter["received_at"]).astimezone(ZONE)
        assert 7 <= received.hour < 22
        if matter["due"]:
            assert dt.date.fromisoformat(matter["due"]) >= received.date()
        assert min(step["at"] for step in matter["history"]) == matter["received_at"]


def test_reports_and_the_pages_of_the_portal_open(lived: tuple[Stack, str], auditor: httpx.Client) -> None:
    today = dt.datetime.now(ZONE).date()
    period = {"from": str(today - dt.timedelta(weeks=9)), "to": str(today)}
    days = auditor.get("/api/v1/reports/transactions", params=period).raise_for_status().json()["rows"]
    assert len([row for row in days if any(row["counts"].values())]) > 10
    for name in ("referrals", "submissions", "registration-times", "answer-times"):
        assert auditor.get(f"/api/v1/reports/{name}", params=period).is_success
    for path in ("/api/v1/reports/open", "/api/v1/reports/holders"):
        assert auditor.get(path).is_success
    assert "track" in httpx.get(f"{lived[0].base_url}/en/track", trust_env=False).text.casefold()


def test_everybody_can_sign_in_afterwards_and_the_letters_of_the_first_minute_come_behind(
    lived: tuple[Stack, str], auditor: httpx.Client
) -> None:
    stack, _ = lived
    before = len(lines(auditor, "incoming"))
    people = dict(line.split(" ") for line in stack.layout.demo_people.read_text(encoding="ascii").splitlines())
    assert set(people) == {one.login for one in COLLEAGUES}
    assert stack.layout.demo_people.stat().st_mode & 0o077 == 0
    form = {"grant_type": "password", "username": CLEARED_CLERK, "password": people[CLEARED_CLERK]}
    assert httpx.post(f"{stack.base_url}/api/v1/token", data=form, trust_env=False).is_success

    out = io.StringIO()
    assert present(Target.of(stack.settings), SEED, out) == 0, out.getvalue()

    entries = lines(auditor, "incoming")
    assert len(entries) > before
    now = dt.datetime.now(dt.UTC)
    assert dt.datetime.fromisoformat(entries[-1]["registered_at"]) > now - dt.timedelta(minutes=15)
    again = io.StringIO()
    assert remember(stack, Target.of(stack.settings), SEED, again, small=True) == 0
    assert "no past is made: this stack has its two months already" in again.getvalue()
