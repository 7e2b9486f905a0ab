"""Routes from before there were inboxes."""

from pymongo import ASCENDING, UpdateOne

from services.routing.adapters.records import inbox_record, route_from
from shared.mongo.connection import Collection, Database, Record, store_errors

PAGE = 1000


class OlderRoutes:
    """Brings what an earlier version wrote to the form of today."""

    def __init__(self, database: Database) -> None:
        self._routes: Collection = database["routes"]
        self._migrations: Collection = database["migrations"]

    async def fill_inboxes(self) -> None:
        """Give routes without them their places in inboxes; done once, and begun anew where it was broken off."""
        with store_errors():
            if await self._migrations.find_one({"_id": "inboxes"}):
                return
            page = await self._page({})
            while page:
                changes = [_filled(record) for record in page if "inbox" not in record]
                if changes:
                    await self._routes.bulk_write(changes, ordered=False)
                page = await self._page({"_id": {"$gt": page[-1]["_id"]}})
            await self._migrations.update_one({"_id": "inboxes"}, {"$set": {"done": True}}, upsert=True)

    async def _page(self, wanted: Record) -> list[Record]:
        found = self._routes.find(wanted, {"outbox": 0}).sort("_id", ASCENDING).limit(PAGE)
        return list(await found.to_list(None))


def _filled(record: Record) -> UpdateOne:
    # Whoever changes it meanwhile gives it its places, too.
    return UpdateOne(
        {"_id": record["_id"], "inbox": {"$exists": False}}, {"$set": {"inbox": inbox_record(route_from(record))}}
    )
