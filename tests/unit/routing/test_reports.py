"""Reports of the work: what is told is what there is, and to whom."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random
from uuid import UUID

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.routing.known_units import UnitWatch
from services.routing.model import (
    HELD,
    LATE,
    WAITING,
    By,
    Reply,
    ask,
    close,
    counted,
    finish,
    replied,
    settle,
    tree,
    void,
)
from services.routing.reporting import Reports
from shared.reports import Asker, Period
from tests.unit.routing.examples import NOW, numbered, route, unit
from tests.unit.routing.fake_figures import UNITS, FakeFigures, some_routes
from tests.unit.routing.fakes import FakeUnitProjection, TickingClock

ALL = Asker(roles=frozenset({"auditor"}), units=frozenset())
YEAR = Period(first=date(2026, 1, 1), last=date(2026, 12, 31))
BY = By(person_id="p-1")


async def reports_of(figures: FakeFigures) -> Reports:
    watch = UnitWatch(FakeUnitProjection(*UNITS.values()))
    await watch.refresh()
    return Reports(figures=figures, units=watch, clock=TickingClock(), time_zone="Asia/Muscat")


@given(st.randoms(use_true_random=False))
async def test_everything_is_open_or_done_or_void_and_counted_once(rng: Random) -> None:
    figures = FakeFigures(some_routes(rng, 30))
    reports = await reports_of(figures)
    open_, done = await reports.open_work(ALL), await reports.answer_times(ALL, YEAR)
    voided = sum(one.voided for one in figures.routes)
    finished = done.all_.count if done.all_ else 0
    ended = sum(counted(one).standing == "done" for one in figures.routes)
    assert sum(one.counts[HELD] for one in open_) + ended + voided == 30
    answered = sum(bool(one.replies) and not one.voided for one in figures.routes)
    assert ended <= finished <= ended + answered
    for one in [*open_, *await reports.holders(ALL)]:
        assert one.counts[LATE] + one.counts[WAITING] <= one.counts[HELD]
    assert all(done.in_time[unit_id] <= found.count for unit_id, found in done.by_unit.items())


@given(st.randoms(use_true_random=False))
async def test_what_is_held_are_the_branches_on_which_something_is_to_be_done(rng: Random) -> None:
    figures = FakeFigures(some_routes(rng, 30))
    held = await (await reports_of(figures)).holders(ALL)
    working = [each for one in figures.routes if not one.voided for each in tree.of(one) if each.is_work]
    assert sum(one.counts[HELD] for one in held) == len(working)
    assert [one.oldest for one in held] == sorted(one.oldest for one in held)


async def test_a_manager_is_told_of_the_own_units_and_those_below() -> None:
    figures = FakeFigures(some_routes(Random(3), 60))
    manager = Asker(roles=frozenset({"manager"}), units=frozenset({"labour"}))
    reports = await reports_of(figures)
    assert {one.unit_id for one in await reports.open_work(manager)} == {"permits"}
    assert set((await reports.answer_times(manager, YEAR)).by_unit) == {"permits"}
    assert {row.key for row in (await reports.referrals(manager, YEAR, "unit")).rows} == {"permits"}


async def test_an_answer_takes_working_days_without_those_on_which_the_clock_stood_still() -> None:
    received = route(numbered(1))  # on a Wednesday, to be done in two working days: Sunday and Monday... of Thursday
    root = tree.root(received).branch_id
    plain = finish(received, root, BY, NOW + timedelta(days=5))  # Monday: Thursday, Sunday, Monday
    asked = ask(received, root, "?", BY, NOW)
    answered = settle(asked, "otherwise", BY, NOW + timedelta(days=4), {"permits": unit("permits")})
    paused = finish(replace(answered, number="x"), root, BY, NOW + timedelta(days=5))
    figures = FakeFigures([plain, paused])
    times = await (await reports_of(figures)).answer_times(ALL, YEAR)
    # Asked on Wednesday before its midnight, answered on Sunday: only Sunday and Monday count.
    assert times.by_unit["permits"].median == 2
    assert times.by_unit["permits"].p90 == 3


async def test_an_answer_is_timed_by_its_first_letter_even_while_work_goes_on() -> None:
    first, second = (
        Reply(letter_id=UUID(int=place), number=f"OUT-{place}", by=BY, at=NOW + timedelta(days=days))
        for place, days in ((1, 5), (2, 20))
    )
    answered = replied(replied(route(), second, NOW + timedelta(days=20)), first, NOW + timedelta(days=21))
    assert counted(answered).standing == "open"
    done = finish(answered, tree.root(answered).branch_id, BY, NOW + timedelta(days=30))
    for one in (answered, done):
        assert (await (await reports_of(FakeFigures([one]))).answer_times(ALL, YEAR)).by_unit["permits"].median == 3


def test_what_is_closed_is_not_open_and_without_an_answer_ended_with_its_work() -> None:
    closed = close(route(), BY, NOW, "no answer is needed")
    assert (counted(closed).standing, counted(closed).done_at) == ("done", NOW)


def test_what_is_void_was_never_answered() -> None:
    reply = Reply(letter_id=UUID(int=1), number="OUT-1", by=BY, at=NOW)
    assert counted(void(replied(route(), reply, NOW), "p-1", "twice", NOW)).done_at is None


def test_what_is_open_again_is_not_done() -> None:
    done = finish(route(), tree.root(route()).branch_id, BY, NOW)
    assert counted(done).done_at == NOW
    assert counted(route()).standing == "open"
    assert counted(done).standing == "done"


@pytest.mark.parametrize(
    "path", ["referrals?from=2026-01-01&to=2026-12-31", "open", "holders", "answer-times?from=2026-01-01&to=2026-12-31"]
)
@pytest.mark.parametrize(
    ("role", "status"),
    [("clerk", 200), ("administrator", 200), ("auditor", 200), ("manager", 200), ("officer", 403), ("agent", 403)],
)
async def test_numbers_are_for_those_who_answer_for_the_work(
    client: httpx.AsyncClient, path: str, role: str, status: int
) -> None:
    answer = await client.get(f"/api/v1/reports/{path}", headers={"Authorization": f"Bearer {role}@permits"})
    assert answer.status_code == status
