"""What a service does in the background goes on, whatever happens, until the service stops."""

import asyncio
from collections.abc import Callable

import pytest

from shared.cancellation import is_cancelled
from shared.migrations import OlderDatabaseError
from shared.web.background import Waiting, forever, until_done


async def until(is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not is_so():  # noqa: ASYNC110 - there is no event for it
            await asyncio.sleep(0.001)


ODD_ENDS = [LookupError("a defect"), asyncio.CancelledError("a library's")]


@pytest.mark.parametrize("end", ODD_ENDS, ids=repr)
async def test_background_work_that_ends_oddly_is_started_again(end: BaseException) -> None:
    starts = 0

    async def work() -> None:
        nonlocal starts
        starts += 1
        if starts == 1:
            raise end
        await asyncio.Event().wait()

    running = asyncio.create_task(forever(work))
    await until(lambda: starts == 2)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert starts == 2


async def test_background_work_whose_group_of_tasks_failed_is_started_again() -> None:
    starts = 0

    async def fail() -> None:
        await asyncio.sleep(0)
        raise LookupError

    async def work() -> None:
        nonlocal starts
        starts += 1
        if starts == 1:
            async with asyncio.TaskGroup() as group:
                group.create_task(fail())
        await asyncio.Event().wait()

    running = asyncio.create_task(forever(work))
    await until(lambda: starts == 2)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running


@pytest.mark.parametrize("end", ODD_ENDS, ids=repr)
async def test_preparing_goes_on_until_each_step_is_done_in_its_order(end: BaseException) -> None:
    done: list[str] = []

    async def first() -> None:
        done.append("first")
        if len(done) == 1:
            raise end

    async def second() -> None:
        done.append("second")

    await asyncio.wait_for(until_done([first, second], Waiting()), 5)
    assert done == ["first", "first", "second"]


async def test_what_only_an_operator_can_end_is_said_for_as_long_as_it_lasts() -> None:
    waiting, migrated = Waiting(), asyncio.Event()

    async def needed() -> None:
        if not migrated.is_set():
            raise OlderDatabaseError("diwan_routing is older than this release")

    preparing = asyncio.create_task(until_done([needed], waiting))
    await until(lambda: waiting.because == "diwan_routing is older than this release")
    migrated.set()
    await asyncio.wait_for(preparing, 5)
    assert waiting.because == ""


async def test_ones_own_cancellation_is_told_from_a_librarys() -> None:
    seen: list[bool] = []

    async def waiting() -> None:
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            seen.append(is_cancelled())
            raise

    task = asyncio.create_task(waiting())
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    broken: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    broken.cancel()
    try:
        await broken
    except asyncio.CancelledError:
        seen.append(is_cancelled())
    assert seen == [True, False]
