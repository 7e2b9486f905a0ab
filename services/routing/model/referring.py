"""Work is referred and accepted. Pure rules.

Each takes a route and gives the one after; what is against the rules raises a named error and changes nothing. Who may
do it is said elsewhere (`rights`).
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from services.routing.errors import (
    AlreadyAcceptedError,
    BranchEndedError,
    ImpossibleReferralError,
    RouteFullError,
)
from services.routing.model import tree
from services.routing.model.branch import Branch, By, Task
from services.routing.model.closing import opened
from services.routing.model.route import Route
from services.routing.model.touching import changed, running, touchable

MOST_BRANCHES = 300
"""Of one transaction: the whole tree is one document, and is shown on one page."""


def refer(
    route: Route, branch_id: UUID, tasks: Sequence[Task], by: By, now: datetime, new_id: Callable[[], UUID]
) -> Route:
    """Pass work on to others, each of whom gets a branch below this one, which its holder keeps.

    From a branch for information, information only. A done branch from which work is referred runs again, and what is
    closed is opened. Raises
    `BranchEndedError`, `ImpossibleReferralError`, `RouteFullError`, `VoidedRouteError`.
    """
    touchable(route, branch_id)
    route = opened(route, by, now)
    branch = tree.find(route, branch_id)
    work = any(task.purpose == "action" for task in tasks)
    reopened = work and branch.state == "done"
    if not branch.is_had or (work and any(not each.runs for each in tree.above(route, branch))):
        raise BranchEndedError(str(branch_id))
    if (work and branch.purpose != "action") or any(task.holder == branch.holder for task in tasks):
        raise ImpossibleReferralError(f"from {branch.holder}, {branch.purpose}")
    if len(tree.of(route)) + len(tasks) > MOST_BRANCHES:
        raise RouteFullError(route.number)
    new = tuple(
        Branch(
            branch_id=new_id(),
            parent_id=branch.branch_id,
            holder=task.holder,
            purpose=task.purpose,
            instruction=task.instruction,
            given_by=by,
            given_from=branch.holder.unit_id,
            given_at=now,
            days=task.days,
            due_on=task.due_on,
        )
        for task in tasks
    )
    giver = replace(branch, state="accepted", ended=None) if reopened else branch
    return changed(route, [giver], by, now, "referred", branch, because=tasks[0].instruction if tasks else "", new=new)


def accept(route: Route, branch_id: UUID, by: By, now: datetime) -> Route:
    """Say that one works on it. Raises `AlreadyAcceptedError`, `BranchEndedError`, `VoidedRouteError`."""
    branch = running(route, branch_id)
    if branch.state == "accepted":
        raise AlreadyAcceptedError(str(branch_id))
    accepted = replace(branch, state="accepted", accepted_at=now, accepted_by=by)
    return changed(route, [accepted], by, now, "accepted", branch)
