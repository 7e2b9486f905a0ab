"""Branches end: they are returned, recalled, done. Pure rules, like those of `referring`."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from services.routing.errors import NobodyAboveError, OpenWorkBelowError, QuestionWaitingError
from services.routing.model import tree
from services.routing.model.asked import waiting
from services.routing.model.asking import withdrawn
from services.routing.model.branch import Branch, By, Ending, State
from services.routing.model.closing import closed_if_done
from services.routing.model.route import Route
from services.routing.model.terms import Units
from services.routing.model.touching import changed, running


def give_back(route: Route, branch_id: UUID, by: By, now: datetime, reason: str) -> Route:
    """Return a branch to its giver, whose own it came from. The root is returned by `changes.give_back_root`.

    Raises `BranchEndedError`, `NobodyAboveError` for the root, `OpenWorkBelowError`, `QuestionWaitingError`,
    `VoidedRouteError`.
    """
    branch = endable(route, branch_id)
    if branch.parent_id is None:
        raise NobodyAboveError(str(branch_id))
    return changed(route, [_ended(branch, "returned", by, now, reason)], by, now, "returned", branch, because=reason)


def recall(route: Route, branch_id: UUID, by: By, now: datetime, units: Units, reason: str = "") -> Route:
    """Take a branch back, with everything below it that still runs, and the question that was asked from there.

    Raises `BranchEndedError`, `NobodyAboveError` for the root, `VoidedRouteError`.
    """
    branch = running(route, branch_id)
    if branch.parent_id is None:
        raise NobodyAboveError(str(branch_id))
    recalled = [_ended(each, "recalled", by, now, reason) for each in tree.with_all_below(route, branch) if each.runs]
    after = changed(route, recalled, by, now, "recalled", branch, because=reason)
    return withdrawn(after, {each.branch_id for each in recalled}, by, now, units)


def finish(route: Route, branch_id: UUID, by: By, now: datetime, remark: str = "") -> Route:
    """Say that it is done; the last of what is for action closes a transaction that was answered.

    Raises `BranchEndedError`, `OpenWorkBelowError`, `QuestionWaitingError`, `VoidedRouteError`.
    """
    branch = endable(route, branch_id)
    after = changed(route, [_ended(branch, "done", by, now, remark)], by, now, "done", branch, because=remark)
    return closed_if_done(after, now)


def endable(route: Route, branch_id: UUID) -> Branch:
    """Find a running branch that nothing holds up: neither work below it nor a question of its own.

    Raises `BranchEndedError`, `OpenWorkBelowError`, `QuestionWaitingError`, `VoidedRouteError`.
    """
    branch = running(route, branch_id)
    if any(each.is_work for each in tree.children(route, branch)):
        raise OpenWorkBelowError(str(branch_id))
    question = waiting(route.questions)
    if question is not None and question.branch_id == branch_id:
        raise QuestionWaitingError(str(branch_id))
    return branch


def _ended(branch: Branch, state: State, by: By, now: datetime, because: str) -> Branch:
    return replace(branch, state=state, ended=Ending(by=by, at=now, because=because))
