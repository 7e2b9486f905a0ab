"""People in MongoDB."""

from collections.abc import Collection as Several
from collections.abc import Sequence

from pymongo import ASCENDING, IndexModel, UpdateOne
from pymongo.errors import DuplicateKeyError

from services.directory.adapters.missing import insert_missing
from services.directory.adapters.people_records import (
    change_of,
    change_record,
    person_of,
    person_record,
    wanted_record,
)
from services.directory.model import Account, Person, PersonChange, Wanted
from shared.contracts import Event
from shared.messaging.relay import Relay
from shared.mongo.connection import Collection, Database, store_errors
from shared.mongo.outbox import OUTBOX_INDEX, as_pending

_FIRST = 1
_PERSON = {"password_hash": 0, "history": 0, "outbox": 0}


class MongoPeople:
    """One document per person, with the history inside; who has no password has no such field.

    Hashes leave it in an `Account` only. Documents of before clearances and versions lack both.
    """

    def __init__(self, database: Database, relay: Relay) -> None:
        self._collection: Collection = database["people"]
        self._relay = relay

    async def create_indexes(self) -> None:
        """Make the indexes; does nothing where they are."""
        with store_errors():
            await self._collection.create_indexes(
                [
                    IndexModel([("login", ASCENDING)], name="login", unique=True),
                    IndexModel([("found_by", ASCENDING)], name="found_by"),
                    IndexModel([("units", ASCENDING), ("_id", ASCENDING)], name="units"),
                    OUTBOX_INDEX,
                ]
            )

    async def add_missing(self, people: Sequence[Person]) -> int:
        """Add those whose id and login are not there, without a password. Says how many were added."""
        return await insert_missing(
            self._collection,
            [UpdateOne({"_id": one.person_id}, {"$setOnInsert": person_record(one)}, upsert=True) for one in people],
        )

    async def add(self, person: Person, change: PersonChange, events: Sequence[Event] = ()) -> bool:
        """Add somebody new with the history and the events; False, and nothing done, when the id or the login is there."""
        record = {"_id": person.person_id, **person_record(person), "history": [change_record(change)]}
        if events:
            record["outbox"] = as_pending(*events)
        try:
            with store_errors():
                await self._collection.insert_one(record)
        except DuplicateKeyError:
            return False
        self._relay.wake()
        return True

    async def account(self, login: str) -> Account | None:
        """Who signs in by this login."""
        with store_errors():
            found = await self._collection.find_one({"login": login}, {"history": 0, "outbox": 0})
        return None if found is None else Account(person=person_of(found), password_hash=found.get("password_hash"))

    async def get(self, person_id: str) -> Person | None:
        """One person."""
        with store_errors():
            found = await self._collection.find_one({"_id": person_id}, _PERSON)
        return None if found is None else person_of(found)

    async def page(self, wanted: Wanted, *, after: str, limit: int) -> Sequence[Person]:
        """People who are wanted, in the order of their ids, those after an id."""
        asked = {"_id": {"$gt": after}, **wanted_record(wanted)}
        with store_errors():
            found = await self._collection.find(asked, _PERSON).sort("_id").limit(limit).to_list(None)
        return [person_of(record) for record in found]

    async def without_password(self, logins: Several[str]) -> Sequence[str]:
        """Those of the logins whose person is there and has no password, sorted."""
        wanted = {"login": {"$in": list(logins)}, "password_hash": {"$exists": False}}
        with store_errors():
            found = await self._collection.find(wanted, {"login": 1}).sort("login").to_list(None)
        return [record["login"] for record in found]

    async def set_first_password(self, login: str, password_hash: str) -> bool:
        """Set the password of somebody who has none; False when there is one, or no such person."""
        with store_errors():
            result = await self._collection.update_one(
                {"login": login, "password_hash": {"$exists": False}}, {"$set": {"password_hash": password_hash}}
            )
        return result.modified_count == 1

    async def set_password(self, person_id: str, password_hash: str) -> bool:
        """Set somebody's password, whatever was there; False when there is no such person."""
        with store_errors():
            result = await self._collection.update_one({"_id": person_id}, {"$set": {"password_hash": password_hash}})
        return result.matched_count == 1

    async def several(self, person_ids: Several[str]) -> Sequence[Person]:
        """Those of them who are there, in no order."""
        with store_errors():
            found = await self._collection.find({"_id": {"$in": list(person_ids)}}, _PERSON).to_list(None)
        return [person_of(record) for record in found]

    async def replace(self, person: Person, change: PersonChange, events: Sequence[Event] = ()) -> bool:
        """Put a person in the place of the version before; False, and nothing done, when another is there by now."""
        before = {"$in": [None, _FIRST]} if person.version == _FIRST + 1 else person.version - 1
        pending = {"outbox": {"$each": as_pending(*events)}} if events else {}
        with store_errors():
            result = await self._collection.update_one(
                {"_id": person.person_id, "version": before},
                {"$set": person_record(person), "$push": {"history": change_record(change), **pending}},
            )
        self._relay.wake()
        return result.matched_count == 1

    async def changes(self, person_id: str, limit: int) -> Sequence[PersonChange]:
        """The latest changes of a person, newest first; all with a limit of 0."""
        shown = {"$slice": -limit} if limit else 1
        with store_errors():
            found = await self._collection.find_one({"_id": person_id}, {"history": shown})
        return [change_of(record) for record in reversed((found or {}).get("history", []))]
