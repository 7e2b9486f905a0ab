"""The clock that a demonstration tells."""

import datetime as dt
from pathlib import Path

from deploy.demo.past.clock import Teller, ToldClock

START = dt.datetime(2026, 9, 20, 6, 0, tzinfo=dt.UTC)
MOMENT = dt.timedelta(seconds=20)
"""More than a test takes."""


def test_all_who_look_at_it_see_the_same_time_which_goes_on_by_itself(tmp_path: Path) -> None:
    teller = Teller(tmp_path / "run" / "clock", START)
    first, second = ToldClock(tmp_path / "run" / "clock"), ToldClock(tmp_path / "run" / "clock")
    assert START <= first.now() <= second.now() <= first.now() < START + MOMENT

    teller.step_to(START + dt.timedelta(days=3))

    assert START + dt.timedelta(days=3) <= first.now() < START + dt.timedelta(days=3) + MOMENT
    assert second.now() >= first.now() - MOMENT


def test_it_never_goes_back(tmp_path: Path) -> None:
    teller = Teller(tmp_path / "clock", START)
    teller.step(dt.timedelta(hours=5))
    before = teller.clock.now()
    teller.step_to(START)
    assert before <= teller.clock.now() < before + MOMENT


def test_what_it_says_is_what_a_database_keeps(tmp_path: Path) -> None:
    now = Teller(tmp_path / "clock", START).clock.now()
    assert (now.tzinfo, now.microsecond % 1000) == (dt.UTC, 0)
