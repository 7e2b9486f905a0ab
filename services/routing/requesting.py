"""A person's request to change a route: done once, by somebody who may, to what that person has seen."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from services.routing import rights
from services.routing.changing import RouteChanges
from services.routing.known_units import KnownUnits
from services.routing.model import Branch, By, Route, answered, tree, with_answer
from services.routing.ports import Routes
from services.routing.rights import Action, Person
from shared.errors import NotFoundError, OldVersionError, VersionRequiredError


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Who asks for a change, of which route, and what is known of it.

    `versions` are those that the asker takes the route to have, None when that was not said. A request with the same
    `key` by the same person is done once; `fingerprint` tells whether it is the same request.
    """

    person: Person
    number: str
    versions: frozenset[int] | None
    key: str | None = None
    fingerprint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What came of a request: the version of the route after it, and the branches that it made or changed."""

    submission_id: UUID
    number: str
    version: int
    branch_ids: tuple[UUID, ...] = ()


Change = Callable[[Route, KnownUnits, Branch, By], tuple[Route, Sequence[Branch]]]
"""Gives the route after a change, and the branches to tell of.

The branch is the one it is done to, or the root; the last is who does it, and for whom else.
"""


class Requests:
    """Does what people ask for.

    Raises `NotFoundError` for what is absent or not the asker's, `VersionRequiredError`, `OldVersionError`,
    `KeyReusedError`, `TransientError`, and what the change raises.
    """

    def __init__(self, *, routes: Routes, changes: RouteChanges) -> None:
        self._routes = routes
        self._changes = changes

    async def do(
        self,
        request: Request,
        action: Action,
        change: Change,
        *,
        branch_id: UUID | None = None,
        needing: Iterable[str] = (),
    ) -> Done:
        """Do it, or say again what came of it when it was done before."""
        done: list[Done] = []

        def changed(route: Route, known: KnownUnits) -> Route:
            done[:] = [again] if (again := _before(request, route)) else []
            if again:
                return route
            branch = _branch(request.person, action, route, branch_id)
            right = rights.check(request.person, action, route, branch)
            _check_version(request, route)
            after, told = change(route, known, branch, right.by)
            done.append(_done(after, after.version, tuple(each.branch_id for each in told)))
            return after if after is route else _remembering(request, after, done[0])

        if await self._changes.change(lambda: self._routes.by_number(request.number), changed, needing=needing) is None:
            raise NotFoundError(request.number)
        return done[0]


def _branch(person: Person, action: Action, route: Route, branch_id: UUID | None) -> Branch:
    if branch_id is not None:
        return tree.find(route, branch_id)
    return rights.own_branch(person, route) if action in rights.OF_A_BRANCH else tree.root(route)


def _check_version(request: Request, route: Route) -> None:
    if request.versions is None:
        raise VersionRequiredError(request.number)
    if route.version not in request.versions:
        raise OldVersionError(f"{request.number} is {route.version}, not {sorted(request.versions)}")


def _before(request: Request, route: Route) -> Done | None:
    if request.key is None:
        return None
    found = answered(route, request.person.person_id, request.key, request.fingerprint)
    return _done(route, found.version, found.branch_ids) if found else None


def _remembering(request: Request, route: Route, done: Done) -> Route:
    if request.key is None:
        return route
    return with_answer(route, request.person.person_id, request.key, request.fingerprint, done.branch_ids)


def _done(route: Route, version: int, branch_ids: tuple[UUID, ...]) -> Done:
    return Done(submission_id=route.submission_id, number=route.number, version=version, branch_ids=branch_ids)
