"""A branch of a transaction's work (إحالة): what one unit or person has of it, from whom, and how it ended."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID

Purpose = Literal["action", "information"]
"""For action somebody must do something; what is for information holds nothing up."""

State = Literal["open", "accepted", "returned", "recalled", "done"]
"""Open and accepted run; the others have ended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class By:
    """Who acts, and whom the person acts for (empty: for nobody else): ids, and names as the token said."""

    person_id: str
    name: str = ""
    on_behalf_of: str = ""
    on_behalf_of_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who has a branch: a unit, or one person of it."""

    unit_id: str
    person_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """Who ended a branch, when, and why."""

    by: By
    at: datetime
    because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What is asked of somebody by a referral. `days` are working days from the referral; None: no term of its own."""

    holder: Holder
    purpose: Purpose = "action"
    instruction: str = ""
    days: int | None = None
    due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """One branch. The root has no parent: it is the transaction itself, with the unit that answers for it.

    `given_from` is the unit whose branch it was referred from; the root was given by routing or a clerk. `days` are
    working days of the holder's unit; `due_on` follows from them, and both are None where there is no term.
    """

    branch_id: UUID
    parent_id: UUID | None = None
    holder: Holder
    purpose: Purpose
    instruction: str = ""
    given_by: By
    given_from: str | None = None
    given_at: datetime
    days: int | None = None
    due_on: date | None = None
    state: State = "open"
    accepted_at: datetime | None = None
    accepted_by: By | None = None
    ended: Ending | None = None

    @property
    def runs(self) -> bool:
        """Whether it has not ended."""
        return self.state in ("open", "accepted")

    @property
    def is_work(self) -> bool:
        """Whether something is still to be done: it runs, and is for action."""
        return self.runs and self.purpose == "action"

    @property
    def is_had(self) -> bool:
        """Whether its holder has it, or had it to the end; what was returned or recalled is with its giver."""
        return self.runs or self.state == "done"
