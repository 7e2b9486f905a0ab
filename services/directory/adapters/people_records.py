"""People as records of MongoDB."""

import re

from services.directory.adapters.answered import answered_of, answered_records
from services.directory.model import Clearance, Person, PersonChange, PersonPatch, Role, Wanted, found_by
from shared.language import Text
from shared.mongo.connection import Record

_FIRST = 1


def wanted_record(wanted: Wanted) -> Record:
    """What is asked of the database."""
    asked: Record = {}
    if wanted.beginnings:
        asked["found_by"] = {"$all": [re.compile(f"^{re.escape(word)}") for word in wanted.beginnings]}
    if wanted.unit_id:
        asked["units"] = wanted.unit_id
    if wanted.role is not None:
        asked["roles"] = wanted.role.value
    if wanted.active is not None:
        asked["active"] = wanted.active
    return asked


def person_record(person: Person) -> Record:
    """What is written of a person."""
    return {
        "login": person.login,
        "name": person.name.model_dump(),
        "roles": [role.value for role in person.roles],
        "units": list(person.units),
        "clearance": person.clearance.value,
        "active": person.active,
        **_reached_by(person),
        "version": person.version,
        "answered": answered_records(person.answered),
        "found_by": list(found_by(person)),
    }


def person_of(record: Record) -> Person:
    """What is read of a person; records of before clearances and versions lack both."""
    return Person(
        person_id=record["_id"],
        login=record["login"],
        name=Text.model_validate(record["name"]),
        roles=tuple(Role(role) for role in record["roles"]),
        units=tuple(record["units"]),
        clearance=Clearance(record.get("clearance", Clearance.ORDINARY)),
        active=record["active"],
        address=record.get("address", ""),
        language=record.get("language", "ar"),
        reminders=record.get("reminders", True),
        version=record.get("version", _FIRST),
        answered=answered_of(record),
    )


def change_record(change: PersonChange) -> Record:
    """What is written of a change."""
    return {
        "version": change.version,
        "at": change.at,
        "by": change.by,
        "patch": _patch_record(change.patch),
        "before": _patch_record(change.before),
        "reason": change.reason,
    }


def change_of(record: Record) -> PersonChange:
    """What is read of a change."""
    return PersonChange(
        version=record["version"],
        at=record["at"],
        by=record["by"],
        patch=_patch(record["patch"]),
        before=_patch(record["before"]),
        reason=record.get("reason", ""),
    )


def _reached_by(person: Person) -> Record:
    return {"address": person.address, "language": person.language, "reminders": person.reminders}


def _patch_record(patch: PersonPatch) -> Record:
    # What is not stated is not there: None would say the same.
    stated = {
        "name": patch.name and patch.name.model_dump(),
        "roles": patch.roles and list(patch.roles),
        "units": patch.units and list(patch.units),
        "clearance": patch.clearance,
        "active": patch.active,
        "address": patch.address,
        "language": patch.language,
        "reminders": patch.reminders,
    }
    return {name: value for name, value in stated.items() if value is not None}


def _patch(record: Record) -> PersonPatch:
    return PersonPatch(
        name=Text.model_validate(record["name"]) if "name" in record else None,
        roles=tuple(Role(role) for role in record["roles"]) if "roles" in record else None,
        units=tuple(record["units"]) if "units" in record else None,
        clearance=Clearance(record["clearance"]) if "clearance" in record else None,
        active=record.get("active"),
        address=record.get("address"),
        language=record.get("language"),
        reminders=record.get("reminders"),
    )
