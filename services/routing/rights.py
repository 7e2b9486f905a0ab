"""Who may do what with a transaction, said once; what is not allowed here is denied.

Role × unit × clearance × what somebody holds, in one's own right or that of whom one acts for.

Whoever may not is answered as if it did not exist, so that nobody learns what there is by asking.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from services.routing.model import Branch, By, Route, tree, waiting
from shared.errors import NotFoundError

Action = Literal[
    "see", "note", "assign", "settle", "close", "link", "refer", "accept", "return", "recall", "done", "ask"
]
"""The first six are done to a transaction, the others to one of its branches."""

OVERSEERS = frozenset({"clerk", "auditor"})
"""They see every transaction."""

WORKERS = frozenset({"clerk", "officer", "manager"})
"""They work on what they hold, and see what their units have a part of."""

OF_A_BRANCH: tuple[Action, ...] = ("refer", "accept", "return", "recall", "done", "ask")
OF_A_TRANSACTION: tuple[Action, ...] = ("note", "assign", "settle", "close", "link")


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who asks, as the token says. `acted_by` is set of those whom somebody acts for."""

    person_id: str
    name: str = ""
    roles: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    cleared: bool = False
    acts_for: tuple["Person", ...] = ()
    acted_by: By | None = None

    @property
    def by(self) -> By:
        """Who does what is done in this person's right, as it is kept."""
        if self.acted_by is None:
            return By(person_id=self.person_id, name=self.name)
        return replace(self.acted_by, on_behalf_of=self.person_id, on_behalf_of_name=self.name)

    @property
    def selves(self) -> tuple["Person", ...]:
        """In whose rights the person may do something: first his own, then of those he acts for, each as a whole."""
        return (self, *self.acts_for)


def check(person: Person, action: Action, route: Route, branch: Branch | None = None) -> Person:
    """In whose right a person does this; `branch` is the one it is done to. Raises `NotFoundError` where there is none."""
    found = next((one for one in person.selves if _may(one, action, route, branch)), None)
    if found is None:
        raise NotFoundError(f"{person.person_id} may not {action} {route.number}")
    return found


def check_both(person: Person, route: Route, other: Route) -> Person:
    """In whose right a person says that two transactions belong together. Raises `NotFoundError` where there is none."""
    found = next((one for one in person.selves if _may_link(one, route, other)), None)
    if found is None:
        raise NotFoundError(f"{person.person_id} may not link {route.number} and {other.number}")
    return found


def may_link(person: Person, route: Route, other: Route) -> bool:
    """Whether a person may say that two transactions belong together, or do not."""
    return any(_may_link(one, route, other) for one in person.selves)


def may(person: Person, action: Action, route: Route, branch: Branch | None = None) -> bool:
    """Whether a person may do this in one right or another, if the rules of the tree allow it."""
    return any(_may(one, action, route, branch) for one in person.selves)


def of_ones_units(person: Person, branch: Branch) -> bool:
    """Whether a unit of this person has a branch, or of somebody the person acts for, for whomever in it."""
    return any(_has(one, branch) for one in person.selves)


def holds(person: Person, branch: Branch) -> bool:
    """Whether a branch is this person's, or of somebody the person acts for.

    Given to one's unit, to oneself in it, or to somebody whom one manages.
    """
    return any(_holds(one, branch) for one in person.selves)


def offered(person: Person, route: Route, branch: Branch) -> list[Action]:
    """What a person may do with a branch now, by the person's rights and the branch's state."""
    work, asked = branch.is_work, waiting(route.questions) is not None
    possible: dict[Action, bool] = {
        "refer": branch.is_had,
        "accept": branch.state == "open",
        "return": branch.runs,
        "recall": branch.runs and branch.parent_id is not None,
        "done": branch.runs,
        "ask": work and not asked,
    }
    return [each for each, now in possible.items() if now and not route.voided and may(person, each, route, branch)]


def offered_of_all(person: Person, route: Route) -> list[Action]:
    """What a person may do with a transaction as a whole now."""
    if route.voided:
        return []
    possible = (each for each in OF_A_TRANSACTION if each != "close" or not route.closed)
    return [each for each in possible if may(person, each, route)]


def own_branch(person: Person, route: Route) -> Branch:
    """The uppermost branch on which a person still has to do something. Raises `NotFoundError`."""
    found = next((each for each in tree.of(route) if each.is_work and holds(person, each)), None)
    if found is None:
        raise NotFoundError(f"{person.person_id} holds nothing of {route.number}")
    return found


def _may(person: Person, action: Action, route: Route, branch: Branch | None) -> bool:  # noqa: PLR0911 - one for each action
    if route.confidential and not person.cleared:
        return False
    match action:
        case "see":
            return _sees(person, route)
        case "note":
            return bool(person.roles & WORKERS) and _sees(person, route)
        case "assign":
            return "clerk" in person.roles
        case "link":
            return "clerk" in person.roles or any(_holds(person, each) for each in tree.of(route))
        case "settle" | "close":
            return _holds(person, tree.root(route)) or (action == "settle" and _asks(person, route))
        case "recall":
            return branch is not None and _gave(person, route, branch)
        case "refer" | "accept" | "return" | "done" | "ask":
            return branch is not None and _holds(person, branch)


def _may_link(person: Person, route: Route, other: Route) -> bool:
    """Who may act on one of them and see the other, both in one and the same right."""
    pairs = ((route, other), (other, route))
    return any(_may(person, "link", acted, None) and _may(person, "see", seen, None) for acted, seen in pairs)


def _sees(person: Person, route: Route) -> bool:
    if person.roles & OVERSEERS:
        return True
    return bool(person.roles & WORKERS) and not person.units.isdisjoint(tree.units(route))


def _asks(person: Person, route: Route) -> bool:
    question = waiting(route.questions)
    return question is not None and _holds(person, tree.find(route, question.branch_id))


def _has(person: Person, branch: Branch) -> bool:
    return branch.is_had and branch.holder.unit_id in person.units


def _holds(person: Person, branch: Branch) -> bool:
    if not person.roles & WORKERS or not _has(person, branch):
        return False
    return branch.holder.person_id in (None, person.person_id) or "manager" in person.roles


def _gave(person: Person, route: Route, branch: Branch) -> bool:
    giver = tree.parent(route, branch)
    # Nobody referred the root: who has it is told so, and clerks, who can give it to another unit.
    return _holds(person, giver) if giver else "clerk" in person.roles or _holds(person, branch)


def listed(person: Person) -> tuple[frozenset[str] | None, frozenset[str] | None]:
    """The units whose transactions a person may list, and those whose confidential ones; None for all."""
    return _units(person.selves), _units(one for one in person.selves if one.cleared)


def _units(selves: Iterable[Person]) -> frozenset[str] | None:
    units: frozenset[str] = frozenset()
    for one in selves:
        if one.roles & OVERSEERS:
            return None
        if one.roles & WORKERS:
            units |= one.units
    return units
