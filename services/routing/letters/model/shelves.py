"""Where letters are found: on shelves of a person, of a unit, of a transaction. One index serves them all.

Each shelf has a key; a letter stands on a shelf at its place, which is the same on all.
"""

from typing import Literal
from uuid import UUID

from services.routing.letters.model.letter import Letter

Stage = Literal["draft", "back", "waiting", "approved", "dispatch", "issued", "discarded"]
"""How far it is: a draft, or one that was sent back; waiting for approval; approved and about to be issued; issued on paper and
not delivered yet; issued."""

OLDEST_FIRST: frozenset[Stage] = frozenset({"waiting", "approved", "dispatch"})
"""Where somebody waits, what has waited longest comes first; elsewhere what is newest."""

EVERY_UNIT = "*"


def stage(letter: Letter) -> Stage:
    """How far a letter is."""
    match letter.state:
        case "draft":
            left_by = next((each.kind for each in reversed(letter.history) if each.kind != "edited"), "drafted")
            return "back" if left_by == "sent-back" else "draft"
        case "submitted":
            return "waiting"
        case "approved" | "numbered":
            return "approved"
        case "issued":
            delivered = letter.deliveries and letter.deliveries[-1].outcome == "delivered"
            return "dispatch" if letter.content.by == "paper" and not delivered else "issued"
        case "discarded":
            return "discarded"


def mine(person_id: str, at: Stage) -> str:
    """The shelf of what a person drafted."""
    return f"mine/{at}/{person_id}"


def of_unit(unit_id: str, at: Stage) -> str:
    """The shelf of what a unit writes, or `EVERY_UNIT`."""
    return f"unit/{at}/{unit_id}"


def to_approve(unit_id: str) -> str:
    """The shelf of what waits for an approval by a unit's manager."""
    return f"approve/{unit_id}"


def received(unit_id: str) -> str:
    """The shelf of the memos that a unit got."""
    return f"received/{unit_id}"


def of_matter(submission_id: UUID) -> str:
    """The shelf of a transaction's letters, however far they are."""
    return f"matter/{submission_id}"


def secret(key: str) -> str:
    """Where the confidential letters (سري) of a shelf stand: apart, so that a page is full without them."""
    return f"secret/{key}"


def shelves(letter: Letter) -> frozenset[str]:
    """The keys of all shelves that a letter stands on."""
    at = stage(letter)
    found = {mine(letter.drafted_by.person_id, at), of_unit(letter.unit_id, at), of_unit(EVERY_UNIT, at)}
    if letter.waits_for:
        found.add(to_approve(letter.waits_for))
    if letter.state == "issued":
        found |= {received(unit_id) for unit_id in letter.content.to_units}
    if letter.matter:
        found.add(of_matter(letter.matter.submission_id))
    return frozenset(map(secret, found)) if letter.confidential else frozenset(found)
