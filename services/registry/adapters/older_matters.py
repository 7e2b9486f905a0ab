"""Matters from before there was a search."""

import asyncio

import structlog
from pymongo import ASCENDING, UpdateOne

from services.registry.records import found_by, matter_from
from shared.errors import TransientError
from shared.mongo.connection import Collection, Database, Record, store_errors

log = structlog.get_logger(__name__)

PAGE = 500
PAUSE_SECONDS = 0.05
"""Between two pages: what is asked for meanwhile goes first."""
AGAIN_SECONDS = 5.0


class OlderMatters:
    """Lets what an earlier version wrote be found."""

    def __init__(self, database: Database) -> None:
        self._matters: Collection = database["matters"]
        self._migrations: Collection = database["migrations"]

    async def run(self) -> None:
        """Give matters the words by which they are found, beside serving; done once, and gone on with after a break."""
        while True:
            try:
                await self.fill()
            except TransientError as error:
                log.warning("older matters cannot be found yet", error=str(error))
                await asyncio.sleep(AGAIN_SECONDS)
            else:
                await asyncio.Event().wait()

    async def fill(self) -> None:
        """Fill in what is missing. Raises `TransientError`."""
        with store_errors():
            if await self._migrations.find_one({"_id": "search"}):
                return
            page = await self._page({})
            while page:
                changes = [_filled(record) for record in page if "week" not in record]
                if changes:
                    await self._matters.bulk_write(changes, ordered=False)
                    await asyncio.sleep(PAUSE_SECONDS)
                page = await self._page({"_id": {"$gt": page[-1]["_id"]}})
            await self._migrations.update_one({"_id": "search"}, {"$set": {"done": True}}, upsert=True)

    async def _page(self, wanted: Record) -> list[Record]:
        found = self._matters.find(wanted, {"outbox": 0}).sort("_id", ASCENDING).limit(PAGE)
        return list(await found.to_list(None))


def _filled(record: Record) -> UpdateOne:
    # Whoever changes it meanwhile tells by its version.
    return UpdateOne({"_id": record["_id"], "version": record["version"]}, {"$set": found_by(matter_from(record))})
