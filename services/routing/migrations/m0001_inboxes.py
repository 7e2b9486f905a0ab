"""Routes get their places in inboxes and in lists of what one waits for.

Expand: the previous release keeps these fields itself; only routes of before there were inboxes lack them, and nobody
shows a route that has no place.
"""

from typing import Any

from pymongo import UpdateOne

from services.routing.adapters.records import inbox_record, route_from
from shared.migrations import Done, Migration
from shared.migrations.paging import page, write
from shared.mongo.connection import Database, Record


async def _batch(database: Database, after: Any, size: int) -> Done:
    routes = database["routes"]
    found = await page(routes, after, size)
    return await write(routes, found, [_filled(one) for one in found if _lacks_places(one)], size)


def _lacks_places(record: Record) -> bool:
    # Nobody waits for anything as long as nobody did anything.
    return "inbox" not in record or ("branches" in record and "given" not in record["inbox"])


def _filled(record: Record) -> UpdateOne:
    # Whoever changes it meanwhile fills it, too.
    unchanged = {"_id": record["_id"], "version": record["version"]}
    return UpdateOne(unchanged, {"$set": {"inbox": inbox_record(route_from(record))}})


MIGRATION = Migration(
    name="0001-inboxes",
    phase="expand",
    says=__doc__,
    batch=_batch,
    collection="routes",
    formerly="inboxes-and-follow-up",
)
