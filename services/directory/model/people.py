"""People and their roles as directory keeps them."""

from dataclasses import dataclass
from enum import StrEnum

from shared.language import Text


class Role(StrEnum):
    """What a person may do; see the roles' pages of the guide."""

    ADMINISTRATOR = "administrator"
    CLERK = "clerk"
    OFFICER = "officer"
    MANAGER = "manager"
    AGENT = "agent"
    AUDITOR = "auditor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Someone who signs in. `person_id` never changes and is what every record of who did something carries."""

    person_id: str
    login: str
    name: Text
    roles: tuple[Role, ...]
    units: tuple[str, ...]
    active: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A person, and the hash of the password; None for somebody who has none and cannot sign in."""

    person: Person
    password_hash: str | None
