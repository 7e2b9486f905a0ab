"""What an administrator looks at: a unit or a person with all that there is to know about it."""

import asyncio
from collections.abc import Awaitable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from services.portal.model.administration import (
    CalendarDay,
    Change,
    Colleague,
    Delegation,
    Effect,
    ToldPerson,
    ToldUnit,
)
from services.portal.ports import Listed
from services.portal.ports.administration import Accounts, Calendars, Delegations, Staffing, Units
from services.portal.ports.clerks import People
from services.portal.ports.configuration import TypeConfiguration
from shared.errors import ForbiddenError, TransientError
from shared.language import Text

Told = TypeVar("Told")


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitSheet:
    """A unit, where it lies, who changed it, and what people are called."""

    unit: ToldUnit
    units: Mapping[str, ToldUnit]
    changes: Sequence[Change]
    names: Mapping[str, Text]


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarSheet:
    """A unit's year, and what its calendar does to what runs; None when routing is away or does not know it."""

    unit: ToldUnit
    days: Sequence[CalendarDay]
    effect: Effect | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonSheet:
    """Somebody, who changed what of it, and what units and people are called."""

    person: ToldPerson
    units: Mapping[str, ToldUnit]
    changes: Sequence[Change]
    names: Mapping[str, Text]


class Administering:
    """The use cases of administrators, and of one's own account; what changes something is the ports' own."""

    def __init__(
        self,
        *,
        units: Units,
        staffing: Staffing,
        delegations: Delegations,
        accounts: Accounts,
        calendars: Calendars,
        people: People,
        types: TypeConfiguration,
    ) -> None:
        self.units = units
        self.staffing = staffing
        self.delegations = delegations
        self.accounts = accounts
        self.types = types
        self._calendars = calendars
        self._people = people

    async def all_units(self) -> Mapping[str, ToldUnit]:
        """Every unit by its code. Raises `TransientError`."""
        return {one.unit_id: one for one in await self.units.all()}

    async def unit(self, token: str, unit_id: str) -> UnitSheet:
        """One unit. Raises `NotFoundError`, `SignInNeededError`, `TransientError`."""
        unit, units, changes, names = await asyncio.gather(
            self.units.one(unit_id), self.all_units(), self.units.changes(token, unit_id), self.names(token)
        )
        return UnitSheet(unit=unit, units=units, changes=changes, names=names)

    async def calendar(self, token: str, unit_id: str, year: int) -> CalendarSheet:
        """A unit's year. Raises as `unit` does."""
        unit, days, effect = await asyncio.gather(
            self.units.one(unit_id),
            self.units.year(unit_id, year),
            _or(self._calendars.effect(token, unit_id), None),
        )
        return CalendarSheet(unit=unit, days=days, effect=effect)

    async def person(self, token: str, person_id: str) -> PersonSheet:
        """Somebody. Raises as `unit` does."""
        person, units, changes, names = await asyncio.gather(
            self.staffing.one(token, person_id),
            self.all_units(),
            self.staffing.changes(token, person_id),
            self.names(token),
        )
        return PersonSheet(person=person, units=units, changes=changes, names=names)

    async def found(self, token: str, wanted: Mapping[str, str], after: str) -> Listed[ToldPerson]:
        """A page of those who are looked for. Raises as `unit` does."""
        return await self.staffing.page(token, wanted, after)

    async def names(self, token: str) -> Mapping[str, Text]:
        """What people are called; nothing when that cannot be had."""
        return await _or(self._people.names(token), {})

    async def own_delegations(self, token: str) -> tuple[Sequence[Delegation], Sequence[Colleague]]:
        """What one gave or got, and everybody whom it can be about. Raises as `unit` does.

        Whoever may not know of colleagues is told of none.
        """
        given = await self.delegations.own(token)
        try:
            return given, await self.delegations.colleagues(token)
        except ForbiddenError:
            return given, ()


async def _or(asked: Awaitable[Told], otherwise: Told) -> Told:
    """What is told; something else when its service is away, because the page is of use without it."""
    try:
        return await asked
    except TransientError:
        return otherwise
