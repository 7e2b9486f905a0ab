import asyncio
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.batching import GroupCommit
from shared.errors import TransientError


class Commits:
    """A commit that answers each item with its double, and remembers the batches; `gate` holds the commits back."""

    def __init__(self) -> None:
        self.batches: list[list[int]] = []
        self.gate = asyncio.Event()
        self.gate.set()
        self.begun = asyncio.Event()

    async def __call__(self, items: Sequence[int]) -> Sequence[int | Exception]:
        self.batches.append(list(items))
        self.begun.set()
        await self.gate.wait()
        return [item * 2 for item in items]


async def test_what_waits_while_a_commit_runs_is_committed_together() -> None:
    commits = Commits()
    commits.gate.clear()
    group: GroupCommit[int, int] = GroupCommit(commits)
    first = asyncio.create_task(group.submit(1))
    await commits.begun.wait()
    others = [asyncio.create_task(group.submit(item)) for item in (2, 3, 4)]
    await asyncio.sleep(0)
    commits.gate.set()
    assert await asyncio.gather(first, *others) == [2, 4, 6, 8]
    assert commits.batches == [[1], [2, 3, 4]]


async def test_what_is_ready_at_the_same_moment_is_one_batch() -> None:
    commits = Commits()
    group: GroupCommit[int, int] = GroupCommit(commits)
    assert await asyncio.gather(*(group.submit(item) for item in (1, 2, 3))) == [2, 4, 6]
    assert commits.batches == [[1, 2, 3]]


async def test_what_comes_soon_after_a_commit_waits_for_company() -> None:
    commits = Commits()
    group: GroupCommit[int, int] = GroupCommit(commits, max_batch=3, pace_seconds=3600)
    assert await group.submit(1) == 2
    waiting = [asyncio.create_task(group.submit(item)) for item in (2, 3)]
    await asyncio.sleep(0.01)
    assert commits.batches == [[1]]
    # A full batch waits no longer.
    assert await asyncio.wait_for(group.submit(4), 5) == 8
    await asyncio.gather(*waiting)
    assert commits.batches == [[1], [2, 3, 4]]


async def test_an_urgent_item_waits_for_no_company_and_takes_none() -> None:
    commits = Commits()
    group: GroupCommit[int, int] = GroupCommit(commits, pace_seconds=3600)
    await group.submit(1)
    waiting = asyncio.create_task(group.submit(2))
    await asyncio.sleep(0.01)
    await asyncio.wait_for(group.submit(9, urgent=True), 5)
    assert commits.batches == [[1], [9]]
    waiting.cancel()


async def test_urgent_items_overtake_those_that_wait() -> None:
    commits = Commits()
    commits.gate.clear()
    group: GroupCommit[int, int] = GroupCommit(commits, max_batch=2)
    first = asyncio.create_task(group.submit(0))
    await commits.begun.wait()
    ordinary = [asyncio.create_task(group.submit(item)) for item in (1, 2, 3)]
    await asyncio.sleep(0)
    urgent = asyncio.create_task(group.submit(9, urgent=True))
    await asyncio.sleep(0)
    commits.gate.set()
    await asyncio.gather(first, urgent, *ordinary)
    assert commits.batches == [[0], [9], [1, 2], [3]]


@given(waiting=st.integers(min_value=0, max_value=300), largest=st.integers(min_value=1, max_value=128))
def test_no_batch_is_larger_than_allowed_and_everything_is_committed_once(waiting: int, largest: int) -> None:
    async def commit_all() -> list[list[int]]:
        commits = Commits()
        group: GroupCommit[int, int] = GroupCommit(commits, max_batch=largest, pace_seconds=0)
        results = await asyncio.gather(*(group.submit(item) for item in range(waiting)))
        assert results == [item * 2 for item in range(waiting)]
        return commits.batches

    batches = asyncio.run(commit_all())
    assert all(len(batch) <= largest for batch in batches)
    assert sorted(item for batch in batches for item in batch) == list(range(waiting))


async def test_one_bad_item_fails_alone() -> None:
    async def commit(items: Sequence[int]) -> Sequence[int | Exception]:
        if 2 in items:
            raise ValueError("2 cannot be committed")
        return list(items)

    group: GroupCommit[int, int] = GroupCommit(commit)
    results = await asyncio.gather(*(group.submit(item) for item in (1, 2, 3)), return_exceptions=True)
    assert [results[0], results[2]] == [1, 3]
    assert isinstance(results[1], ValueError)


async def test_an_exception_among_the_results_belongs_to_its_item_alone() -> None:
    async def commit(items: Sequence[int]) -> Sequence[int | Exception]:
        return [LookupError("odd") if item % 2 else item for item in items]

    group: GroupCommit[int, int] = GroupCommit(commit)
    results = await asyncio.gather(*(group.submit(item) for item in (1, 2)), return_exceptions=True)
    assert isinstance(results[0], LookupError)
    assert results[1] == 2


async def test_passing_trouble_fails_the_whole_batch_without_trying_each_alone() -> None:
    batches: list[int] = []

    async def commit(items: Sequence[int]) -> Sequence[int | Exception]:
        batches.append(len(items))
        raise TransientError("the store is away")

    group: GroupCommit[int, int] = GroupCommit(commit)
    results = await asyncio.gather(*(group.submit(item) for item in (1, 2, 3)), return_exceptions=True)
    assert all(isinstance(result, TransientError) for result in results)
    assert batches == [3]


async def test_it_goes_on_after_a_failure() -> None:
    failing = True

    async def commit(items: Sequence[int]) -> Sequence[int | Exception]:
        if failing:
            raise TransientError("the store is away")
        return list(items)

    group: GroupCommit[int, int] = GroupCommit(commit)
    with pytest.raises(TransientError):
        await group.submit(1)
    failing = False
    assert await group.submit(1) == 1


async def test_a_commit_that_forgets_an_item_leaves_nobody_waiting() -> None:
    async def commit(items: Sequence[int]) -> Sequence[int | Exception]:
        return list(items)[1:]

    group: GroupCommit[int, int] = GroupCommit(commit)
    async with asyncio.timeout(5):
        results = await asyncio.gather(*(group.submit(item) for item in (1, 2)), return_exceptions=True)
    assert [type(result) for result in results] == [RuntimeError, RuntimeError]


async def test_one_who_stops_waiting_does_not_disturb_the_others() -> None:
    commits = Commits()
    commits.gate.clear()
    group: GroupCommit[int, int] = GroupCommit(commits)
    leaving, staying = (asyncio.create_task(group.submit(item)) for item in (1, 2))
    await commits.begun.wait()
    leaving.cancel()
    await asyncio.sleep(0)
    commits.gate.set()
    assert await staying == 4
    with pytest.raises(asyncio.CancelledError):
        await leaving


async def test_a_commit_that_is_cancelled_leaves_nobody_waiting() -> None:
    async def commit(items: Sequence[int]) -> Sequence[int | Exception]:
        await asyncio.sleep(0)
        raise asyncio.CancelledError(str(items))

    group: GroupCommit[int, int] = GroupCommit(commit, max_batch=1)
    async with asyncio.timeout(5):
        results = await asyncio.gather(*(group.submit(item) for item in (1, 2, 3)), return_exceptions=True)
    assert [type(result) for result in results] == [asyncio.CancelledError] * 3
