"""The index of notices that wait without saying by which medium goes.

Contract: the release before short messages and calls asks by this index and no other.
"""

from typing import Any, Final

from shared.migrations import Done, Migration
from shared.mongo.connection import Database

_INDEX: Final = "due"


async def _batch(database: Database, _after: Any, _size: int) -> Done:
    notices = database["notices"]
    if _INDEX not in await notices.index_information():
        return Done()
    await notices.drop_index(_INDEX)
    return Done(changed=1)


MIGRATION = Migration(name="0001-index-due", phase="contract", says=__doc__, batch=_batch, collection="notices")
