"""The staff: who they are, what they may do, and every change of it, which can be undone."""

from collections.abc import Callable, Sequence
from uuid import UUID

import structlog

from services.directory.errors import LoginTakenError, OwnRightsError, StaleVersionError, UnknownUnitsError
from services.directory.model import Person, PersonChange, PersonPatch, person_patched, powers, undoing
from services.directory.ports import People, Units
from shared.clock import Clock
from shared.errors import NotFoundError
from shared.ids import new_id

log = structlog.get_logger(__name__)

TRIES = 10
"""How often a change is tried when others change the same person at the same time."""


class Staffing:
    """What administrators do with people."""

    def __init__(self, *, people: People, units: Units, clock: Clock, new_id: Callable[[], UUID] = new_id) -> None:
        self._people = people
        self._units = units
        self._clock = clock
        self._new_id = new_id

    async def hire(self, person: Person, *, by: str) -> Person:
        """Add a person, who cannot sign in before being invited. Raises `LoginTakenError`, `UnknownUnitsError`."""
        await self._known(person.units)
        if not await self._people.add_missing([person]):
            raise LoginTakenError(person.login)
        log.info("person added", person=person.person_id, by=by)
        return person

    def new_person_id(self) -> str:
        """An id for somebody new."""
        return f"p-{self._new_id()}"

    async def person(self, person_id: str) -> Person:
        """One person. Raises `NotFoundError`, `TransientError`."""
        found = await self._people.get(person_id)
        if found is None:
            raise NotFoundError(person_id)
        return found

    async def change(self, person_id: str, patch: PersonPatch, *, by: str) -> Person:
        """Change a person; what changes nothing is not a change. Tokens say it from the next sign-in on.

        Raises `NotFoundError`, `OwnRightsError`, `UnknownUnitsError`, `StaleVersionError`, `TransientError`.
        """
        if person_id == by and powers(patch):
            raise OwnRightsError(by)
        await self._known(patch.units or ())
        for _ in range(TRIES):
            before = await self.person(person_id)
            after = person_patched(before, patch)
            if after is before:
                return before
            change = PersonChange(
                version=after.version, at=self._clock.now(), by=by, patch=patch, before=undoing(before, patch)
            )
            if await self._people.replace(after, change):
                log.info("person changed", person=person_id, version=after.version, by=by)
                return after
        raise StaleVersionError(person_id)

    async def undo(self, person_id: str, version: int, *, by: str) -> Person:
        """Make what a change touched what it was before; that is a change itself. Raises as `change` does."""
        made = next((one for one in await self.changes(person_id, 0) if one.version == version), None)
        if made is None:
            raise NotFoundError(f"{person_id} has no change {version}")
        return await self.change(person_id, made.before, by=by)

    async def changes(self, person_id: str, limit: int) -> Sequence[PersonChange]:
        """Who changed a person, newest first; all with a limit of 0. Raises `NotFoundError`, `TransientError`."""
        await self.person(person_id)
        return await self._people.changes(person_id, limit)

    async def _known(self, unit_ids: Sequence[str]) -> None:
        for unit_id in unit_ids:
            if await self._units.get(unit_id) is None:
                raise UnknownUnitsError(unit_id)
