"""Directory and routing as administrators need them."""

from collections.abc import Mapping, Sequence
from typing import Final
from uuid import UUID

from pydantic import TypeAdapter

from services.portal.adapters.calling import Caller, PartOfList, read
from services.portal.model.administration import (
    CalendarDay,
    Change,
    Colleague,
    Delegation,
    Effect,
    Invitation,
    ToldPerson,
    ToldUnit,
)
from services.portal.model.asked import Told
from services.portal.ports import Condition, Listed
from services.portal.ports.administration import Body
from shared.errors import NotFoundError

LIMIT: Final = 50
"""Entries of a page of people."""


class _Units(PartOfList):
    units: tuple[ToldUnit, ...]


class _People(Told):
    people: tuple[ToldPerson, ...]
    next: str | None = None


class _Colleagues(PartOfList):
    colleagues: tuple[Colleague, ...]


_UNITS, _PEOPLE, _COLLEAGUES = TypeAdapter(_Units), TypeAdapter(_People), TypeAdapter(_Colleagues)
_UNIT, _PERSON, _INVITATION = TypeAdapter(ToldUnit), TypeAdapter(ToldPerson), TypeAdapter(Invitation)
_DELEGATION, _DELEGATIONS = TypeAdapter(Delegation), TypeAdapter(tuple[Delegation, ...])
_CHANGES, _DAYS = TypeAdapter(tuple[Change, ...]), TypeAdapter(tuple[CalendarDay, ...])
_EFFECT = TypeAdapter(Effect)


class HttpUnits(Caller):
    """Directory's units."""

    async def all(self) -> Sequence[ToldUnit]:
        """Every unit."""
        return [one for part in await self.ask_all("", "/api/v1/units", _UNITS) for one in part.units]

    async def one(self, unit_id: str) -> ToldUnit:
        """A unit as it is now."""
        return await self.ask("", f"/api/v1/units/{unit_id}", _UNIT)

    async def add(self, token: str, body: Body, condition: Condition) -> ToldUnit:
        """Add a unit."""
        return read(await self.tell(token, "/api/v1/units", body, condition), _UNIT)

    async def change(self, token: str, unit_id: str, body: Body, condition: Condition) -> ToldUnit:
        """Change what is stated."""
        return read(await self.tell(token, f"/api/v1/units/{unit_id}", body, condition, method="PATCH"), _UNIT)

    async def announce(self, token: str, unit_id: str, body: Body, condition: Condition) -> ToldUnit:
        """Announce days off or on, or take them back."""
        path = f"/api/v1/units/{unit_id}/calendar"
        return read(await self.tell(token, path, body, condition, method="PATCH"), _UNIT)

    async def year(self, unit_id: str, year: int) -> Sequence[CalendarDay]:
        """The days of a year that are not as every week has them."""
        return await self.ask("", f"/api/v1/units/{unit_id}/calendar/{year}", _DAYS)

    async def changes(self, token: str, unit_id: str) -> Sequence[Change]:
        """The latest changes."""
        return await self.ask(token, f"/api/v1/units/{unit_id}/changes", _CHANGES, limit=LIMIT)

    async def undo(self, token: str, unit_id: str, version: int, condition: Condition) -> ToldUnit:
        """Undo a change."""
        path = f"/api/v1/units/{unit_id}/changes/{version}/undo"
        return read(await self.tell(token, path, None, condition), _UNIT)


class HttpStaffing(Caller):
    """Directory's people."""

    async def page(self, token: str, wanted: Mapping[str, str], after: str) -> Listed[ToldPerson]:
        """Those who are wanted."""
        page = await self.ask(token, "/api/v1/people", _PEOPLE, after=after, limit=LIMIT, **wanted)
        return Listed(lines=page.people, after=page.next or "")

    async def one(self, token: str, person_id: str) -> ToldPerson:
        """Somebody as he is now."""
        return await self.ask(token, f"/api/v1/people/{person_id}", _PERSON)

    async def add(self, token: str, body: Body, condition: Condition) -> ToldPerson:
        """Add somebody."""
        return read(await self.tell(token, "/api/v1/people", body, condition), _PERSON)

    async def change(self, token: str, person_id: str, body: Body, condition: Condition) -> ToldPerson:
        """Change what is stated."""
        return read(await self.tell(token, f"/api/v1/people/{person_id}", body, condition, method="PATCH"), _PERSON)

    async def changes(self, token: str, person_id: str) -> Sequence[Change]:
        """The latest changes."""
        return await self.ask(token, f"/api/v1/people/{person_id}/changes", _CHANGES, limit=LIMIT)

    async def undo(self, token: str, person_id: str, version: int, condition: Condition) -> ToldPerson:
        """Undo a change."""
        path = f"/api/v1/people/{person_id}/changes/{version}/undo"
        return read(await self.tell(token, path, None, condition), _PERSON)

    async def invite(self, token: str, person_id: str) -> Invitation:
        """Let somebody choose a password."""
        return read(await self.tell(token, f"/api/v1/people/{person_id}/invitation", None), _INVITATION)


class HttpDelegations(Caller):
    """Directory's delegations."""

    async def standing(self, token: str) -> Sequence[Delegation]:
        """Everybody's that are not over yet."""
        return await self.ask(token, "/api/v1/delegations/standing", _DELEGATIONS)

    async def own(self, token: str) -> Sequence[Delegation]:
        """What the asker gave or got."""
        return await self.ask(token, "/api/v1/delegations", _DELEGATIONS)

    async def colleagues(self, token: str) -> Sequence[Colleague]:
        """Whom one may delegate to."""
        return [one for part in await self.ask_all(token, "/api/v1/colleagues", _COLLEAGUES) for one in part.colleagues]

    async def delegate(self, token: str, body: Body, condition: Condition) -> Delegation:
        """Let somebody act for somebody."""
        return read(await self.tell(token, "/api/v1/delegations", body, condition), _DELEGATION)

    async def end(self, token: str, delegation_id: UUID, condition: Condition) -> Delegation:
        """End one now."""
        return read(await self.tell(token, f"/api/v1/delegations/{delegation_id}/end", None, condition), _DELEGATION)


class HttpCalendars(Caller):
    """Routing, of what calendars do."""

    async def effect(self, token: str, unit_id: str) -> Effect | None:
        """What the calendar of a unit does."""
        try:
            return await self.ask(token, f"/api/v1/calendars/{unit_id}", _EFFECT)
        except NotFoundError:
            return None
