import asyncio
import time

import pytest
from prometheus_client import REGISTRY

from shared.errors import TransientError
from shared.observability.measuring import Measure, Measuring


def measured_at(service: str, measure: str) -> float | None:
    return REGISTRY.get_sample_value("diwan_measured_timestamp_seconds", {"service": service, "measure": measure})


class Taken:
    """A measure that counts how often it was taken, and fails when it is told to."""

    def __init__(self, error: Exception | None = None) -> None:
        self.times = 0
        self.error = error

    async def __call__(self) -> None:
        self.times += 1
        if self.error:
            raise self.error


async def test_every_measure_says_when_it_was_taken() -> None:
    measuring = Measuring("measuring-one", [Measure("desk", Taken())])
    before = time.time()
    await measuring.take_all()
    assert (measured_at("measuring-one", "desk") or 0) >= before


async def test_a_store_that_is_away_leaves_the_old_time_and_keeps_no_other_measure_from_being_taken() -> None:
    other = Taken()
    measures = [Measure("away", Taken(TransientError("away"))), Measure("there", other)]
    measuring = Measuring("measuring-two", measures)
    before = time.time()
    await measuring.take_all()
    assert other.times == 1
    assert (measured_at("measuring-two", "away") or 0) < before <= (measured_at("measuring-two", "there") or 0)


def test_what_was_never_measured_grows_old_from_the_start() -> None:
    Measuring("measuring-five", [Measure("desk", Taken())])
    assert time.time() - (measured_at("measuring-five", "desk") or 0) < 60


async def test_measures_are_taken_again_and_again() -> None:
    taken = Taken()
    running = asyncio.create_task(Measuring("measuring-three", [Measure("desk", taken)], seconds=0).run())
    async with asyncio.timeout(5):
        while taken.times < 3:  # noqa: ASYNC110 - there is no event for it
            await asyncio.sleep(0)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running


async def test_a_defect_in_a_measure_is_not_hidden() -> None:
    with pytest.raises(LookupError):
        await Measuring("measuring-four", [Measure("desk", Taken(LookupError()))]).take_all()
