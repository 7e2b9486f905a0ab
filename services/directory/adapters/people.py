"""People in MongoDB."""

from collections.abc import Collection as Several
from collections.abc import Sequence

from pymongo import ASCENDING, IndexModel, UpdateOne

from services.directory.adapters.missing import insert_missing
from services.directory.model import Account, Person, Role
from shared.language import Text
from shared.mongo.connection import Collection, Database, Record, store_errors

_PERSON = {"password_hash": 0}


class MongoPeople:
    """One document per person; who has no password has no such field. Hashes leave it in an `Account` only."""

    def __init__(self, database: Database) -> None:
        self._collection: Collection = database["people"]

    async def create_indexes(self) -> None:
        """Make the indexes; does nothing where they are."""
        with store_errors():
            await self._collection.create_indexes([IndexModel([("login", ASCENDING)], name="login", unique=True)])

    async def add_missing(self, people: Sequence[Person]) -> int:
        """Add those whose id and login are not there, without a password. Says how many were added."""
        return await insert_missing(
            self._collection,
            [UpdateOne({"_id": one.person_id}, {"$setOnInsert": _record(one)}, upsert=True) for one in people],
        )

    async def account(self, login: str) -> Account | None:
        """Who signs in by this login."""
        with store_errors():
            found = await self._collection.find_one({"login": login})
        return None if found is None else Account(person=_person(found), password_hash=found.get("password_hash"))

    async def get(self, person_id: str) -> Person | None:
        """One person."""
        with store_errors():
            found = await self._collection.find_one({"_id": person_id}, _PERSON)
        return None if found is None else _person(found)

    async def page(self, *, after: str, limit: int) -> Sequence[Person]:
        """People in the order of their ids, those after an id."""
        with store_errors():
            found = await self._collection.find({"_id": {"$gt": after}}, _PERSON).sort("_id").limit(limit).to_list(None)
        return [_person(record) for record in found]

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


def _record(person: Person) -> Record:
    return {
        "login": person.login,
        "name": person.name.model_dump(),
        "roles": [role.value for role in person.roles],
        "units": list(person.units),
        "active": person.active,
    }


def _person(record: Record) -> Person:
    return Person(
        person_id=record["_id"],
        login=record["login"],
        name=Text.model_validate(record["name"]),
        roles=tuple(Role(role) for role in record["roles"]),
        units=tuple(record["units"]),
        active=record["active"],
    )
