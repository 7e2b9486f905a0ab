"""How decisions are committed: what is asked at the same time in one transaction, decided anew on a conflict."""

import asyncio
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

import structlog

from services.registry.batch import Batch, Command, Decide
from services.registry.duplicates import MOST_DUPLICATES, Twin
from services.registry.errors import VersionConflictError
from services.registry.model import Matter, Outcome
from services.registry.ports import Books
from shared.batching import GroupCommit
from shared.clock import Clock
from shared.conflicts import CONFLICTS, give_way
from shared.errors import TransientError
from shared.observability.tracing import current_traceparent, traced
from shared.pacing import PACE_SECONDS

log = structlog.get_logger(__name__)


STEP = "commit in the books"
"""What a trace calls it: the wait for company, and the transaction of all."""


class Commits:
    """Commits decisions about matters. Raises what a decision raises, and `TransientError`."""

    def __init__(
        self,
        *,
        books: Books,
        clock: Clock,
        max_batch: int = 128,
        duplicates_within: timedelta = timedelta(days=30),
        pace_seconds: float = PACE_SECONDS,
    ) -> None:
        self._books = books
        self._clock = clock
        self._duplicates_within = duplicates_within
        self._commits = GroupCommit[Command, Matter](self._commit, max_batch=max_batch, pace_seconds=pace_seconds)

    async def decide(
        self,
        submission_id: UUID,
        decide: Callable[[Matter | None, datetime], Outcome],
        *,
        keys: tuple[str, ...] = (),
        urgent: bool = False,
    ) -> Matter:
        """Decide about one matter, and return it as it is then. By its `keys` a new one is found to be a duplicate."""
        with traced(STEP):
            command = Command(
                concerns=(submission_id,),
                decide=lambda there, now: (decide(there.get(submission_id), now),),
                keys=keys,
                traceparent=current_traceparent(),
            )
            return await self._commits.submit(command, urgent=urgent)

    async def decide_together(
        self, submission_ids: tuple[UUID, ...], decide: Decide, *, urgent: bool = False
    ) -> Matter:
        """Decide about several matters at once, all or nothing, and return the first as it is then."""
        with traced(STEP):
            command = Command(concerns=submission_ids, decide=decide, traceparent=current_traceparent())
            return await self._commits.submit(command, urgent=urgent)

    async def _commit(self, commands: Sequence[Command]) -> Sequence[Matter | Exception]:
        """Commit a batch, in as few transactions as it takes: one, unless a matter that gets a number is asked again."""
        results: dict[int, Matter | Exception] = {}
        waiting = dict(enumerate(commands))
        while waiting:
            try:
                results |= await self._commit_together(waiting)
            except Exception as error:
                if not results:
                    raise
                # What is committed stays committed, and must not be told to have failed; the rest may ask again.
                log.warning("committed in part", error=repr(error))
                results |= dict.fromkeys(waiting, TransientError(repr(error)))
            waiting = {place: command for place, command in waiting.items() if place not in results}
        return [results[place] for place in range(len(commands))]

    async def _commit_together(self, commands: Mapping[int, Command]) -> Mapping[int, Matter | Exception]:
        for attempt in range(CONFLICTS):
            try:
                return await self._commit_once(commands)
            except VersionConflictError:
                await give_way(attempt)
        raise TransientError("matters keep changing")

    async def _commit_once(self, commands: Mapping[int, Command]) -> Mapping[int, Matter | Exception]:
        """Decide on what is there now, and write everything in one transaction."""
        now = self._clock.now()
        concerned = [one for command in commands.values() for one in command.concerns]
        there, twins = await asyncio.gather(self._books.load(concerned), self._twins(commands.values(), now))
        batch = Batch(there, twins)
        for place, command in commands.items():
            batch.decide(place, command, now)
        if batch.changes:
            await self._books.commit(book="incoming", numbers=batch.registrations, now=now, writes=batch.writes)
        return batch.results

    async def _twins(self, commands: Collection[Command], now: datetime) -> Sequence[Twin]:
        """What new matters of a batch may be duplicates of: one query, whose answer is no longer than it can matter."""
        asking = [command.keys for command in commands if command.keys]
        if not asking or not self._duplicates_within:
            return ()
        keys = {key for one in asking for key in one}
        since = now - self._duplicates_within
        return await self._books.twins(keys, since=since, limit=MOST_DUPLICATES * len(asking))
