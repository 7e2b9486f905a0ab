"""A branch of the work on a transaction (إحالة), as routing tells those who may see it."""

from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import AwareDatetime

from services.portal.model.asked import Told

Purpose = Literal["action", "information"]
State = Literal["open", "accepted", "returned", "recalled", "done"]


class By(Told):
    """Who did something. `name` is as it was then; `on_behalf_of` says for whom, when not for oneself."""

    person_id: str
    name: str = ""
    on_behalf_of: str = ""


class Clock(Told):
    """What is left of a term of working days, today included; while it is paused, as if it went on now."""

    due_on: date
    left: int
    paused: bool
    late: bool
    late_by: int = 0


class Ending(Told):
    """How a branch ended."""

    by: By
    at: AwareDatetime
    because: str = ""


class Branch(Told):
    """One branch of the work; the first is the transaction itself. `may` is what the asker can do with it now."""

    branch_id: UUID
    parent_id: UUID | None = None
    unit_id: str
    person_id: str | None = None
    purpose: Purpose
    instruction: str = ""
    given_by: By
    given_from: str | None = None
    given_at: AwareDatetime
    due_on: date | None = None
    clock: Clock | None = None
    state: State
    accepted_at: AwareDatetime | None = None
    accepted_by: By | None = None
    ended: Ending | None = None
    may: tuple[str, ...] = ()

    @property
    def runs(self) -> bool:
        """Whether it has not ended."""
        return self.state in ("open", "accepted")

    @property
    def is_work(self) -> bool:
        """Whether something is still to be done."""
        return self.runs and self.purpose == "action"
