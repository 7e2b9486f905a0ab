"""Units and people: who may be asked, and how administrators change what is told."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

import structlog

from services.directory.errors import ImpossibleParentError, UnitInUseError, UnitTakenError
from services.directory.model import (
    EVERYBODY,
    PLAIN,
    Person,
    SignInRecord,
    Unit,
    UnitChange,
    UnitPatch,
    Wanted,
    changed,
    may_close,
    may_lie_below,
    patched,
    undoing_unit,
    with_answer,
)
from services.directory.ports import People, Place, SignIns, Units
from services.directory.requesting import Request, check_version, is_repeated
from shared.clock import Clock
from shared.errors import NotFoundError
from shared.ids import new_id

log = structlog.get_logger(__name__)


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

    async def add_unit(self, unit: Unit, request: Request) -> Unit:
        """Add a unit, and tell the others if it is one that receives.

        Raises `UnitTakenError`, `ImpossibleParentError`, `KeyReusedError`, `TransientError`.
        """
        await self._check_parent(unit.unit_id, unit.parent_id)
        now = self._clock.now()
        unit = replace(unit, answered=with_answer((), request.answered))
        events = [changed(unit, self._new_id(), now)] if unit.receives else []
        if await self._units.add(unit, _first(unit, request, now), events):
            log.info("unit added", unit=unit.unit_id, by=request.by)
            return unit
        there = await self.unit(unit.unit_id)
        if is_repeated(request, there):
            return there
        raise UnitTakenError(unit.unit_id)

    async def change(self, unit_id: str, patch: UnitPatch, request: Request) -> Unit:
        """Change a unit, and tell the others if it is one that receives; what changes nothing is not a change.

        Raises `NotFoundError`, `VersionRequiredError`, `OldVersionError`, `KeyReusedError`, `ImpossibleParentError`,
        `UnitInUseError`, `TransientError`.
        """
        while True:
            before = await self.unit(unit_id)
            if is_repeated(request, before):
                return before
            check_version(request, before)
            after = patched(before, patch)
            if after is before:
                return before
            if after.parent_id != before.parent_id or after.active != before.active:
                await self._check_place(after)
            after = replace(after, answered=with_answer(before.answered, request.answered))
            now = self._clock.now()
            change = UnitChange(
                version=after.version,
                at=now,
                by=request.by,
                patch=patch,
                before=undoing_unit(before, patch),
                reason=request.reason,
            )
            events = [changed(after, self._new_id(), now)] if after.receives else []
            if await self._units.replace(after, change, events):
                log.info("unit changed", unit=unit_id, version=after.version, by=request.by)
                return after
            # Another was faster: what is there now is not what was seen, unless it was this very request.

    async def undo(self, unit_id: str, version: int, request: Request) -> Unit:
        """Make what a change touched what it was before; that is a change itself. Raises as `change` does."""
        made = next((one for one in await self.changes(unit_id, 0) if one.version == version), None)
        if made is None or made.before is None:
            raise NotFoundError(f"{unit_id} has no change {version} to undo")
        return await self.change(unit_id, made.before, request)

    async def changes(self, unit_id: str, limit: int) -> Sequence[UnitChange]:
        """Who changed a unit, newest first; all with a limit of 0. Raises `NotFoundError`, `TransientError`."""
        await self.unit(unit_id)
        return await self._units.changes(unit_id, limit)

    async def _check_place(self, after: Unit) -> None:
        if after.active:
            await self._check_parent(after.unit_id, after.parent_id)
        elif not may_close(after, await self._all()):
            raise UnitInUseError(after.unit_id)

    async def _check_parent(self, unit_id: str, parent_id: str | None) -> None:
        if parent_id is not None and not may_lie_below(unit_id, parent_id, await self._all()):
            raise ImpossibleParentError(f"{unit_id} below {parent_id}")

    async def _all(self) -> Mapping[str, Unit]:
        return {one.unit_id: one for one in await self._units.page(after="", limit=0)}

    async def people(self, *, after: str, limit: int, wanted: Wanted = EVERYBODY) -> Sequence[Person]:
        """People who are wanted, in the order of their ids, those after an id. Raises `TransientError`."""
        return await self._people.page(wanted, after=after, limit=limit)

    async def known(self, person_ids: Collection[str]) -> Mapping[str, Person]:
        """Those of these people whom not only another issuer knows, by id. Raises `TransientError`."""
        return {one.person_id: one for one in await self._people.several(person_ids)}

    async def sign_ins(self, *, after: Place | None, limit: int) -> Sequence[SignInRecord]:
        """Who signed in or tried to, newest first, from a place on. Raises `TransientError`."""
        return await self._sign_ins.page(after=after, limit=limit)


def _first(unit: Unit, request: Request, now: datetime) -> UnitChange:
    patch = UnitPatch(**{name: getattr(unit, name) for name in PLAIN})
    return UnitChange(version=unit.version, at=now, by=request.by, patch=patch, reason=request.reason)
