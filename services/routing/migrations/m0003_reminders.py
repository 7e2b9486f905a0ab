"""Routes that are worked on get the moment at which they are looked at for what comes due: now.

Contract: the release before there were reminders does not keep that moment when it changes a route. Whoever looks at a
route writes when to look next, so no calendar is needed here; what is late already is said within the minute.
"""

from datetime import UTC, datetime
from typing import Any, Final

from pymongo import UpdateOne

from shared.migrations import Done, Migration
from shared.migrations.paging import page, write
from shared.mongo.connection import Database, Record

LOOK_AT: Final = datetime(2000, 1, 1, tzinfo=UTC)
"""Long ago: at once, whatever time it is."""
_LACKS: Final = {"remind_at": {"$exists": False}}


async def _batch(database: Database, after: Any, size: int) -> Done:
    routes = database["routes"]
    found = await page(routes, after, size)
    changes = [UpdateOne(_unchanged(one), {"$set": {"remind_at": LOOK_AT}}) for one in found if _comes_due(one)]
    return await write(routes, found, changes, size)


def _comes_due(record: Record) -> bool:
    return not ("remind_at" in record or "closed" in record or record["voided"])


def _unchanged(record: Record) -> Record:
    # Whoever changes it meanwhile says when to look at it, too.
    return {"_id": record["_id"], "version": record["version"], **_LACKS}


MIGRATION = Migration(
    name="0003-reminders", phase="contract", says=__doc__, batch=_batch, collection="routes", formerly="reminders"
)
