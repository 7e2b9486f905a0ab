"""Transactions that take numbers: the counter of a book, and what gets them, all or nothing."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from datetime import datetime

from services.registry.adapters.changes import duplicates_are_conflicts
from services.registry.model import Numbers
from services.registry.numbering import BookState, take
from shared.contracts.base import Book
from shared.errors import TransientError
from shared.mongo.connection import Client, Database, Session, store_errors

PATIENCE_SECONDS = 10.0
"""How long a transaction is begun again before `TransientError`; the driver's own limit is two minutes."""
PAUSE_SECONDS = 0.002
LONGEST = 20
"""Before try n+1 is a pause of a random part of `PAUSE_SECONDS` times n, which stops growing at `LONGEST`."""


class Transactions:
    """Begins, repeats and ends them; the counters of the books are its own."""

    def __init__(
        self, client: Client, database: Database, *, time_zone: str, patience_seconds: float = PATIENCE_SECONDS
    ) -> None:
        self._client = client
        self._books = database["books"]
        self._time_zone = time_zone
        self._patience_seconds = patience_seconds

    async def run(
        self, book: Book, count: int, now: datetime, write: Callable[[Session, Numbers], Awaitable[None]]
    ) -> None:
        """Take the next `count` numbers of a book and `write`, which may be called more than once.

        Raises `VersionConflictError` for a key that somebody else has taken meanwhile, `TransientError`, and what
        `write` raises.
        """
        loop = asyncio.get_running_loop()
        deadline, tries = loop.time() + self._patience_seconds, 0

        async def transaction(session: Session) -> None:
            # Runs again when another replica has the book, or a store stumbles: not at once, and not for ever, so that
            # whoever waits for an answer gets one.
            nonlocal tries
            if tries and loop.time() > deadline:
                raise TransientError("the book is busy, or its store stumbles")
            if tries:
                await asyncio.sleep(random.random() * PAUSE_SECONDS * min(tries, LONGEST))  # noqa: S311 - spreads replicas, guards nothing
            tries += 1
            await write(session, await self._take(session, book, count, now))

        with store_errors(), duplicates_are_conflicts():
            async with await self._client.start_session() as session:
                await session.with_transaction(transaction)

    async def _take(self, session: Session, book: Book, count: int, now: datetime) -> Numbers:
        if count == 0:
            return Numbers(book=book, year=0, first=0, registered_at=now)
        found = await self._books.find_one({"_id": book}, session=session)
        state = None if found is None else BookState(book=book, **{k: found[k] for k in ("year", "last", "last_at")})
        after, numbers = take(state, book, count, now, self._time_zone)
        await self._books.update_one(
            {"_id": book},
            {"$set": {"year": after.year, "last": after.last, "last_at": after.last_at}},
            upsert=True,
            session=session,
        )
        return numbers
