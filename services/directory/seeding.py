"""Filling an empty directory. What is there stays: administrators may have changed it."""

from collections.abc import Callable, Mapping, Sequence
from uuid import UUID

import structlog

from services.directory.model import Person, Unit, changed
from services.directory.ports import PasswordChecks, People, Units
from shared.clock import Clock
from shared.ids import new_id

log = structlog.get_logger(__name__)


class Seeding:
    """Adds the units, people and first passwords that are missing; again, or in several replicas, it does no harm."""

    def __init__(
        self,
        *,
        units: Units,
        people: People,
        passwords: PasswordChecks,
        clock: Clock,
        new_id: Callable[[], UUID] = new_id,
    ) -> None:
        self._units = units
        self._people = people
        self._passwords = passwords
        self._clock = clock
        self._new_id = new_id

    async def seed(self, units: Sequence[Unit], people: Sequence[Person], first_passwords: Mapping[str, str]) -> None:
        """Add what is missing; `first_passwords` are by login. Raises `TransientError`, to be repeated then."""
        now = self._clock.now()
        added = await self._units.add_missing(
            [(unit, [changed(unit, self._new_id(), now)] if unit.receives else []) for unit in units]
        )
        joined = await self._people.add_missing(people)
        given = 0
        # Only for those who need one: a hash is made to be slow.
        for login in await self._people.without_password(first_passwords.keys()):
            hashed = await self._passwords.hash(first_passwords[login])
            given += await self._people.set_first_password(login, hashed)
        log.info("seeded", units=added, people=joined, passwords=given)
