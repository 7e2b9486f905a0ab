"""Routes get what is counted of them, for reports.

Expand: the previous release keeps this field itself; only routes of before there were reports lack it, and no figure has
them in it until they are filled.
"""

from typing import Any

from pymongo import UpdateOne

from services.routing.adapters.records import figures_record, route_from
from shared.migrations import Done, Migration
from shared.migrations.paging import page, write
from shared.mongo.connection import Database, Record


async def _batch(database: Database, after: Any, size: int) -> Done:
    routes = database["routes"]
    found = await page(routes, after, size)
    return await write(routes, found, [_filled(one) for one in found if "figures" not in one], size)


def _filled(record: Record) -> UpdateOne:
    # Whoever changes it meanwhile fills it, too.
    unchanged = {"_id": record["_id"], "version": record["version"]}
    return UpdateOne(unchanged, {"$set": {"figures": figures_record(route_from(record))}})


MIGRATION = Migration(
    name="0002-figures", phase="expand", says=__doc__, batch=_batch, collection="routes", formerly="figures"
)
