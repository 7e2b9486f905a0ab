"""A branch of the work on a transaction, as one person sees it."""

from datetime import date, datetime
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, Field

from services.routing import rights
from services.routing.model import Branch, Purpose, Reading, Route, State, Units, reading
from services.routing.rights import Action, Person


class ByView(BaseModel):
    """Who did something."""

    person_id: str = Field(description="A person's id, or `routing`.")
    name: str = Field(description="As the token said then; empty where it is not known.")
    on_behalf_of: str = Field(description="Id of whom the person acted for; empty for nobody else.")
    on_behalf_of_name: str = Field(description="That person's name, as the token said then.")


class ClockView(BaseModel):
    """What is left of a term of working days."""

    due_on: date = Field(description="The last day; while the clock stands still, the last day if it went on now.")
    used: int = Field(description="Working days that are over.")
    left: int = Field(description="Working days to come, today included.")
    paused: bool = Field(description="Whether it stands still, because the requester was asked something.")
    late: bool
    late_by: int = Field(description="Working days since the due date, today included; 0 where it is not late.")


class EndingView(BaseModel):
    """How a branch ended."""

    by: ByView
    at: AwareDatetime
    because: str


class BranchView(BaseModel):
    """One branch of the work (إحالة); the first is the transaction itself."""

    branch_id: UUID
    parent_id: UUID | None = Field(description="The branch that it was referred from; null for the first.")
    unit_id: str
    person_id: str | None = Field(description="The person of the unit that it is for; null for the whole unit.")
    purpose: Purpose
    instruction: str
    given_by: ByView
    given_from: str | None = Field(description="The unit that referred it.")
    given_at: AwareDatetime
    due_on: date | None
    clock: ClockView | None = Field(description="Null where there is no term, or where it has ended.")
    state: State
    accepted_at: AwareDatetime | None
    accepted_by: ByView | None = Field(
        description="Who works on it; null where nobody does, or where that was not kept."
    )
    ended: EndingView | None
    may: list[Action] = Field(description="What the asker may do with it now.")


def branch_view(branch: Branch, route: Route, person: Person, units: Units, now: datetime) -> BranchView:
    """One branch as one person sees it."""
    shown = reading(route, branch, units, now) if branch.runs and not route.voided else None
    return BranchView(
        branch_id=branch.branch_id,
        parent_id=branch.parent_id,
        unit_id=branch.holder.unit_id,
        person_id=branch.holder.person_id,
        purpose=branch.purpose,
        instruction=branch.instruction,
        given_by=ByView.model_validate(branch.given_by, from_attributes=True),
        given_from=branch.given_from,
        given_at=branch.given_at,
        due_on=branch.due_on,
        clock=_clock(shown),
        state=branch.state,
        accepted_at=branch.accepted_at,
        accepted_by=ByView.model_validate(branch.accepted_by, from_attributes=True) if branch.accepted_by else None,
        ended=EndingView.model_validate(branch.ended, from_attributes=True) if branch.ended else None,
        may=rights.offered(person, route, branch),
    )


def _clock(shown: Reading | None) -> ClockView | None:
    return None if shown is None else ClockView.model_validate(shown, from_attributes=True)
