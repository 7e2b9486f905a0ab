"""Letters in MongoDB."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from pydantic import TypeAdapter
from pymongo import ASCENDING, DESCENDING, IndexModel, ReturnDocument
from pymongo.errors import DuplicateKeyError

from services.routing.letters.model import Letter, shelves
from services.routing.letters.ports import Claimed
from shared.contracts import Event
from shared.messaging.relay import Relay
from shared.mongo.connection import Collection, Database, Record, store_errors
from shared.mongo.outbox import OUTBOX_INDEX, as_pending

COLLECTION = "letters"
_LETTER = TypeAdapter(Letter)
_NOT_OF_A_LETTER = frozenset({"_id", "outbox", "shelves", "place", "work"})
_UNSHOWN = {"outbox": 0}


class MongoLetters:
    """One document per letter, with its pending events inside.

    `shelves` has the keys of where it stands, `place` where there; `work` says since when routing itself has something
    to do, and how often that was begun.
    """

    def __init__(self, database: Database, relay: Relay) -> None:
        self._collection: Collection = database[COLLECTION]
        self._relay = relay

    async def create_indexes(self) -> None:
        """Make the indexes; does nothing where they are."""
        with store_errors():
            await self._collection.create_indexes(
                [
                    IndexModel([("shelves", ASCENDING), ("place", ASCENDING)], name="shelves"),
                    IndexModel([("numbered.number", ASCENDING)], name="number", unique=True, sparse=True),
                    IndexModel([("work.at", ASCENDING)], name="work", sparse=True),
                    OUTBOX_INDEX,
                ]
            )

    async def add(self, letter: Letter, events: Sequence[Event]) -> bool:
        """Make a letter durable and say whether it is new. See `ports.Letters`."""
        document = {"_id": letter.letter_id, **letter_record(letter)}
        if pending := as_pending(*events):
            document["outbox"] = pending
        try:
            with store_errors():
                await self._collection.insert_one(document)
        except DuplicateKeyError:
            return False
        self._relay.wake()
        return True

    async def replace(self, before: Letter, after: Letter, events: Sequence[Event]) -> bool:
        """Put a changed letter in the place of what it was. See `ports.Letters`."""
        change: Record = {"$set": letter_record(after)}
        if after.needs_work:
            change["$set"]["work"] = {"at": after.since, "tries": 0}
        else:
            change["$unset"] = {"work": ""}
        if pending := as_pending(*events):
            change["$push"] = {"outbox": {"$each": pending}}
        unchanged = {"_id": before.letter_id, "version": before.version}
        with store_errors():
            result = await self._collection.update_one(unchanged, change)
        self._relay.wake()
        return result.matched_count == 1

    async def get(self, letter_id: UUID) -> Letter | None:
        """One letter."""
        with store_errors():
            found = await self._collection.find_one({"_id": letter_id}, _UNSHOWN)
        return None if found is None else letter_from(found)

    async def shelf(self, keys: Sequence[str], *, newest_first: bool, after: str, limit: int) -> Sequence[Letter]:
        """What stands on any of these shelves, in order. See `ports.Letters`."""
        wanted = shelf_filter(keys, newest_first=newest_first, after=after)
        order = DESCENDING if newest_first else ASCENDING
        with store_errors():
            found = await self._collection.find(wanted, _UNSHOWN).sort("place", order).limit(limit).to_list(None)
        return [letter_from(record) for record in found]

    async def claim(self, now: datetime, until: datetime) -> Claimed | None:
        """The letter that has waited longest for routing's own work. See `ports.Letters`."""
        with store_errors():
            found = await self._collection.find_one_and_update(
                {"work.at": {"$lte": now}},
                {"$set": {"work.at": until}, "$inc": {"work.tries": 1}},
                sort=[("work.at", ASCENDING)],
                projection=_UNSHOWN,
                return_document=ReturnDocument.AFTER,
            )
        return None if found is None else Claimed(letter=letter_from(found), tries=found["work"]["tries"])

    async def postpone(self, letter_id: UUID, until: datetime) -> None:
        """Let a letter that still needs work be claimed again from then on. See `ports.Letters`."""
        with store_errors():
            await self._collection.update_one(
                {"_id": letter_id, "work.at": {"$exists": True}}, {"$set": {"work.at": until}}
            )


def shelf_filter(keys: Sequence[str], *, newest_first: bool, after: str) -> Record:
    """What `MongoLetters.shelf` asks for; the index serves it in order, one run for each key, merged."""
    wanted: Record = {"shelves": {"$in": list(keys)}}
    if after:
        wanted["place"] = {"$lt" if newest_first else "$gt": after}
    return wanted


def letter_record(letter: Letter) -> Record:
    """Everything of a letter but its id, with the shelves that it stands on. What is not there yet is left out."""
    record: Record = _LETTER.dump_python(letter, exclude_none=True)
    del record["letter_id"]
    record["shelves"] = sorted(shelves(letter))
    record["place"] = letter.place
    return record


def letter_from(record: Record) -> Letter:
    """A letter as it was written."""
    known = {name: value for name, value in record.items() if name not in _NOT_OF_A_LETTER}
    return _LETTER.validate_python({**known, "letter_id": record["_id"]})
