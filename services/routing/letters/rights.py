"""Who may do what with a letter, said once; what is not allowed here is denied.

Role × unit × clearance × state, in one's own right or that of whom one acts for.

Whoever may not is answered as if it did not exist, like with transactions (`services.routing.rights`).
"""

from typing import Literal

from services.routing import rights as of_routes
from services.routing.letters.model import Letter, Stage
from services.routing.model import Route
from services.routing.rights import WORKERS, Person
from shared.errors import NotFoundError

Action = Literal["see", "edit", "submit", "withdraw", "discard", "approve", "send-back", "deliver"]

POSSIBLE: dict[Action, tuple[Stage, ...]] = {
    "edit": ("draft", "back"),
    "submit": ("draft", "back"),
    "withdraw": ("waiting",),
    "discard": ("draft", "back", "waiting"),
    "approve": ("waiting",),
    "send-back": ("waiting",),
    "deliver": ("dispatch",),
}
"""How far a letter is when something can be done with it."""

CLERKS_SEE: frozenset[Stage] = frozenset({"approved", "dispatch", "issued"})
"""Clerks dispatch and answer for the books; what is still written is its unit's alone."""


def check(person: Person, action: Action, letter: Letter, at: Stage, route: Route | None = None) -> Person:
    """In whose right a person does this; `route` is the transaction's that the letter belongs to. Raises `NotFoundError`."""
    found = next((one for one in person.selves if _may(one, action, letter, at, route)), None)
    if found is None:
        raise NotFoundError(f"{person.person_id} may not {action} {letter.letter_id}")
    return found


def may(person: Person, action: Action, letter: Letter, at: Stage, route: Route | None = None) -> bool:
    """Whether a person may do this in one right or another, if the letter's state allows it."""
    return any(_may(one, action, letter, at, route) for one in person.selves)


def _may(person: Person, action: Action, letter: Letter, at: Stage, route: Route | None) -> bool:
    if not person.cleared and (letter.confidential or (route is not None and route.confidential)):
        return False
    match action:
        case "see":
            return _sees(person, letter, at, route)
        case "edit" | "submit" | "withdraw" | "discard":
            return _writes(person, letter)
        case "approve":
            return _approves(person, letter) and (letter.own_allowed or not _wrote(person, letter))
        case "send-back":
            return _approves(person, letter)
        case "deliver":
            return "clerk" in person.roles or _is_of(person, letter.unit_id)


def offered(person: Person, letter: Letter, at: Stage) -> list[Action]:
    """What a person may do with a letter now."""
    return [action for action, stages in POSSIBLE.items() if at in stages and may(person, action, letter, at)]


def check_writes_for(person: Person, unit_id: str) -> Person:
    """In whose right a person begins a letter of a unit. Raises `NotFoundError`."""
    found = next((one for one in person.selves if _is_of(one, unit_id)), None)
    if found is None:
        raise NotFoundError(f"{person.person_id} does not write for {unit_id}")
    return found


def speaks_for(person: Person, letter: Letter, unit_id: str) -> bool:
    """Whether a person is a manager of a unit that is to approve what he wrote himself."""
    return "manager" in person.roles and unit_id in person.units and _wrote(person, letter)


def _is_of(person: Person, unit_id: str) -> bool:
    return bool(person.roles & WORKERS) and unit_id in person.units


def _writes(person: Person, letter: Letter) -> bool:
    if not _is_of(person, letter.unit_id):
        return False
    drafter = letter.drafted_by
    return person.person_id in (drafter.person_id, drafter.on_behalf_of) or "manager" in person.roles


def _wrote(person: Person, letter: Letter) -> bool:
    writers = {letter.drafted_by.person_id, letter.edition.by.person_id}
    # Also in the right of another one nobody approves what he wrote himself.
    return person.person_id in writers or (person.acted_by is not None and person.acted_by.person_id in writers)


def _approves(person: Person, letter: Letter) -> bool:
    return "manager" in person.roles and letter.waits_for in person.units


def _sees(person: Person, letter: Letter, at: Stage, route: Route | None) -> bool:
    if "auditor" in person.roles or ("clerk" in person.roles and at in CLERKS_SEE):
        return True
    if not person.roles & WORKERS:
        return False
    # Whoever is to approve it, or has, goes on seeing what came of it.
    if not person.units.isdisjoint({letter.unit_id, *letter.chain}):
        return True
    if letter.state != "issued":
        return False
    told = not person.units.isdisjoint(letter.content.to_units)
    return told or (route is not None and of_routes.may(person, "see", route))
