"""Routes from before there were inboxes, lists of what one waits for, or figures."""

from collections.abc import Callable
from datetime import datetime

from pymongo import ASCENDING, UpdateOne

from services.routing.adapters.records import figures_record, inbox_record, route_from
from services.routing.model import Route
from shared.mongo.connection import Collection, Database, Record, store_errors

PAGE = 1000


class OlderRoutes:
    """Brings what an earlier version wrote to the form of today."""

    def __init__(self, database: Database, *, remind_at: Callable[[Route], datetime | None] = lambda _: None) -> None:
        """`remind_at` as for `MongoRoutes`."""
        self._remind_at = remind_at
        self._routes: Collection = database["routes"]
        self._migrations: Collection = database["migrations"]

    async def fill_inboxes(self) -> None:
        """Give routes without them their places in inboxes; done once, and begun anew where it was broken off."""
        await self._fill("inboxes-and-follow-up", "inbox", _lacks_places, inbox_record)

    async def fill_figures(self) -> None:
        """Give routes without it what is counted of them; done once, and begun anew where it was broken off."""
        await self._fill("figures", "figures", _lacks_figures, figures_record)

    async def fill_reminders(self) -> None:
        """Say of routes from before there were reminders when to look at them; done once, as the others."""
        await self._fill("reminders", "remind_at", lambda record: "remind_at" not in record, self._remind_at)

    async def _fill(
        self, name: str, field: str, lacks: Callable[[Record], bool], made: Callable[[Route], object]
    ) -> None:
        with store_errors():
            if await self._migrations.find_one({"_id": name}):
                return
            page = await self._page({})
            while page:
                filled = (_filled(record, field, made) for record in page if lacks(record))
                changes = [one for one in filled if one is not None]
                if changes:
                    await self._routes.bulk_write(changes, ordered=False)
                page = await self._page({"_id": {"$gt": page[-1]["_id"]}})
            await self._migrations.update_one({"_id": name}, {"$set": {"done": True}}, upsert=True)

    async def _page(self, wanted: Record) -> list[Record]:
        found = self._routes.find(wanted, {"outbox": 0}).sort("_id", ASCENDING).limit(PAGE)
        return list(await found.to_list(None))


def _lacks_places(record: Record) -> bool:
    # Nobody waits for anything as long as nobody did anything.
    return "inbox" not in record or ("branches" in record and "given" not in record["inbox"])


def _lacks_figures(record: Record) -> bool:
    return "figures" not in record


def _filled(record: Record, field: str, made: Callable[[Route], object]) -> UpdateOne | None:
    # Whoever changes it meanwhile fills it, too.
    unchanged = {"_id": record["_id"], "version": record["version"]}
    value = made(route_from(record))
    return None if value is None else UpdateOne(unchanged, {"$set": {field: value}})
