"""What directory needs to keep units, people and who acts for whom."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

from services.directory.model import (
    Account,
    Delegation,
    Person,
    PersonChange,
    Unit,
    UnitChange,
    Wanted,
)
from shared.contracts import Event


class Units(Protocol):
    """Keeps units, each together with the events that tell of it. Every call may raise `TransientError`."""

    async def add_missing(self, units: Sequence[tuple[Unit, Sequence[Event]]]) -> int:
        """Add those that are not there, with their events; what is there stays as it is. Says how many were added."""
        ...

    async def add(self, unit: Unit, change: UnitChange, events: Sequence[Event]) -> bool:
        """Add a new one with its history and its events; False, and nothing done, when its id is there."""
        ...

    async def get(self, unit_id: str) -> Unit | None:
        """One unit."""
        ...

    async def page(self, *, after: str, limit: int) -> Sequence[Unit]:
        """Units in the order of their ids, those after an id; all with a limit of 0."""
        ...

    async def replace(self, unit: Unit, change: UnitChange, events: Sequence[Event]) -> bool:
        """Put a unit in the place of its version before; False, and nothing done, when another is there by now."""
        ...

    async def changes(self, unit_id: str, limit: int) -> Sequence[UnitChange]:
        """The latest changes of a unit, newest first; all with a limit of 0."""
        ...


class People(Protocol):
    """Keeps people and their passwords' hashes. Every call may raise `TransientError`."""

    async def add_missing(self, people: Sequence[Person]) -> int:
        """Add those whose id and login are not there, without a password. Says how many were added."""
        ...

    async def add(self, person: Person, change: PersonChange, events: Sequence[Event] = ()) -> bool:
        """Add somebody new with the history and the events; False, and nothing done, when the id or the login is there."""
        ...

    async def account(self, login: str) -> Account | None:
        """Who signs in by this login."""
        ...

    async def get(self, person_id: str) -> Person | None:
        """One person."""
        ...

    async def page(self, wanted: Wanted, *, after: str, limit: int) -> Sequence[Person]:
        """People who are wanted, in the order of their ids, those after an id."""
        ...

    async def without_password(self, logins: Collection[str]) -> Sequence[str]:
        """Those of the logins whose person is there and has no password, sorted."""
        ...

    async def set_first_password(self, login: str, password_hash: str) -> bool:
        """Set the password of somebody who has none; False when there is one, or no such person."""
        ...

    async def set_password(self, person_id: str, password_hash: str) -> bool:
        """Set somebody's password, whatever was there; False when there is no such person."""
        ...

    async def several(self, person_ids: Collection[str]) -> Sequence[Person]:
        """Those of them who are there, in no order."""
        ...

    async def replace(self, person: Person, change: PersonChange, events: Sequence[Event] = ()) -> bool:
        """Put a person in the place of the version before; False, and nothing done, when another is there by now."""
        ...

    async def changes(self, person_id: str, limit: int) -> Sequence[PersonChange]:
        """The latest changes of a person, newest first; all with a limit of 0."""
        ...


class Delegations(Protocol):
    """Keeps delegations; none is ever removed. Every call may raise `TransientError`."""

    async def add(self, delegation: Delegation) -> bool:
        """Keep a new one; False, and nothing done, when its id is there."""
        ...

    async def get(self, delegation_id: UUID) -> Delegation | None:
        """One delegation."""
        ...

    async def replace(self, delegation: Delegation) -> bool:
        """Put one in the place of its version before; False, and nothing done, when another is there by now."""
        ...

    async def about(self, person_id: str, *, limit: int) -> Sequence[Delegation]:
        """Those that a person gave or got, the latest to end first."""
        ...

    async def standing(self, now: datetime, *, limit: int) -> Sequence[Delegation]:
        """Everybody's that are not over yet, the first to end first."""
        ...

    async def running_to(self, person_id: str, now: datetime) -> Sequence[Delegation]:
        """Those in force that a person got."""
        ...
