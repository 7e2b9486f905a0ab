"""Routing, registry and directory as those need them who work on transactions."""

import time
from collections.abc import Callable, Mapping, Sequence
from typing import Final
from uuid import UUID

import httpx
from pydantic import TypeAdapter

from services.portal.adapters.calling import Caller, PartOfList
from services.portal.adapters.remembering import Remembered
from services.portal.model.asked import Told
from services.portal.model.clerks import DeskMatter
from services.portal.model.colleagues import Colleague, Unit
from services.portal.model.looking import Look
from services.portal.model.work import Act, Counts, Entry, Work
from services.portal.ports import Condition, Listed
from shared.errors import NotFoundError

LIMIT: Final = 50
"""Lines of a page of an inbox."""

_PATHS: Final[Mapping[Act, str]] = {
    "accept": "branches/{branch}/accept",
    "refer": "referrals",
    "return": "branches/{branch}/return",
    "recall": "branches/{branch}/recall",
    "done": "branches/{branch}/done",
    "ask": "question",
    "settle": "question/settle",
    "note": "notes",
    "assign": "assign",
}
_NAMES_ITS_BRANCH: Final = frozenset({"refer", "ask"})
"""What says in its body which branch it is done from."""


class _Entries(Told):
    entries: tuple[Entry, ...]
    next: str | None = None


class _Units(PartOfList):
    units: tuple[Unit, ...]


class _Colleagues(PartOfList):
    colleagues: tuple[Colleague, ...]


_ENTRIES, _COUNTS, _WORK = TypeAdapter(_Entries), TypeAdapter(Counts), TypeAdapter(Work)
_UNITS, _COLLEAGUES, _MATTER = TypeAdapter(_Units), TypeAdapter(_Colleagues), TypeAdapter(DeskMatter)


class HttpWorks(Caller):
    """Routing."""

    async def inbox(self, token: str, look: Look) -> Listed[Entry]:
        """What waits for a person."""
        return await self._listed(token, "/api/v1/inbox", look, show=look.show)

    async def follow_up(self, token: str, look: Look) -> Listed[Entry]:
        """What a person waits for."""
        return await self._listed(token, "/api/v1/follow-up", look)

    async def counts(self, token: str, look: Look) -> Counts:
        """How much there is of each."""
        return await self.ask(token, "/api/v1/inbox/counts", _COUNTS, **_whose(look))

    async def work(self, token: str, number: str) -> Work:
        """A transaction with all work on it."""
        return await self.ask(token, f"/api/v1/routes/{number}", _WORK)

    async def do(
        self,
        token: str,
        number: str,
        act: Act,
        branch_id: UUID | None,
        body: Mapping[str, object],
        condition: Condition,
    ) -> None:
        """Change something."""
        named = {"branch_id": str(branch_id)} if branch_id and act in _NAMES_ITS_BRANCH else {}
        path = _PATHS[act].format(branch=branch_id)
        await self.tell(token, f"/api/v1/routes/{number}/{path}", {**body, **named}, condition)

    async def _listed(self, token: str, path: str, look: Look, **more: str) -> Listed[Entry]:
        page = await self.ask(token, path, _ENTRIES, after=look.after, limit=LIMIT, **_whose(look), **more)
        return Listed(lines=page.entries, after=page.next or "")


class HttpTransactions(Caller):
    """Registry."""

    async def transaction(self, token: str, number: str) -> DeskMatter | None:
        """What arrived, and what was made of it."""
        try:
            return await self.ask(token, f"/api/v1/transactions/{number}", _MATTER)
        except NotFoundError:
            return None


class HttpColleagues(Caller):
    """Directory's units and people, remembered for a while.

    What is remembered is shown to all whose pages ask for it: each of them has the right to it.
    """

    def __init__(
        self, client: httpx.AsyncClient, *, seconds: float, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(client)
        self._units: Remembered[Mapping[str, Unit]] = Remembered(seconds=seconds, monotonic=monotonic)
        self._colleagues: Remembered[Sequence[Colleague]] = Remembered(seconds=seconds, monotonic=monotonic)

    async def units(self) -> Mapping[str, Unit]:
        """Units by code."""
        return await self._units.get(self._all_units)

    async def colleagues(self, token: str) -> Sequence[Colleague]:
        """Everybody who works here, or did."""
        return await self._colleagues.get(lambda: self._all_colleagues(token))

    async def _all_units(self) -> Mapping[str, Unit]:
        parts = await self.ask_all("", "/api/v1/units", _UNITS)
        return {one.unit_id: one for part in parts for one in part.units}

    async def _all_colleagues(self, token: str) -> Sequence[Colleague]:
        parts = await self.ask_all(token, "/api/v1/colleagues", _COLLEAGUES)
        return [one for part in parts for one in part.colleagues]


def _whose(look: Look) -> dict[str, str]:
    return {"mine": "true" if look.mine else "", "unit": look.unit}
