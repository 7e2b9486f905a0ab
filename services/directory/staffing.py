"""The staff: who they are, what they may do, and every change of it, which can be undone."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from uuid import UUID

import structlog

from services.directory.errors import LoginTakenError, OwnRightsError, UnknownUnitsError
from services.directory.model import (
    Person,
    PersonChange,
    PersonPatch,
    person_changed,
    person_patched,
    powers,
    undoing,
    with_answer,
)
from services.directory.ports import People, Units
from services.directory.requesting import Request, check_version, is_repeated
from shared.clock import Clock
from shared.errors import NotFoundError
from shared.ids import new_id

log = structlog.get_logger(__name__)

_FIRST = 1


class Staffing:
    """What administrators do with people."""

    def __init__(self, *, people: People, units: Units, clock: Clock, new_id: Callable[[], UUID] = new_id) -> None:
        self._people = people
        self._units = units
        self._clock = clock
        self._new_id = new_id

    async def hire(self, person: Person, request: Request) -> Person:
        """Add a person, who cannot sign in before being invited.

        Raises `LoginTakenError`, `UnknownUnitsError`, `KeyReusedError`, `TransientError`.
        """
        await self._known(person.units)
        person = replace(person, person_id=f"p-{self._new_id()}", answered=with_answer((), request.answered))
        patch = PersonPatch(
            name=person.name,
            roles=person.roles,
            units=person.units,
            clearance=person.clearance,
            active=person.active,
            address=person.address,
            language=person.language,
            reminders=person.reminders,
        )
        now = self._clock.now()
        change = PersonChange(
            version=person.version,
            at=now,
            by=request.by,
            patch=patch,
            before=PersonPatch(),
            reason=request.reason,
        )
        if await self._people.add(person, change, [person_changed(person, self._new_id(), now)]):
            log.info("person added", person=person.person_id, by=request.by)
            return person
        account = await self._people.account(person.login)
        if account and is_repeated(request, account.person):
            return account.person
        raise LoginTakenError(person.login)

    async def person(self, person_id: str) -> Person:
        """One person. Raises `NotFoundError`, `TransientError`."""
        found = await self._people.get(person_id)
        if found is None:
            raise NotFoundError(person_id)
        return found

    async def change(self, person_id: str, patch: PersonPatch, request: Request) -> Person:
        """Change a person; what changes nothing is not a change. Tokens say it from the next sign-in on.

        Raises `NotFoundError`, `OwnRightsError`, `UnknownUnitsError`, `VersionRequiredError`, `OldVersionError`,
        `KeyReusedError`, `TransientError`.
        """
        if person_id == request.by and powers(patch):
            raise OwnRightsError(person_id)
        while True:
            before = await self.person(person_id)
            if is_repeated(request, before):
                return before
            check_version(request, before)
            await self._known(patch.units or ())
            after = person_patched(before, patch)
            if after is before:
                return before
            after = replace(after, answered=with_answer(before.answered, request.answered))
            now = self._clock.now()
            change = PersonChange(
                version=after.version,
                at=now,
                by=request.by,
                patch=patch,
                before=undoing(before, patch),
                reason=request.reason,
            )
            if await self._people.replace(after, change, [person_changed(after, self._new_id(), now)]):
                log.info("person changed", person=person_id, version=after.version, by=request.by)
                return after
            # Another was faster: what is there now is not what was seen, unless it was this very request.

    async def undo(self, person_id: str, version: int, request: Request) -> Person:
        """Make what a change touched what it was before; that is a change itself. Raises as `change` does."""
        made = next((one for one in await self.changes(person_id, 0) if one.version == version), None)
        if made is None or made.version == _FIRST:
            raise NotFoundError(f"{person_id} has no change {version} to undo")
        return await self.change(person_id, made.before, request)

    async def changes(self, person_id: str, limit: int) -> Sequence[PersonChange]:
        """Who changed a person, newest first; all with a limit of 0. Raises `NotFoundError`, `TransientError`."""
        await self.person(person_id)
        return await self._people.changes(person_id, limit)

    async def _known(self, unit_ids: Sequence[str]) -> None:
        for unit_id in unit_ids:
            unit = await self._units.get(unit_id)
            if unit is None or not unit.active:
                raise UnknownUnitsError(unit_id)
