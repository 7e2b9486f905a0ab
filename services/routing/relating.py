"""Transactions that belong together: linked by who may act on one and see the other, and parted again with a reason.

A link is one document of its own, named by both numbers in order: one write, and both transactions have it.
"""

import asyncio
import random
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace

from services.routing import rights
from services.routing.errors import KeyReusedError, RouteFullError, VoidedRouteError
from services.routing.model import By, Route
from services.routing.model.link import MOST_LINKS, Link, link, pair, unlink
from services.routing.model.noting import MOST_ANSWERED
from services.routing.model.route import Answered
from services.routing.ports import Links, Routes
from services.routing.requesting import Request
from services.routing.rights import Person
from shared.clock import Clock
from shared.errors import NotFoundError, OldVersionError, TransientError, VersionRequiredError

CONFLICTS = 5
"""Times that a change is made anew because somebody else changed the link meanwhile."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """A link of a transaction as one person may see it.

    `other` is None where the person may not see what it is linked with, which is then a number and nothing else.
    """

    link: Link
    number: str
    other: Route | None
    may_unlink: bool


class Relating:
    """Links and parts transactions. All raise `NotFoundError` for what is absent or not the asker's, `TransientError`."""

    def __init__(self, *, routes: Routes, links: Links, clock: Clock) -> None:
        self._routes = routes
        self._links = links
        self._clock = clock

    async def of(self, person: Person, number: str) -> Sequence[Related]:
        """What a transaction is, or was, linked with, oldest first.

        What is confidential and not the person's to see is left out; of what is ordinary and not, there is the number.
        """
        route = await self._seen(person, number)
        links = await self._links.of(number)
        there = {one.number: one for one in await self._routes.several([each.other(number) for each in links])}
        found = (_related(person, route, each, there.get(each.other(number))) for each in links)
        return [each for each in found if each is not None]

    async def link(self, request: Request, other: str, note: str) -> Link:
        """Say that two transactions belong together, and how.

        Raises `AlreadyLinkedError`, `ImpossibleLinkError`, `KeyReusedError`, `RouteFullError`, `VoidedRouteError`.
        """
        numbers = pair(request.number, other)
        routes, by = await self._both(request.person, numbers)

        async def linked(before: Link | None) -> Link:
            if void := next((one for one in routes if one.voided), None):
                raise VoidedRouteError(void.number)
            after = link(before, numbers, by, self._clock.now(), note)
            for number in numbers if before is None else ():
                if len(await self._links.of(number)) >= MOST_LINKS:
                    raise RouteFullError(number)
            return after

        return await self._change(request, numbers, linked)

    async def unlink(self, request: Request, other: str, reason: str) -> Link:
        """Say that two transactions do not belong together; `versions` of the request are the link's.

        Raises `ImpossibleLinkError`, `KeyReusedError`, `OldVersionError`, `VersionRequiredError`.
        """
        numbers = pair(request.number, other)
        _, by = await self._both(request.person, numbers)

        async def parted(before: Link | None) -> Link:
            if before is None or not before.stands:
                raise NotFoundError(" ".join(numbers))
            if request.versions is None:
                raise VersionRequiredError(" ".join(numbers))
            if before.version not in request.versions:
                raise OldVersionError(f"{numbers} are {before.version}, not {sorted(request.versions)}")
            return unlink(before, by, self._clock.now(), reason)

        return await self._change(request, numbers, parted)

    async def _both(self, person: Person, numbers: tuple[str, str]) -> tuple[Sequence[Route], By]:
        """The two, and who may say that they belong together."""
        routes = await self._routes.several(numbers)
        if len(routes) < len(numbers):
            raise NotFoundError(" ".join(numbers))
        return routes, rights.check_both(person, *routes).by

    async def _change(
        self, request: Request, numbers: tuple[str, str], change: Callable[[Link | None], Awaitable[Link]]
    ) -> Link:
        for attempt in range(CONFLICTS):
            before = await self._links.get(numbers)
            if before is not None and _is_repeated(request, before):
                return before
            after = _remembering(request, await change(before))
            if await self._links.put(after):
                return after
            await asyncio.sleep(random.random() * 0.01 * 2**attempt)  # noqa: S311 - spreads replicas, guards nothing
        raise TransientError("the link keeps changing")

    async def _seen(self, person: Person, number: str) -> Route:
        route = await self._routes.by_number(number)
        if route is None:
            raise NotFoundError(number)
        rights.check(person, "see", route)
        return route


def _related(person: Person, route: Route, link: Link, other: Route | None) -> Related | None:
    if other is not None and rights.may(person, "see", other):
        return Related(
            link=link,
            number=other.number,
            other=other,
            may_unlink=link.stands and rights.may_link(person, route, other),
        )
    if other is None or other.confidential:
        return None
    return Related(link=link, number=other.number, other=None, may_unlink=False)


def _is_repeated(request: Request, there: Link) -> bool:
    """Whether the request was done before. Raises `KeyReusedError`."""
    known = (each for each in there.answered if (each.person_id, each.key) == (request.person.person_id, request.key))
    found = next(known, None)
    if found is not None and found.fingerprint != request.fingerprint:
        raise KeyReusedError(str(request.key))
    return found is not None


def _remembering(request: Request, link: Link) -> Link:
    if request.key is None:
        return link
    new = Answered(
        person_id=request.person.person_id,
        key=request.key,
        fingerprint=request.fingerprint,
        version=link.version,
        branch_ids=(),
    )
    return replace(link, answered=(*link.answered, new)[-MOST_ANSWERED:])
