"""Going through a collection, so many documents at a time, by their ids."""

from collections.abc import Sequence
from typing import Any

from pymongo import ASCENDING, UpdateOne

from shared.migrations.model import Done
from shared.mongo.connection import Collection, Record


async def page(collection: Collection, after: Any, size: int, wanted: Record | None = None) -> Sequence[Record]:
    """The next documents behind an id (None: from the first), without their pending events."""
    behind: Record = {} if after is None else {"_id": {"$gt": after}}
    found = collection.find({**behind, **(wanted or {})}, {"outbox": 0}).sort("_id", ASCENDING).limit(size)
    return list(await found.to_list(None))


async def write(collection: Collection, found: Sequence[Record], changes: Sequence[UpdateOne], size: int) -> Done:
    """Write what is to be changed of a page, and say where the next one begins."""
    changed = (await collection.bulk_write(list(changes), ordered=False)).modified_count if changes else 0
    return Done(seen=len(found), changed=changed, next_after=found[-1]["_id"] if len(found) == size else None)
