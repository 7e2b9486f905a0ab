"""Registry, routing, notify and directory as a clerk's desk needs them."""

import time
from collections.abc import Callable, Mapping
from typing import Any, Final
from uuid import UUID

import httpx
from pydantic import TypeAdapter

from services.portal.adapters.calling import Caller
from services.portal.model.asked import Told
from services.portal.model.clerks import Bounced, DeskMatter, Route, UnitNamed
from services.portal.model.found import Found
from services.portal.ports import Condition, Listed
from shared.errors import NotFoundError
from shared.language import Text

LIMIT: Final = 100
"""Lines of a page of the desk; of one page of units and people, twice as many."""


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


class _Units(Told):
    units: tuple[UnitNamed, ...]


class _Named(Told):
    person_id: str
    name: Text


class _People(Told):
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
        self._seconds = seconds
        self._monotonic = monotonic
        self._remembered: dict[str, tuple[float, Mapping[str, Text]]] = {}

    async def units(self) -> Mapping[str, Text]:
        """Names of units by code."""
        return self._known("units") or self._remember(
            "units", {one.unit_id: one.name for one in (await self._all("", "units", _UNITS)).units}
        )

    async def names(self, token: str) -> Mapping[str, Text]:
        """Names of people by id. Whoever asks has to have the right to them; what is remembered is for clerks' pages."""
        return self._known("people") or self._remember(
            "people", {one.person_id: one.name for one in (await self._all(token, "people", _PEOPLE)).people}
        )

    async def _all(self, token: str, what: str, form: TypeAdapter[Any]) -> Any:
        return await self.ask(token, f"/api/v1/{what}", form, limit=2 * LIMIT)

    def _known(self, what: str) -> Mapping[str, Text]:
        at, found = self._remembered.get(what, (0.0, {}))
        return found if self._monotonic() - at < self._seconds else {}

    def _remember(self, what: str, found: Mapping[str, Text]) -> Mapping[str, Text]:
        self._remembered[what] = (self._monotonic(), found)
        return found
