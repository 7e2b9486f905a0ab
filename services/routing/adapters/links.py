"""Links between transactions in MongoDB."""

from collections.abc import Sequence

from pydantic import TypeAdapter
from pymongo import ASCENDING, IndexModel
from pymongo.errors import DuplicateKeyError

from services.routing.model.link import Link
from shared.mongo.connection import Collection, Database, Record, store_errors

_LINK = TypeAdapter(Link)
_FIRST = 1


class MongoLinks:
    """One document for each pair, named by both numbers; `begun_at` is when they were linked first."""

    def __init__(self, database: Database) -> None:
        self._collection: Collection = database["links"]

    async def create_indexes(self) -> None:
        """Make the indexes; does nothing where they are."""
        with store_errors():
            await self._collection.create_indexes(
                [IndexModel([("numbers", ASCENDING), ("begun_at", ASCENDING)], name="numbers")]
            )

    async def get(self, numbers: tuple[str, str]) -> Link | None:
        """The link of two transactions. See `ports.Links`."""
        with store_errors():
            found = await self._collection.find_one({"_id": _id(numbers)})
        return None if found is None else _link(found)

    async def of(self, number: str) -> Sequence[Link]:
        """All links of a transaction. See `ports.Links`."""
        with store_errors():
            found = await self._collection.find({"numbers": number}).sort("begun_at", ASCENDING).to_list(None)
        return [_link(record) for record in found]

    async def put(self, link: Link) -> bool:
        """Keep a link in the place of the version before. See `ports.Links`."""
        record: Record = {**_LINK.dump_python(link), "begun_at": link.history[0].at}
        if link.version == _FIRST:
            try:
                with store_errors():
                    await self._collection.insert_one({"_id": _id(link.numbers), **record})
            except DuplicateKeyError:
                return False
            return True
        before = {"_id": _id(link.numbers), "version": link.version - 1}
        with store_errors():
            result = await self._collection.update_one(before, {"$set": record})
        return result.matched_count == 1


def _id(numbers: tuple[str, str]) -> str:
    return " ".join(numbers)


def _link(record: Record) -> Link:
    return _LINK.validate_python({name: value for name, value in record.items() if name not in ("_id", "begun_at")})
