"""Work that is done again from time to time."""

import asyncio

import pytest

from shared.errors import TransientError
from shared.repeating import repeat


class Step:
    """A step that is counted, and fails as it is told."""

    def __init__(self, *failures: Exception | None) -> None:
        self._failures = list(failures)
        self.taken = 0
        self._taken = asyncio.Condition()

    async def __call__(self) -> None:
        async with self._taken:
            self.taken += 1
            self._taken.notify_all()
        if self._failures and (failure := self._failures.pop(0)):
            raise failure

    async def until_taken(self, times: int) -> None:
        async with self._taken:
            await self._taken.wait_for(lambda: self.taken >= times)


async def ended(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


@pytest.mark.parametrize(
    "failure", [TransientError("away"), ExceptionGroup("many", [TransientError("away"), TransientError("away")])]
)
async def test_what_a_store_that_is_away_hinders_is_done_by_a_later_step(failure: Exception) -> None:
    step = Step(failure, None)
    task = asyncio.create_task(repeat(step, seconds=0, failure="it waits"))
    await step.until_taken(3)
    await ended(task)


async def test_a_defect_is_not_passed_over() -> None:
    with pytest.raises(ValueError, match="defect"):
        await repeat(Step(ValueError("defect")), seconds=0, failure="it waits")


async def test_whoever_is_woken_does_not_wait_for_the_time_to_pass() -> None:
    step, woken = Step(), asyncio.Event()
    task = asyncio.create_task(repeat(step, seconds=3600, failure="it waits", woken=woken))
    await step.until_taken(1)
    woken.set()
    await step.until_taken(2)
    await ended(task)
    assert step.taken == 2


async def test_what_comes_up_during_a_step_is_looked_at_right_after_it() -> None:
    woken = asyncio.Event()

    class Waking(Step):
        async def __call__(self) -> None:
            await super().__call__()
            if self.taken == 1:
                woken.set()

    step = Waking()
    task = asyncio.create_task(repeat(step, seconds=3600, failure="it waits", woken=woken))
    await step.until_taken(2)
    await ended(task)
