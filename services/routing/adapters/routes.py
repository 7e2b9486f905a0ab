"""Routes in MongoDB."""

from collections.abc import Callable, Sequence
from collections.abc import Collection as Several
from datetime import datetime
from uuid import UUID

from pymongo import ASCENDING, IndexModel

from services.routing.adapters.grounds import MongoGrounds, ground_record
from services.routing.adapters.new_routes import NewRoutes
from services.routing.adapters.records import emptied, route_from, route_record
from services.routing.adapters.wanted import OPEN, ORDINARY, inbox_filter, shelf_field
from services.routing.model import Route, Shelf
from services.routing.rules import Certainty, Ground
from shared.contracts import Event
from shared.messaging.relay import Relay
from shared.mongo.connection import Collection, Database, Record, store_errors
from shared.mongo.outbox import OUTBOX_INDEX, as_pending

_UNSHOWN = {"outbox": 0}


class MongoRoutes:
    """One document per submission, with its pending events inside.

    Routes that are made at the same time are inserted together; each is on a majority's disk before its event is
    acknowledged.
    """

    def __init__(
        self, database: Database, relay: Relay, *, remind_at: Callable[[Route], datetime | None] = lambda _: None
    ) -> None:
        """`remind_at` says when to look at a route for what comes due; it is written beside the route."""
        self._collection: Collection = database["routes"]
        self._grounds = MongoGrounds(database)
        self._relay = relay
        self._remind_at = remind_at
        self._new = NewRoutes(self._collection, self._grounds, relay)

    async def create_indexes(self) -> None:
        """Make the indexes; does nothing where they are."""
        sure, place = ("certainty", ASCENDING), ("place", ASCENDING)
        await self._grounds.create_indexes()
        with store_errors():
            await self._collection.create_indexes(
                [
                    IndexModel([("number", ASCENDING)], name="number", unique=True),
                    IndexModel([("unit_id", ASCENDING), sure, place], name="unit", partialFilterExpression=OPEN),
                    IndexModel([sure, place], name="all", partialFilterExpression=OPEN),
                    # One field for each shelf and holder: none of them is a list, so that each is served in order.
                    IndexModel([("inbox.$**", ASCENDING)], name="inbox"),
                    IndexModel(
                        [("remind_at", ASCENDING)],
                        name="remind_at",
                        partialFilterExpression={"remind_at": {"$exists": True}},
                    ),
                    OUTBOX_INDEX,
                ]
            )

    async def add(self, route: Route, events: Sequence[Event], ground: Ground | None = None) -> bool:
        """Make a route durable and say whether it is new. See `ports.Routes`."""
        document = {"_id": route.submission_id, **route_record(route), **self._reminder(route)}
        if pending := as_pending(*events):
            document["outbox"] = pending
        known = ground_record(route.submission_id, route.registered_at, ground) if ground else None
        return await self._new.add(document, known, urgent=route.urgent)

    async def replace(self, before: Route, after: Route, events: Sequence[Event]) -> bool:
        """Put a changed route in the place of what it was. See `ports.Routes`."""
        reminder = self._reminder(after)
        change: Record = {"$set": {**route_record(after), **reminder}}
        if nothing := {**emptied(after), **({} if reminder else {"remind_at": ""})}:
            change["$unset"] = nothing
        if pending := as_pending(*events):
            change["$push"] = {"outbox": {"$each": pending}}
        # What is not there has no field.
        said = {"$size": len(before.reminded)} if before.reminded else {"$exists": False}
        unchanged = {"_id": before.submission_id, "version": before.version, "reminded": said}
        with store_errors():
            result = await self._collection.update_one(unchanged, change)
        self._relay.wake()
        return result.matched_count == 1

    async def get(self, submission_id: UUID) -> Route | None:
        """The route of one submission."""
        return await self._one({"_id": submission_id})

    async def some(self, submission_ids: Sequence[UUID]) -> Sequence[Route]:
        """The routes of these submissions, in no order."""
        with store_errors():
            found = await self._collection.find({"_id": {"$in": list(submission_ids)}}, _UNSHOWN).to_list(None)
        return [route_from(record) for record in found]

    async def by_number(self, number: str) -> Route | None:
        """The route of the transaction that has a number."""
        return await self._one({"number": number})

    async def several(self, numbers: Several[str]) -> Sequence[Route]:
        """The routes of those of these transactions that have one, in no order."""
        if not numbers:
            return []
        with store_errors():
            found = await self._collection.find({"number": {"$in": list(numbers)}}, _UNSHOWN).to_list(None)
        return [route_from(record) for record in found]

    async def inbox(
        self,
        *,
        units: frozenset[str] | None,
        confidential: frozenset[str] | None,
        certainty: Certainty | None,
        after: str,
        limit: int,
    ) -> Sequence[Route]:
        """Routes that are not voided, in order. See `ports.Routes`."""
        wanted = inbox_filter(units=units, confidential=confidential, certainty=certainty, after=after)
        with store_errors():
            found = await self._collection.find(wanted, _UNSHOWN).sort("place", ASCENDING).limit(limit).to_list(None)
        return [route_from(record) for record in found]

    async def shelf(
        self, shelf: Shelf, holder: str, *, confidential: bool, spans: Sequence[tuple[str, str]], limit: int
    ) -> Sequence[Route]:
        """What a holder has on a shelf, in order. See `ports.Routes`."""
        place = shelf_field(shelf, holder)
        found: list[Record] = []
        for low, high in spans:
            if len(found) < limit:
                wanted = {place: {"$gt": low, "$lt": high}, **({} if confidential else ORDINARY)}
                with store_errors():
                    found += (
                        await self._collection.find(wanted, _UNSHOWN)
                        .sort(place, ASCENDING)
                        .limit(limit - len(found))
                        .to_list(None)
                    )
        return [route_from(record) for record in found]

    async def standing(
        self, shelf: Shelf, holder: str, *, confidential: bool, spans: Sequence[tuple[str, str]], limit: int
    ) -> Sequence[UUID]:
        """Whose routes a holder has on a shelf. See `ports.Routes`."""
        place = shelf_field(shelf, holder)
        found: list[Record] = []
        for low, high in spans:
            if len(found) < limit:
                wanted = {place: {"$gt": low, "$lt": high}, **({} if confidential else ORDINARY)}
                with store_errors():
                    found += await self._collection.find(wanted, {"_id": 1}).limit(limit - len(found)).to_list(None)
        return [record["_id"] for record in found]

    async def to_remind(self, now: datetime, limit: int) -> Sequence[UUID]:
        """Whose routes are to be looked at for what comes due. See `ports.Routes`."""
        with store_errors():
            found = self._collection.find({"remind_at": {"$lte": now}}, {"_id": 1}).sort("remind_at", ASCENDING)
            return [record["_id"] for record in await found.limit(limit).to_list(None)]

    def _reminder(self, route: Route) -> Record:
        moment = self._remind_at(route)
        return {} if moment is None else {"remind_at": moment}

    async def _one(self, wanted: Record) -> Route | None:
        with store_errors():
            found = await self._collection.find_one(wanted, _UNSHOWN)
        return None if found is None else route_from(found)
