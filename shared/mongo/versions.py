"""Versions of configuration in MongoDB: one document each, with the events that tell of it inside."""

from collections.abc import Sequence

from pymongo import ASCENDING, DESCENDING, IndexModel
from pymongo.errors import DuplicateKeyError

from shared.contracts import Event
from shared.messaging.relay import Relay
from shared.mongo.connection import Collection, Database, Record, store_errors
from shared.mongo.deeds import Log
from shared.mongo.outbox import OUTBOX_INDEX, as_pending
from shared.versions import Author, Version

COLLECTION = "versions"


class MongoVersions:
    """All versions of all kinds that a service owns. `relay` is None where nobody is told of them."""

    def __init__(self, database: Database, relay: Relay | None = None) -> None:
        self._collection: Collection = database[COLLECTION]
        self._relay = relay

    async def create_indexes(self) -> None:
        """Make the indexes; does nothing where they are. Those that are unique let one of two versions be made."""
        number = [("kind", ASCENDING), ("name", ASCENDING), ("number", DESCENDING)]
        place = [("kind", ASCENDING), ("place", ASCENDING)]
        with store_errors():
            await self._collection.create_indexes(
                [
                    OUTBOX_INDEX,
                    IndexModel(number, name="number", unique=True),
                    IndexModel(place, name="place", unique=True),
                ]
            )

    async def since(self, kind: str, place: int) -> Sequence[Version]:
        """The versions of a kind after a place, in the order of their places."""
        wanted = {"kind": kind, "place": {"$gt": place}}
        with store_errors():
            found = await self._collection.find(wanted, {"outbox": 0}).sort("place").to_list(None)
        return [_version(record) for record in found]

    async def add(self, version: Version, events: Sequence[Event] = ()) -> bool:
        """Keep a new one with the events that tell of it; False, and nothing done, when its number or place is taken."""
        pending = {"outbox": as_pending(*events)} if events else {}
        try:
            with store_errors():
                await self._collection.insert_one({**_record(version), **pending})
        except DuplicateKeyError:
            return False
        if self._relay is not None:
            self._relay.wake()
        return True


def versions_log(database: Database) -> Log:
    """Who made versions, for auditors."""
    return Log(
        collection=database[COLLECTION],
        who="by.person_id",
        at="at",
        named="configured",
        ids={"about": "_id"},
    )


def _record(version: Version) -> Record:
    return {
        "_id": f"{version.kind}/{version.name}/{version.number}",
        "kind": version.kind,
        "name": version.name,
        "number": version.number,
        "place": version.place,
        "content": version.content,
        "by": {
            "person_id": version.by.person_id,
            "name": version.by.name,
            "on_behalf_of": version.by.on_behalf_of,
        },
        "at": version.at,
        "why": version.why,
        "restores": version.restores,
        "key": version.key,
        "fingerprint": version.fingerprint,
    }


def _version(record: Record) -> Version:
    same = ("kind", "name", "number", "place", "content", "at", "why", "restores", "key", "fingerprint")
    return Version(by=Author(**record["by"]), **{name: record[name] for name in same})
