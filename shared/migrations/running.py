"""Runs the migrations of one database: in order, one at a time whoever runs them, each once."""

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from shared.migrations.locking import Lock
from shared.migrations.marks import AT_A_START, BORN, Marks, is_done
from shared.migrations.model import Done, Migration, Phase
from shared.mongo.connection import Database, store_errors


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How it is done: documents a batch, and the pause after each, in which whoever serves meanwhile goes first.

    `wait` is how long one waits for another who does it, `lease` how long the lock of one who died stays.
    """

    size: int = 1000
    pause: timedelta = timedelta(milliseconds=50)
    wait: timedelta = timedelta(minutes=10)
    lease: timedelta = timedelta(seconds=15)


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a migration is: documents seen of about `total`, and what has been changed."""

    name: str
    seen: int
    changed: int
    total: int
    done: bool


Say = Callable[[Progress], None]


class Runner:
    """The migrations of one service on its database."""

    def __init__(
        self, database: Database, migrations: Sequence[Migration], *, release: str, say: Say, manner: Manner
    ) -> None:
        self._database = database
        self._migrations = migrations
        self._marks = Marks(database)
        self._release = release
        self._say = say
        self._manner = manner

    async def run(self, until: Phase, *, again: bool = False, waiting: Callable[[], None]) -> int:
        """Run what is not done: all of `expand`, and of `contract` too where that is asked for; returns how many were run.

        With `again` what was done of `contract` is done once more. Raises `LockedError`, `LockLostError`, `TransientError`,
        and whatever a migration raises; what was done stays, and the next run goes on from there.
        """
        if not again and not await self._left(until):
            return 0
        lock = Lock(self._database, lease=self._manner.lease)
        async with lock.held(wait=self._manner.wait, waiting=waiting) as kept:
            if again:
                await self._marks.forget(one for one in self._migrations if one.phase == "contract")
            work = asyncio.create_task(self._all(until, lock.holder))
            try:
                await asyncio.wait({work, kept}, return_when=asyncio.FIRST_COMPLETED)
                if not work.done():
                    kept.result()  # it ends only by failing
                return work.result()
            finally:
                work.cancel()
                await asyncio.gather(work, return_exceptions=True)

    async def _all(self, until: Phase, holder: str) -> int:
        # Asked again: whoever had the lock before may have done it all.
        left = await self._left(until)
        for migration in left:
            await self._one(migration, holder)
        return len(left)

    async def _left(self, until: Phase) -> Sequence[Migration]:
        known = await self._marks.all()
        if all(is_done(known.get(one.name)) for one in self._migrations):
            return []
        if await self._marks.is_new():
            await self._marks.note_done(self._migrations, BORN)
            return []
        earlier = [one for one in self._migrations if one.formerly and known.get(one.formerly, {}).get("done")]
        await self._marks.note_done((one for one in earlier if one.name not in known), AT_A_START)
        known = await self._marks.all()
        return [
            one for one in self._migrations if until in (one.phase, "contract") and not is_done(known.get(one.name))
        ]

    async def _one(self, migration: Migration, holder: str) -> None:
        with store_errors():
            total = await self._database[migration.collection].estimated_document_count()
        record = await self._marks.begin(migration, self._release, holder)
        after, seen, changed = record.get("after"), record.get("seen", 0), record.get("changed", 0)
        while True:
            began = time.monotonic()
            with store_errors():
                done: Done = await migration.batch(self._database, after, self._manner.size)
            await self._marks.advance(migration.name, holder, done, time.monotonic() - began)
            seen, changed, after = seen + done.seen, changed + done.changed, done.next_after
            if after is None:
                break
            self._tell(migration, seen, changed, max(total, seen), done=False)
            await asyncio.sleep(self._manner.pause.total_seconds())
        await self._marks.end(migration.name, holder)
        self._tell(migration, seen, changed, seen, done=True)

    def _tell(self, migration: Migration, seen: int, changed: int, total: int, *, done: bool) -> None:
        self._say(Progress(name=migration.name, seen=seen, changed=changed, total=total, done=done))
