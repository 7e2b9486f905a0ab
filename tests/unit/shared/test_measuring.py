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
    before = time.time()
    await Measuring("measuring-one", [Measure("desk", Taken())]).take_all()
    assert (measured_at("measuring-one", "desk") or 0) >= before


async def test_a_store_that_is_away_leaves_the_old_time_and_keeps_no_other_measure_from_being_taken() -> None:
    other = Taken()
    measures = [Measure("away", Taken(TransientError("away"))), Measure("there", other)]
    await Measuring("measuring-two", measures).take_all()
    assert other.times == 1
    assert measured_at("measuring-two", "away") is None


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
