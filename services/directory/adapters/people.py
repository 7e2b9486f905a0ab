"""People in MongoDB."""

from collections.abc import Collection as Several
from collections.abc import Sequence

from pymongo import ASCENDING, IndexModel, UpdateOne

from services.directory.adapters.missing import insert_missing
from services.directory.model import Account, Clearance, Person, PersonChange, PersonPatch, Role
from shared.language import Text
from shared.mongo.connection import Collection, Database, Record, store_errors

_FIRST = 1
_PERSON = {"password_hash": 0, "history": 0}


class MongoPeople:
    """One document per person, with the history inside; who has no password has no such field.

    Hashes leave it in an `Account` only. Documents of before clearances and versions lack both.
    """

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
            found = await self._collection.find_one({"login": login}, {"history": 0})
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

    async def set_password(self, person_id: str, password_hash: str) -> bool:
        """Set somebody's password, whatever was there; False when there is no such person."""
        with store_errors():
            result = await self._collection.update_one({"_id": person_id}, {"$set": {"password_hash": password_hash}})
        return result.matched_count == 1

    async def several(self, person_ids: Several[str]) -> Sequence[Person]:
        """Those of them who are there, in no order."""
        with store_errors():
            found = await self._collection.find({"_id": {"$in": list(person_ids)}}, _PERSON).to_list(None)
        return [_person(record) for record in found]

    async def replace(self, person: Person, change: PersonChange) -> bool:
        """Put a person in the place of the version before; False, and nothing done, when another is there by now."""
        before = {"$in": [None, _FIRST]} if person.version == _FIRST + 1 else person.version - 1
        with store_errors():
            result = await self._collection.update_one(
                {"_id": person.person_id, "version": before},
                {"$set": _record(person), "$push": {"history": _change_record(change)}},
            )
        return result.matched_count == 1

    async def changes(self, person_id: str, limit: int) -> Sequence[PersonChange]:
        """The latest changes of a person, newest first; all with a limit of 0."""
        shown = {"$slice": -limit} if limit else 1
        with store_errors():
            found = await self._collection.find_one({"_id": person_id}, {"history": shown})
        return [_change(record) for record in reversed((found or {}).get("history", []))]


def _record(person: Person) -> Record:
    return {
        "login": person.login,
        "name": person.name.model_dump(),
        "roles": [role.value for role in person.roles],
        "units": list(person.units),
        "clearance": person.clearance.value,
        "active": person.active,
        "version": person.version,
    }


def _person(record: Record) -> Person:
    return Person(
        person_id=record["_id"],
        login=record["login"],
        name=Text.model_validate(record["name"]),
        roles=tuple(Role(role) for role in record["roles"]),
        units=tuple(record["units"]),
        clearance=Clearance(record.get("clearance", Clearance.ORDINARY)),
        active=record["active"],
        version=record.get("version", _FIRST),
    )


def _change_record(change: PersonChange) -> Record:
    return {
        "version": change.version,
        "at": change.at,
        "by": change.by,
        "patch": _patch_record(change.patch),
        "before": _patch_record(change.before),
    }


def _change(record: Record) -> PersonChange:
    return PersonChange(
        version=record["version"],
        at=record["at"],
        by=record["by"],
        patch=_patch(record["patch"]),
        before=_patch(record["before"]),
    )


def _patch_record(patch: PersonPatch) -> Record:
    # What is not stated is not there: None would say the same.
    stated = {
        "name": patch.name and patch.name.model_dump(),
        "roles": patch.roles and list(patch.roles),
        "units": patch.units and list(patch.units),
        "clearance": patch.clearance,
        "active": patch.active,
    }
    return {name: value for name, value in stated.items() if value is not None}


def _patch(record: Record) -> PersonPatch:
    return PersonPatch(
        name=Text.model_validate(record["name"]) if "name" in record else None,
        roles=tuple(Role(role) for role in record["roles"]) if "roles" in record else None,
        units=tuple(record["units"]) if "units" in record else None,
        clearance=Clearance(record["clearance"]) if "clearance" in record else None,
        active=record.get("active"),
    )
