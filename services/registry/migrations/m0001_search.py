"""Matters get the words by which they are found.

Expand: the previous release keeps these fields itself; only matters of before there was a search lack them, and nobody finds
those.
"""

from typing import Any

from pymongo import UpdateOne

from services.registry.records import found_by, matter_from
from shared.migrations import Done, Migration
from shared.migrations.paging import page, write
from shared.mongo.connection import Database, Record


async def _batch(database: Database, after: Any, size: int) -> Done:
    matters = database["matters"]
    found = await page(matters, after, size)
    return await write(matters, found, [_filled(one) for one in found if "week" not in one], size)


def _filled(record: Record) -> UpdateOne:
    # Whoever changes it meanwhile tells by its version.
    return UpdateOne({"_id": record["_id"], "version": record["version"]}, {"$set": found_by(matter_from(record))})


MIGRATION = Migration(
    name="0001-search", phase="expand", says=__doc__, batch=_batch, collection="matters", formerly="search"
)
