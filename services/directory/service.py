"""Units and people: who may be asked, and how administrators change what is told."""

from collections.abc import Callable, Collection, Mapping, Sequence
from uuid import UUID

import structlog

from services.directory.errors import StaleVersionError
from services.directory.model import Person, SignInRecord, Unit, UnitChange, UnitPatch, changed, patched
from services.directory.ports import People, Place, SignIns, Units
from shared.clock import Clock
from shared.errors import NotFoundError
from shared.ids import new_id

log = structlog.get_logger(__name__)

TRIES = 10
"""How often a change is tried when others change the same unit at the same time."""


class Directory:
    """The units and the people."""

    def __init__(
        self,
        *,
        units: Units,
        people: People,
        sign_ins: SignIns,
        clock: Clock,
        new_id: Callable[[], UUID] = new_id,
    ) -> None:
        self._units = units
        self._people = people
        self._sign_ins = sign_ins
        self._clock = clock
        self._new_id = new_id

    async def units(self, *, after: str, limit: int) -> Sequence[Unit]:
        """Units in the order of their ids, those after an id. Raises `TransientError`."""
        return await self._units.page(after=after, limit=limit)

    async def unit(self, unit_id: str) -> Unit:
        """One unit. Raises `NotFoundError`, `TransientError`."""
        found = await self._units.get(unit_id)
        if found is None:
            raise NotFoundError(unit_id)
        return found

    async def change(self, unit_id: str, patch: UnitPatch, *, by: str) -> Unit:
        """Change a unit, and tell the others if it is one that receives; what changes nothing is not a change.

        Raises `NotFoundError`, `StaleVersionError`, `TransientError`.
        """
        for _ in range(TRIES):
            before = await self.unit(unit_id)
            after = patched(before, patch)
            if after is before:
                return before
            now = self._clock.now()
            change = UnitChange(version=after.version, at=now, by=by, patch=patch)
            events = [changed(after, self._new_id(), now)] if after.receives else []
            if await self._units.replace(after, change, events):
                log.info("unit changed", unit=unit_id, version=after.version, by=by)
                return after
        raise StaleVersionError(unit_id)

    async def changes(self, unit_id: str, limit: int) -> Sequence[UnitChange]:
        """Who changed a unit, newest first. Raises `NotFoundError`, `TransientError`."""
        await self.unit(unit_id)
        return await self._units.changes(unit_id, limit)

    async def people(self, *, after: str, limit: int) -> Sequence[Person]:
        """People in the order of their ids, those after an id. Raises `TransientError`."""
        return await self._people.page(after=after, limit=limit)

    async def known(self, person_ids: Collection[str]) -> Mapping[str, Person]:
        """Those of these people whom not only another issuer knows, by id. Raises `TransientError`."""
        return {one.person_id: one for one in await self._people.several(person_ids)}

    async def sign_ins(self, *, after: Place | None, limit: int) -> Sequence[SignInRecord]:
        """Who signed in or tried to, newest first, from a place on. Raises `TransientError`."""
        return await self._sign_ins.page(after=after, limit=limit)
