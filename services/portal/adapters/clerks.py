"""Registry, routing, notify and directory as a clerk's desk needs them."""

import time
from collections.abc import Callable, Mapping
from typing import Final
from uuid import UUID

import httpx
from pydantic import TypeAdapter

from services.portal.adapters.calling import Caller, PartOfList
from services.portal.adapters.remembering import Remembered
from services.portal.model.asked import Told
from services.portal.model.clerks import Bounced, DeskMatter, Route, UnitNamed
from services.portal.model.found import Found
from services.portal.ports import Condition, Listed
from shared.errors import NotFoundError
from shared.language import Text

LIMIT: Final = 100
"""Lines of a page of the desk."""


class _Waiting(Told):
    waiting: tuple[DeskMatter, ...]
    next: str | None = None


class _Found(Told):
    found: tuple[Found, ...]
    next: str | None = None


class _Routes(Told):
    routes: tuple[Route, ...]
    next: str | None = None


class _Notices(Told):
    notices: tuple[Bounced, ...]
    next: str | None = None


class _Units(PartOfList):
    units: tuple[UnitNamed, ...]


class _Named(Told):
    person_id: str
    name: Text


class _People(PartOfList):
    people: tuple[_Named, ...]


_WAITING, _ROUTES, _NOTICES = TypeAdapter(_Waiting), TypeAdapter(_Routes), TypeAdapter(_Notices)
_MATTER, _ROUTE, _FOUND = TypeAdapter(DeskMatter), TypeAdapter(Route), TypeAdapter(_Found)
_UNITS, _PEOPLE = TypeAdapter(_Units), TypeAdapter(_People)


class HttpMatters(Caller):
    """Registry's desk."""

    async def waiting(self, token: str, state: str, after: str) -> Listed[DeskMatter]:
        """What waits in a state."""
        page = await self.ask(token, "/api/v1/desk", _WAITING, state=state, after=after, limit=LIMIT)
        return Listed(lines=page.waiting, after=page.next or "")

    async def matter(self, token: str, submission_id: UUID) -> DeskMatter:
        """One matter."""
        return await self.ask(token, f"/api/v1/desk/{submission_id}", _MATTER)

    async def search(self, token: str, query: Mapping[str, str]) -> Listed[Found]:
        """What is found."""
        page = await self.ask(token, "/api/v1/matters", _FOUND, **query)
        return Listed(lines=page.found, after=page.next or "")

    async def decide(
        self, token: str, submission_id: UUID, action: str, body: Mapping[str, object], condition: Condition
    ) -> DeskMatter:
        """Register, return or reject."""
        answer = await self.tell(token, f"/api/v1/desk/{submission_id}/{action}", body, condition)
        return _MATTER.validate_json(answer.content)


class HttpRoutes(Caller):
    """Routing."""

    async def doubtful(self, token: str, after: str) -> Listed[Route]:
        """Transactions whose unit is a guess."""
        page = await self.ask(token, "/api/v1/routes", _ROUTES, certainty="doubtful", after=after, limit=LIMIT)
        return Listed(lines=page.routes, after=page.next or "")

    async def route(self, token: str, number: str) -> Route | None:
        """Where a transaction is."""
        try:
            return await self.ask(token, f"/api/v1/routes/{number}", _ROUTE)
        except NotFoundError:
            return None

    async def assign(self, token: str, number: str, unit_id: str, reason: str, condition: Condition) -> None:
        """Give a transaction to a unit."""
        await self.tell(token, f"/api/v1/routes/{number}/assign", {"unit_id": unit_id, "reason": reason}, condition)


class HttpNotices(Caller):
    """Notify."""

    async def bounced(self, token: str, after: str, submission_id: UUID | None = None) -> Listed[Bounced]:
        """Notices that were given up."""
        of = {"submission_id": str(submission_id)} if submission_id else {}
        page = await self.ask(token, "/api/v1/notices", _NOTICES, state="given-up", after=after, limit=LIMIT, **of)
        return Listed(lines=page.notices, after=page.next or "")

    async def retry(self, token: str, notice_id: UUID) -> None:
        """Try one again."""
        await self.tell(token, f"/api/v1/notices/{notice_id}/retry", None)


class HttpPeople(Caller):
    """Directory's names, remembered for a while."""

    def __init__(
        self, client: httpx.AsyncClient, *, seconds: float, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(client)
        self._units: Remembered[Mapping[str, Text]] = Remembered(seconds=seconds, monotonic=monotonic)
        self._names: Remembered[Mapping[str, Text]] = Remembered(seconds=seconds, monotonic=monotonic)

    async def units(self) -> Mapping[str, Text]:
        """Names of units by code."""
        return await self._units.get(self._all_units)

    async def names(self, token: str) -> Mapping[str, Text]:
        """Names of people by id. Whoever asks has to have the right to them; what is remembered is for clerks' pages."""
        return await self._names.get(lambda: self._all_names(token))

    async def _all_units(self) -> Mapping[str, Text]:
        parts = await self.ask_all("", "/api/v1/units", _UNITS)
        return {one.unit_id: one.name for part in parts for one in part.units}

    async def _all_names(self, token: str) -> Mapping[str, Text]:
        parts = await self.ask_all(token, "/api/v1/people", _PEOPLE)
        return {one.person_id: one.name for part in parts for one in part.people}
