"""A transaction is answered and closed, and opens again. Pure rules.

It closes by itself when an answer to it was issued and nothing for action runs, whichever comes last; or when somebody
who holds it says that it needs no answer. Work that begins again opens it.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from services.routing.errors import AlreadyClosedError, OpenWorkBelowError, QuestionWaitingError, VoidedRouteError
from services.routing.model import tree
from services.routing.model.asked import waiting
from services.routing.model.branch import Branch, By, Ending
from services.routing.model.route import SYSTEM, Closed, Reply, Route, Step, StepKind

_SYSTEM = By(person_id=SYSTEM)


def replied(route: Route, reply: Reply, now: datetime) -> Route:
    """Note that an answer was issued; saying it again changes nothing. A void route stays as it is."""
    if route.voided or any(each.letter_id == reply.letter_id for each in route.replies):
        return route
    step = _step(route, reply.by, now, reply.number, "answered")
    after = replace(route, version=route.version + 1, replies=(*route.replies, reply), history=(*route.history, step))
    return closed_if_done(after, now)


def closed_if_done(route: Route, now: datetime) -> Route:
    """Close what was answered and has nothing left to be done, as a part of the change that came last."""
    if route.closed or route.voided or not route.replies or not tree.is_complete(route):
        return route
    return _closed(route, Closed(by=_SYSTEM, at=now, answered_by=route.replies[-1].number))


def close(route: Route, by: By, now: datetime, reason: str) -> Route:
    """Close what needs no answer, or no other one; the transaction's own branch is done with it.

    Raises `AlreadyClosedError`, `OpenWorkBelowError`, `QuestionWaitingError`, `VoidedRouteError`.
    """
    if route.voided:
        raise VoidedRouteError(route.number)
    if route.closed:
        raise AlreadyClosedError(route.number)
    root = tree.root(route)
    if any(each.is_work for each in tree.of(route) if each.branch_id != root.branch_id):
        raise OpenWorkBelowError(route.number)
    if waiting(route.questions):
        raise QuestionWaitingError(route.number)
    done = replace(root, state="done", ended=Ending(by=by, at=now, because=reason)) if root.runs else root
    answered_by = route.replies[-1].number if route.replies else None
    after = replace(route, version=route.version + 1, branches=_instead(route, {done.branch_id: done}))
    return _closed(after, Closed(by=by, at=now, answered_by=answered_by, because=reason))


def opened(route: Route, by: By, now: datetime, because: str = "") -> Route:
    """Open what is closed, as a part of the change that begins work again: whoever has the transaction acts on it."""
    if route.closed is None:
        return route
    root = tree.root(route)
    running = replace(root, state="open", accepted_at=None, ended=None)
    return replace(
        route,
        closed=None,
        branches=_instead(route, {root.branch_id: running}),
        history=(*route.history, _step(route, by, now, because, "reopened")),
    )


def _closed(route: Route, closed: Closed) -> Route:
    step = _step(route, closed.by, closed.at, closed.because, "closed")
    return replace(route, closed=closed, history=(*route.history, step))


def _step(route: Route, by: By, now: datetime, because: str, kind: StepKind) -> Step:
    return Step(when=now, who=by.person_id, unit_id=route.unit_id, because=because, kind=kind)


def _instead(route: Route, branches: Mapping[UUID, Branch]) -> tuple[Branch, ...]:
    return tuple(branches.get(each.branch_id, each) for each in tree.of(route))
