"""What a clerk does: see what waits, look at one matter, decide, and go on to the next."""

import asyncio
from collections.abc import Awaitable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from services.portal.model import RequestType
from services.portal.model.clerks import KINDS, Bounced, DeskMatter, Kind, Route
from services.portal.model.found import Asked, Found
from services.portal.model.rows import Row, following, row_of_bounced, row_of_matter, row_of_route
from services.portal.ports import Condition, Listed, Matters, Notices, People, Registry, Routes
from shared.errors import NotFoundError, TransientError
from shared.language import Text

Told = TypeVar("Told")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """A page of one list, and where the next one begins. Nothing of it when its service is away."""

    rows: tuple[Row, ...]
    after: str = ""
    away: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """The desk: the list that is looked at, how many there are of each kind, and what types are called."""

    kind: Kind
    shown: Rows
    counts: Mapping[Kind, Rows]
    types: Mapping[str, Text]


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """A page of what was found, and where the next one begins."""

    found: Sequence[Found] = ()
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """By what else a search may be narrowed; nothing of it when its service is away."""

    units: Mapping[str, Text]
    types: Mapping[str, Text]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One matter with all that there is to know about it. `route` and `bounced` are empty when their service is away."""

    matter: DeskMatter
    types: Sequence[RequestType]
    units: Mapping[str, Text]
    names: Mapping[str, Text]
    route: Route | None
    bounced: Sequence[Bounced]

    def type_(self, code: str | None) -> RequestType | None:
        """A request type by its code."""
        return next((one for one in self.types if one.code == code), None)


class Clerking:
    """The use cases of the desk. Every service is asked with the clerk's own token."""

    def __init__(
        self, *, registry: Registry, matters: Matters, routes: Routes, notices: Notices, people: People
    ) -> None:
        self._registry = registry
        self._matters = matters
        self._routes = routes
        self._notices = notices
        self._people = people

    async def board(self, token: str, kind: Kind, after: str) -> Board:
        """The desk, with one kind of what waits shown. Raises `SignInNeededError`, `TransientError`."""
        sources = ("undecided", "incomplete", "doubtful", "bounced")
        pages = dict(zip(sources, await asyncio.gather(*(self._page(token, one, "") for one in sources)), strict=True))
        counts = {one: _of_kind(one, pages[_source(one)]) for one in KINDS}
        shown = await self._rows(token, kind, after) if after else counts[kind]
        types = await _or(self._registry.request_types(), ())
        return Board(kind=kind, shown=shown, counts=counts, types={one.code: one.title for one in types})

    async def search(self, token: str, asked: Asked, after: str) -> Findings:
        """What somebody looks for, nothing when that says nothing.

        Raises `RefusedError`, `SignInNeededError`, `TransientError`.
        """
        if not asked.q:
            return Findings()
        page = await self._matters.search(token, asked.query(after))
        return Findings(found=page.lines, after=page.after)

    async def choices(self) -> Choices:
        """The units and types that there are."""
        units, types = await asyncio.gather(_or(self._people.units(), {}), _or(self._registry.request_types(), ()))
        return Choices(units=units, types={one.code: one.title for one in types})

    async def item(self, token: str, submission_id: UUID) -> Item:
        """One matter. Raises `NotFoundError`, `SignInNeededError`, `TransientError`."""
        none_bounced: Listed[Bounced] = Listed(lines=())
        matter, types, units, names, bounced = await asyncio.gather(
            self._matters.matter(token, submission_id),
            self._registry.request_types(),
            _or(self._people.units(), {}),
            _or(self._people.names(token), {}),
            _or(self._notices.bounced(token, "", submission_id), none_bounced),
        )
        route = await _or(self._routes.route(token, matter.number), None) if matter.number else None
        return Item(matter=matter, types=types, units=units, names=names, route=route, bounced=bounced.lines)

    async def decide(
        self, token: str, submission_id: UUID, action: str, body: Mapping[str, object], condition: Condition
    ) -> DeskMatter:
        """Register, return or reject. Raises `RefusedError`, `NotFoundError`, `SignInNeededError`, `TransientError`."""
        return await self._matters.decide(token, submission_id, action, body, condition)

    async def assign(self, token: str, item: Item, unit_id: str, reason: str, condition: Condition) -> None:
        """Confirm or change the unit of a registered matter. Raises as `decide` does."""
        if item.matter.number is None:
            raise NotFoundError
        await self._routes.assign(token, item.matter.number, unit_id, reason, condition)

    async def retry(self, token: str, item: Item, notice_id: UUID) -> None:
        """Send again a notice of this matter that came back. Raises as `decide` does."""
        if notice_id not in {one.notice_id for one in item.bounced}:
            raise NotFoundError
        await self._notices.retry(token, notice_id)

    async def next(self, token: str, kind: Kind, here: Row) -> Row | None:
        """What comes after a matter in its list, whether or not it is still on it."""
        return following((await self._rows(token, kind, "")).rows, here)

    async def around(self, token: str, kind: Kind) -> tuple[Row, ...]:
        """The list that a matter is looked at in; empty when it cannot be had."""
        return (await self._rows(token, kind, "")).rows

    async def _rows(self, token: str, kind: Kind, after: str) -> Rows:
        return _of_kind(kind, await self._page(token, _source(kind), after))

    async def _page(self, token: str, source: str, after: str) -> Listed[Row] | None:
        try:
            return await self._listed(token, source, after)
        except TransientError:
            return None

    async def _listed(self, token: str, source: str, after: str) -> Listed[Row]:
        match source:
            case "doubtful":
                routes = await self._routes.doubtful(token, after)
                return Listed(lines=[row_of_route(one) for one in routes.lines], after=routes.after)
            case "bounced":
                notices = await self._notices.bounced(token, after)
                return Listed(lines=[row_of_bounced(one) for one in notices.lines], after=notices.after)
            case _:
                matters = await self._matters.waiting(token, source, after)
                return Listed(lines=[row_of_matter(one) for one in matters.lines], after=matters.after)


def _source(kind: Kind) -> str:
    """The list that a kind is on: what could not be read is undecided, too."""
    return "undecided" if kind == "unreadable" else kind


def _of_kind(kind: Kind, page: Listed[Row] | None) -> Rows:
    if page is None:
        return Rows(rows=(), away=True)
    mine = sorted((row for row in page.lines if row.kind == kind), key=lambda row: row.place)
    return Rows(rows=tuple(mine), after=page.after)


async def _or(asked: Awaitable[Told], otherwise: Told) -> Told:
    """What is told; something else when its service is away, because the page is of use without it."""
    try:
        return await asked
    except TransientError:
        return otherwise
