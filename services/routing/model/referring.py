"""What happens to branches: they are referred, accepted, returned, recalled, done. Pure rules.

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
    NobodyAboveError,
    OpenWorkBelowError,
    QuestionWaitingError,
    RouteFullError,
    VoidedRouteError,
)
from services.routing.model import tree
from services.routing.model.asked import waiting
from services.routing.model.asking import withdrawn
from services.routing.model.branch import Branch, By, Ending, State, Task
from services.routing.model.route import Route, Step, StepKind
from services.routing.model.terms import Units

MOST_BRANCHES = 300
"""Of one transaction: the whole tree is one document, and is shown on one page."""


def refer(
    route: Route, branch_id: UUID, tasks: Sequence[Task], by: By, now: datetime, new_id: Callable[[], UUID]
) -> Route:
    """Pass work on to others, each of whom gets a branch below this one, which its holder keeps.

    From a branch for information, information only. A done branch from which work is referred runs again. Raises
    `BranchEndedError`, `ImpossibleReferralError`, `RouteFullError`, `VoidedRouteError`.
    """
    branch = _touchable(route, branch_id)
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
    return _after(route, [giver], by, now, "referred", branch, because=tasks[0].instruction if tasks else "", new=new)


def accept(route: Route, branch_id: UUID, by: By, now: datetime) -> Route:
    """Say that one works on it. Raises `AlreadyAcceptedError`, `BranchEndedError`, `VoidedRouteError`."""
    branch = _running(route, branch_id)
    if branch.state == "accepted":
        raise AlreadyAcceptedError(str(branch_id))
    return _after(route, [replace(branch, state="accepted", accepted_at=now)], by, now, "accepted", branch)


def give_back(route: Route, branch_id: UUID, by: By, now: datetime, reason: str) -> Route:
    """Return a branch to its giver, whose own it came from. The root is returned by `changes.give_back_root`.

    Raises `BranchEndedError`, `NobodyAboveError` for the root, `OpenWorkBelowError`, `QuestionWaitingError`,
    `VoidedRouteError`.
    """
    branch = endable(route, branch_id)
    if branch.parent_id is None:
        raise NobodyAboveError(str(branch_id))
    return _after(route, [_ended(branch, "returned", by, now, reason)], by, now, "returned", branch, because=reason)


def recall(route: Route, branch_id: UUID, by: By, now: datetime, units: Units, reason: str = "") -> Route:
    """Take a branch back, with everything below it that still runs, and the question that was asked from there.

    Raises `BranchEndedError`, `NobodyAboveError` for the root, `VoidedRouteError`.
    """
    branch = _running(route, branch_id)
    if branch.parent_id is None:
        raise NobodyAboveError(str(branch_id))
    recalled = [_ended(each, "recalled", by, now, reason) for each in tree.with_all_below(route, branch) if each.runs]
    after = _after(route, recalled, by, now, "recalled", branch, because=reason)
    return withdrawn(after, {each.branch_id for each in recalled}, by, now, units)


def finish(route: Route, branch_id: UUID, by: By, now: datetime, remark: str = "") -> Route:
    """Say that it is done.

    Raises `BranchEndedError`, `OpenWorkBelowError`, `QuestionWaitingError`, `VoidedRouteError`.
    """
    branch = endable(route, branch_id)
    return _after(route, [_ended(branch, "done", by, now, remark)], by, now, "done", branch, because=remark)


def endable(route: Route, branch_id: UUID) -> Branch:
    """Find a running branch that nothing holds up: neither work below it nor a question of its own.

    Raises `BranchEndedError`, `OpenWorkBelowError`, `QuestionWaitingError`, `VoidedRouteError`.
    """
    branch = _running(route, branch_id)
    if any(each.is_work for each in tree.children(route, branch)):
        raise OpenWorkBelowError(str(branch_id))
    question = waiting(route.questions)
    if question is not None and question.branch_id == branch_id:
        raise QuestionWaitingError(str(branch_id))
    return branch


def _touchable(route: Route, branch_id: UUID) -> Branch:
    if route.voided:
        raise VoidedRouteError(route.number)
    return tree.find(route, branch_id)


def _running(route: Route, branch_id: UUID) -> Branch:
    branch = _touchable(route, branch_id)
    if not branch.runs:
        raise BranchEndedError(str(branch_id))
    return branch


def _ended(branch: Branch, state: State, by: By, now: datetime, because: str) -> Branch:
    return replace(branch, state=state, ended=Ending(by=by, at=now, because=because))


def _after(
    route: Route,
    changed: Sequence[Branch],
    by: By,
    now: datetime,
    kind: StepKind,
    where: Branch,
    *,
    because: str = "",
    new: tuple[Branch, ...] = (),
) -> Route:
    instead = {each.branch_id: each for each in changed}
    step = Step(
        when=now, who=by.person_id, unit_id=route.unit_id, because=because, kind=kind, branch_id=where.branch_id
    )
    return replace(
        route,
        version=route.version + 1,
        branches=(*(instead.get(each.branch_id, each) for each in tree.of(route)), *new),
        history=(*route.history, step),
    )
