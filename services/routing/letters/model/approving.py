"""A letter is approved, edition by edition and unit by unit, or sent back. Pure rules."""

from dataclasses import replace
from datetime import datetime

from services.routing.letters.model.drafting import in_state, stepped
from services.routing.letters.model.letter import Approval, Letter, State
from services.routing.model import By
from shared.errors import OldVersionError


def approve(letter: Letter, edition: int, by: By, now: datetime) -> Letter:
    """Approve what one has seen, for the unit that it waits for; the last approval of the chain is the letter's.

    Raises `LetterStateError`, and `OldVersionError` for another edition than the one that it has.
    """
    in_state(letter, "submitted")
    if edition != letter.edition.round:
        raise OldVersionError(f"{letter.letter_id} is in edition {letter.edition.round}, not {edition}")
    unit_id = letter.chain[len(letter.approvals)]
    approvals = (*letter.approvals, Approval(unit_id=unit_id, by=by, at=now, edition=edition))
    to: State = "approved" if len(approvals) == len(letter.chain) else "submitted"
    return stepped(replace(letter, approvals=approvals), "approved", by, now, to=to)


def send_back(letter: Letter, by: By, now: datetime, comments: str) -> Letter:
    """Send it back to its writer, who has to submit it to the whole chain again. Raises `LetterStateError`."""
    in_state(letter, "submitted")
    return stepped(replace(letter, approvals=()), "sent-back", by, now, comments, to="draft")
