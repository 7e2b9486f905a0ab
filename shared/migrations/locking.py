"""One at a time: a lock in the database whose holder says again and again that it lives, by the database's own clock."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import uuid4

from shared.errors import TransientError
from shared.migrations.errors import LockedError, LockLostError
from shared.migrations.marks import COLLECTION, LOCK
from shared.mongo.connection import Collection, Database, store_errors

_LONG_AGO: Final = datetime(2000, 1, 1, tzinfo=UTC)


class Lock:
    """Held by at most one; `lease` is how long it outlives a holder that died."""

    def __init__(self, database: Database, *, lease: timedelta) -> None:
        self._collection: Collection = database[COLLECTION]
        self._lease = lease
        self._surely_until = 0.0
        self.holder: Final = str(uuid4())

    @asynccontextmanager
    async def held(self, *, wait: timedelta, waiting: Callable[[], None]) -> AsyncIterator[asyncio.Task[None]]:
        """Hold the lock meanwhile; `waiting` is called once when somebody else has it.

        The task fails when the lock cannot be kept; who holds it must stop then. Raises `LockedError` after so long,
        `TransientError`.
        """
        loop = asyncio.get_running_loop()
        end, told = loop.time() + wait.total_seconds(), False
        while not await self._take():
            if not told:
                waiting()
                told = True
            if loop.time() > end:
                raise LockedError("somebody else migrates this database, and takes long")
            await asyncio.sleep(min(1.0, self._lease.total_seconds() / 4))
        kept = asyncio.create_task(self._keep())
        try:
            yield kept
        finally:
            kept.cancel()
            (ended,) = await asyncio.gather(kept, return_exceptions=True)
            if not isinstance(ended, LockLostError):
                await self._leave()

    async def _take(self) -> bool:
        """Take it, or hold it longer; False where somebody else has it."""
        asked = asyncio.get_running_loop().time()
        now = "$$NOW"
        free = {"$or": [{"holder": self.holder}, {"$expr": {"$lte": ["$until", now]}}]}
        until = {"$add": [now, int(self._lease.total_seconds() * 1000)]}
        with store_errors():
            await self._collection.update_one({"_id": LOCK}, {"$setOnInsert": {"until": _LONG_AGO}}, upsert=True)
            taken = await self._collection.update_one(
                {"_id": LOCK, **free}, [{"$set": {"holder": self.holder, "until": until}}]
            )
        if taken.matched_count:
            self._surely_until = asked + self._lease.total_seconds()
        return taken.matched_count == 1

    async def _keep(self) -> None:
        while True:
            await asyncio.sleep(self._lease.total_seconds() / 4)
            try:
                # A store that does not answer lets the next one in when the lease is over, whatever it says later.
                async with asyncio.timeout_at(self._surely_until):
                    if not await self._take():
                        raise LockLostError("somebody else has taken the lock")
            except TimeoutError as error:
                raise LockLostError("the lock could not be kept") from error
            except TransientError:
                continue

    async def _leave(self) -> None:
        with suppress(TransientError), store_errors():
            await self._collection.delete_one({"_id": LOCK, "holder": self.holder})
