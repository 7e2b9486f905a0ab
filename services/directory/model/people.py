"""People and their roles as directory keeps them, and how they change."""

from dataclasses import dataclass, fields, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from services.directory.model.answered import Answered
from shared.contracts import PersonChangedV1
from shared.language import OneLanguage, Text

_HARMLESS: Final = frozenset({"name", "address", "language", "reminders"})
"""What people are called and how they are reached: it lets them do nothing."""


class Role(StrEnum):
    """What a person may do; see the roles' pages of the guide."""

    ADMINISTRATOR = "administrator"
    CLERK = "clerk"
    OFFICER = "officer"
    MANAGER = "manager"
    AGENT = "agent"
    AUDITOR = "auditor"


class Clearance(StrEnum):
    """What a person may see beside what the roles allow: ordinary matters only, or confidential ones (سري), too."""

    ORDINARY = "ordinary"
    CONFIDENTIAL = "confidential"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Someone who signs in. `person_id` never changes and is what every record of who did something carries.

    `version` counts up from 1 with every change. `address` is where the person gets mail at work, in `language`; empty for
    nowhere. `reminders` says whether it is wanted that what comes due is told there.
    """

    person_id: str
    login: str
    name: Text
    roles: tuple[Role, ...]
    units: tuple[str, ...]
    clearance: Clearance = Clearance.ORDINARY
    active: bool = True
    address: str = ""
    language: OneLanguage = "ar"
    reminders: bool = True
    version: int = 1
    answered: tuple[Answered, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A person, and the hash of the password; None for somebody who has none and cannot sign in."""

    person: Person
    password_hash: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonPatch:
    """What is to change about a person; None leaves it as it is."""

    name: Text | None = None
    roles: tuple[Role, ...] | None = None
    units: tuple[str, ...] | None = None
    clearance: Clearance | None = None
    active: bool | None = None
    address: str | None = None
    language: OneLanguage | None = None
    reminders: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonChange:
    """That somebody made a person's `version`: what it changed, what stood there `before`, and why."""

    version: int
    at: datetime
    by: str
    patch: PersonPatch
    before: PersonPatch
    reason: str = ""


def patched(person: Person, patch: PersonPatch) -> Person:
    """The person as the patch wants it, one version on; the very same person when it already is so."""
    wanted = {name: value for name, value in _stated(patch).items() if value != getattr(person, name)}
    return replace(person, **wanted, version=person.version + 1) if wanted else person


def undoing(person: Person, patch: PersonPatch) -> PersonPatch:
    """The patch that makes the fields of another one what they are now."""
    return PersonPatch(**{name: getattr(person, name) for name in _stated(patch)})


def powers(patch: PersonPatch) -> bool:
    """Whether a patch touches what its person may do."""
    return bool(_stated(patch).keys() - _HARMLESS)


def person_changed(person: Person, event_id: UUID, now: datetime) -> PersonChangedV1:
    """State how somebody is now."""
    return PersonChangedV1(
        id=event_id,
        occurred_at=now,
        person_id=person.person_id,
        version=person.version,
        units=person.units,
        roles=tuple(role.value for role in person.roles),
        clearance=person.clearance.value,
        active=person.active,
        address=person.address,
        language=person.language,
        reminders=person.reminders,
    )


def _stated(patch: PersonPatch) -> dict[str, Any]:
    return {field.name: value for field in fields(patch) if (value := getattr(patch, field.name)) is not None}
