"""People get the words by which they are found.

Expand: the previous release keeps this field itself; only people of before there was a search lack it, and nobody finds them.
"""

from typing import Any

from pymongo import UpdateOne

from services.directory.adapters.people_records import person_of
from services.directory.model import found_by
from shared.migrations import Done, Migration
from shared.migrations.paging import page, write
from shared.mongo.connection import Database, Record


async def _batch(database: Database, after: Any, size: int) -> Done:
    people = database["people"]
    found = await page(people, after, size)
    return await write(people, found, [_filled(one) for one in found if "found_by" not in one], size)


def _filled(record: Record) -> UpdateOne:
    # Whoever changes it meanwhile fills it, too.
    lacking = {"_id": record["_id"], "found_by": {"$exists": False}}
    return UpdateOne(lacking, {"$set": {"found_by": list(found_by(person_of(record)))}})


MIGRATION = Migration(name="0001-found-by", phase="expand", says=__doc__, batch=_batch, collection="people")
