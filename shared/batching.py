"""Group commit: whatever waits is committed together (docs/decisions/0003).

One transaction per item collapses under contention; one transaction for all that waits gets faster the more there is.
Correctness never depends on it: the database's own keys decide, this only adds speed.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

from shared.errors import TransientError
from shared.pacing import PACE_SECONDS, Pace

Item = TypeVar("Item")
Result = TypeVar("Result")

MAX_BATCH = 128


class GroupCommit(Generic[Item, Result]):
    """Collects items while a commit runs, and commits them together when it ends.

    `commit` gets the items of one batch and returns one result for each, in order; a result that is an exception is
    raised to the one who submitted that item. Under load a commit waits a little for company (`pace_seconds` after the
    one before), unless it is full or something urgent waits. When `commit` itself fails and it is no passing trouble,
    the items are committed one by one, so that one bad item fails alone.
    """

    def __init__(
        self,
        commit: Callable[[Sequence[Item]], Awaitable[Sequence[Result | Exception]]],
        *,
        max_batch: int = MAX_BATCH,
        pace_seconds: float = PACE_SECONDS,
    ) -> None:
        self._commit = commit
        self._max_batch = max_batch
        self._urgent: deque[tuple[Item, asyncio.Future[Result]]] = deque()
        self._ordinary: deque[tuple[Item, asyncio.Future[Result]]] = deque()
        self._worker: asyncio.Task[None] | None = None
        self._pace = Pace(pace_seconds)

    async def submit(self, item: Item, *, urgent: bool = False) -> Result:
        """Wait until the item's batch is committed. Raises what its commit raised."""
        future: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        (self._urgent if urgent else self._ordinary).append((item, future))
        if urgent or len(self._ordinary) >= self._max_batch:
            self._pace.hurry()
        if self._worker is None or self._worker.done():
            self._worker = asyncio.create_task(self._work())
        return await future

    async def _work(self) -> None:
        # One turn of the loop lets everything that is ready now join the first batch.
        await asyncio.sleep(0)
        batch: list[tuple[Item, asyncio.Future[Result]]] = []
        try:
            while self._urgent or self._ordinary:
                await self._pace.turn()
                # What is urgent goes by itself: in company of a crowd it would take as long as the crowd.
                lane = self._urgent or self._ordinary
                batch = [lane.popleft() for _ in range(min(self._max_batch, len(lane)))]
                await self._settle(batch)
        except asyncio.CancelledError:
            # Nobody commits what is left; those who wait for it must not wait for ever.
            for _, future in (*batch, *self._urgent, *self._ordinary):
                future.cancel()
            self._urgent.clear()
            self._ordinary.clear()
            raise

    async def _settle(self, batch: list[tuple[Item, asyncio.Future[Result]]]) -> None:
        try:
            results: Sequence[Result | Exception] = await self._commit([item for item, _ in batch])
            if len(results) != len(batch):
                raise RuntimeError(f"{len(results)} results for {len(batch)} items")  # noqa: TRY301 - one way out
        except Exception as error:  # noqa: BLE001 - whatever it is belongs to those who wait
            if len(batch) > 1 and not isinstance(error, TransientError):
                for single in batch:
                    await self._settle([single])
                return
            results = [error] * len(batch)
        for (_, future), result in zip(batch, results, strict=True):
            if future.done():
                continue
            if isinstance(result, Exception):
                future.set_exception(result)
            else:
                future.set_result(result)
