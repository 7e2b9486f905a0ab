"""Routes from before there were inboxes, and lists of what one waits for."""

from pymongo import ASCENDING, UpdateOne

from services.routing.adapters.records import inbox_record, route_from
from shared.mongo.connection import Collection, Database, Record, store_errors

PAGE = 1000
_DONE = "inboxes-and-follow-up"


class OlderRoutes:
    """Brings what an earlier version wrote to the form of today."""

    def __init__(self, database: Database) -> None:
        self._routes: Collection = database["routes"]
        self._migrations: Collection = database["migrations"]

    async def fill_inboxes(self) -> None:
        """Give routes without them their places in inboxes; done once, and begun anew where it was broken off."""
        with store_errors():
            if await self._migrations.find_one({"_id": _DONE}):
                return
            page = await self._page({})
            while page:
                changes = [_filled(record) for record in page if _lacks_places(record)]
                if changes:
                    await self._routes.bulk_write(changes, ordered=False)
                page = await self._page({"_id": {"$gt": page[-1]["_id"]}})
            await self._migrations.update_one({"_id": _DONE}, {"$set": {"done": True}}, upsert=True)

    async def _page(self, wanted: Record) -> list[Record]:
        found = self._routes.find(wanted, {"outbox": 0}).sort("_id", ASCENDING).limit(PAGE)
        return list(await found.to_list(None))


def _lacks_places(record: Record) -> bool:
    # Nobody waits for anything as long as nobody did anything.
    return "inbox" not in record or ("branches" in record and "given" not in record["inbox"])


def _filled(record: Record) -> UpdateOne:
    # Whoever changes it meanwhile gives it its places, too.
    unchanged = {"_id": record["_id"], "version": record["version"]}
    return UpdateOne(unchanged, {"$set": {"inbox": inbox_record(route_from(record))}})
