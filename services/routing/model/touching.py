"""What every change of a branch begins and ends with."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from services.routing.errors import BranchEndedError, VoidedRouteError
from services.routing.model import tree
from services.routing.model.branch import Branch, By
from services.routing.model.route import Route, Step, StepKind


def touchable(route: Route, branch_id: UUID) -> Branch:
    """Find a branch of what is not void. Raises `NotFoundError`, `VoidedRouteError`."""
    if route.voided:
        raise VoidedRouteError(route.number)
    return tree.find(route, branch_id)


def running(route: Route, branch_id: UUID) -> Branch:
    """Find a branch that has not ended. Raises `BranchEndedError`, `NotFoundError`, `VoidedRouteError`."""
    branch = touchable(route, branch_id)
    if not branch.runs:
        raise BranchEndedError(str(branch_id))
    return branch


def changed(
    route: Route,
    branches: Sequence[Branch],
    by: By,
    now: datetime,
    kind: StepKind,
    where: Branch,
    *,
    because: str = "",
    new: tuple[Branch, ...] = (),
) -> Route:
    """Put changed branches in the place of what they were, with the new ones at the end, as one step of the history."""
    instead = {each.branch_id: each for each in branches}
    step = Step(
        when=now,
        who=by.person_id,
        unit_id=route.unit_id,
        because=because,
        kind=kind,
        branch_id=where.branch_id,
        on_behalf_of=by.on_behalf_of or None,
    )
    return replace(
        route,
        version=route.version + 1,
        branches=(*(instead.get(each.branch_id, each) for each in tree.of(route)), *new),
        history=(*route.history, step),
    )
