"""Who may do what with a transaction, said once: role × unit × what somebody holds. What is not allowed here is denied.

Whoever may not is answered as if it did not exist, so that nobody learns what there is by asking.
"""

from dataclasses import dataclass
from typing import Literal

from services.routing.model import Branch, By, Route, tree, waiting
from shared.errors import NotFoundError

Action = Literal["see", "note", "assign", "settle", "close", "refer", "accept", "return", "recall", "done", "ask"]
"""The first five are done to a transaction, the others to one of its branches."""

OVERSEERS = frozenset({"clerk", "auditor"})
"""They see every transaction."""

WORKERS = frozenset({"clerk", "officer", "manager"})
"""They work on what they hold, and see what their units have a part of."""

OF_A_BRANCH: tuple[Action, ...] = ("refer", "accept", "return", "recall", "done", "ask")
OF_A_TRANSACTION: tuple[Action, ...] = ("note", "assign", "settle", "close")


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who asks, as the token says."""

    person_id: str
    name: str = ""
    roles: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()

    @property
    def by(self) -> By:
        """The person, as what was done keeps it."""
        return By(person_id=self.person_id, name=self.name)


def check(person: Person, action: Action, route: Route, branch: Branch | None = None) -> None:
    """Raise `NotFoundError` unless a person may do this; `branch` is the one it is done to."""
    if not may(person, action, route, branch):
        raise NotFoundError(f"{person.person_id} may not {action} {route.number}")


def may(person: Person, action: Action, route: Route, branch: Branch | None = None) -> bool:
    """Whether a person may do this, if the rules of the tree allow it."""
    match action:
        case "see":
            return _sees(person, route)
        case "note":
            return bool(person.roles & WORKERS) and _sees(person, route)
        case "assign":
            return "clerk" in person.roles
        case "settle" | "close":
            return holds(person, tree.root(route)) or (action == "settle" and _asks(person, route))
        case "recall":
            return branch is not None and _gave(person, route, branch)
        case "refer" | "accept" | "return" | "done" | "ask":
            return branch is not None and holds(person, branch)


def of_ones_units(person: Person, branch: Branch) -> bool:
    """Whether a unit of this person has a branch, for whomever in it."""
    return branch.is_had and branch.holder.unit_id in person.units


def holds(person: Person, branch: Branch) -> bool:
    """Whether a branch is this person's: given to one's unit, to oneself in it, or to somebody whom one manages."""
    if not person.roles & WORKERS or not of_ones_units(person, branch):
        return False
    return branch.holder.person_id in (None, person.person_id) or "manager" in person.roles


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


def _sees(person: Person, route: Route) -> bool:
    if person.roles & OVERSEERS:
        return True
    return bool(person.roles & WORKERS) and not person.units.isdisjoint(tree.units(route))


def _asks(person: Person, route: Route) -> bool:
    question = waiting(route.questions)
    return question is not None and holds(person, tree.find(route, question.branch_id))


def _gave(person: Person, route: Route, branch: Branch) -> bool:
    giver = tree.parent(route, branch)
    # Nobody referred the root: who has it is told so, and clerks, who can give it to another unit.
    return holds(person, giver) if giver else "clerk" in person.roles or holds(person, branch)
