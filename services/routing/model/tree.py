"""The tree of a transaction's work: its branches, root first, each behind its parent."""

from collections.abc import Sequence
from uuid import UUID

from services.routing.model.branch import Branch, By, Holder
from services.routing.model.route import SYSTEM, Route
from shared.errors import NotFoundError
from shared.ids import derived_id


def of(route: Route) -> tuple[Branch, ...]:
    """All branches; as long as nobody did anything, the root alone, which then follows from the route."""
    return route.branches or (_untouched_root(route),)


def root(route: Route) -> Branch:
    """The transaction itself."""
    return of(route)[0]


def find(route: Route, branch_id: UUID) -> Branch:
    """One branch. Raises `NotFoundError`."""
    found = next((each for each in of(route) if each.branch_id == branch_id), None)
    if found is None:
        raise NotFoundError(f"{route.number} has no branch {branch_id}")
    return found


def parent(route: Route, branch: Branch) -> Branch | None:
    """The branch that one was referred from; None for the root."""
    return None if branch.parent_id is None else find(route, branch.parent_id)


def children(route: Route, branch: Branch) -> Sequence[Branch]:
    """What was referred from a branch."""
    return [each for each in of(route) if each.parent_id == branch.branch_id]


def with_all_below(route: Route, branch: Branch) -> Sequence[Branch]:
    """A branch, what was referred from it, and so on down."""
    found = {branch.branch_id: branch}
    # A child stands behind its parent, so one pass finds all.
    for each in of(route):
        if each.parent_id in found:
            found[each.branch_id] = each
    return list(found.values())


def above(route: Route, branch: Branch) -> Sequence[Branch]:
    """What a branch came from, up to the root."""
    found: list[Branch] = []
    at = parent(route, branch)
    while at is not None:
        found.append(at)
        at = parent(route, at)
    return found


def is_complete(route: Route) -> bool:
    """Whether nothing is left to be done: every branch for action has ended."""
    return not any(each.is_work for each in of(route))


def units(route: Route) -> frozenset[str]:
    """The units that have the transaction or a part of it, and so may see it."""
    return frozenset({route.unit_id, *(each.holder.unit_id for each in route.branches if each.is_had)})


def _untouched_root(route: Route) -> Branch:
    given = next((each for each in reversed(route.history) if each.kind in ("routed", "assigned")), None)
    return Branch(
        # Always the same, so that it keeps its id when it is written down.
        branch_id=derived_id(route.submission_id, "root branch"),
        parent_id=None,
        holder=Holder(unit_id=route.unit_id),
        purpose="action",
        given_by=By(person_id=given.who if given else SYSTEM),
        given_from=None,
        given_at=route.since,
        days=route.days_to_answer,
        due_on=route.due_on,
    )
