"""All work on a transaction, as those see it who may."""

from datetime import date, datetime
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, Field

from services.routing import rights
from services.routing.model import (
    Answer,
    Branch,
    Note,
    Purpose,
    Question,
    Reading,
    Route,
    State,
    Units,
    reading,
    tree,
    waiting,
)
from services.routing.requesting import Done
from services.routing.rights import Action, Person
from services.routing.views.routes import RouteView, route_facts


class ByView(BaseModel):
    """Who did something."""

    person_id: str = Field(description="A person's id, or `routing`.")
    name: str = Field(description="As the token said then; empty where it is not known.")
    on_behalf_of: str = Field(description="Whom the person acted for; empty for nobody else.")


class ClockView(BaseModel):
    """What is left of a term of working days."""

    due_on: date = Field(description="The last day; while the clock stands still, the last day if it went on now.")
    used: int = Field(description="Working days that are over.")
    left: int = Field(description="Working days to come, today included.")
    paused: bool = Field(description="Whether it stands still, because the requester was asked something.")
    late: bool


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
    ended: EndingView | None
    may: list[Action] = Field(description="What the asker may do with it now.")


class QuestionView(BaseModel):
    """A question to the requester."""

    round: int = Field(description="From 1.")
    branch_id: UUID
    text: str
    by: ByView
    at: AwareDatetime
    settled_at: AwareDatetime | None = Field(description="Null while it waits for an answer.")
    settled_how: Answer | None
    settled_because: str


class NoteView(BaseModel):
    """What somebody wrote down."""

    person_id: str
    name: str
    at: AwareDatetime
    text: str


class RouteDetail(RouteView):
    """A transaction with all work on it."""

    complete: bool = Field(description="Whether nothing is left to be done.")
    clock: ClockView | None = Field(description="Of the transaction; null once it is done.")
    waiting: bool = Field(description="Whether a question waits for the requester.")
    branches: list[BranchView] = Field(description="Each behind the one that it was referred from.")
    questions: list[QuestionView]
    notes: list[NoteView]
    may: list[Action] = Field(description="What the asker may do with the transaction.")


class DoneView(BaseModel):
    """What came of a change; the version is also in the `ETag`."""

    submission_id: UUID
    number: str
    version: int
    branch_ids: tuple[UUID, ...] = Field(description="The branches that it made or changed.")


def route_detail(route: Route, person: Person, units: Units, now: datetime) -> RouteDetail:
    """A transaction with all work on it, as one person sees it."""
    branches = [branch_view(each, route, person, units, now) for each in tree.of(route)]
    return RouteDetail(
        **route_facts(route),
        complete=tree.is_complete(route),
        clock=branches[0].clock,
        waiting=waiting(route.questions) is not None,
        branches=branches,
        questions=[_question(each) for each in route.questions],
        notes=[_note(each) for each in route.notes],
        may=[each for each in rights.OF_A_TRANSACTION if not route.voided and rights.may(person, each, route)],
    )


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
        ended=EndingView.model_validate(branch.ended, from_attributes=True) if branch.ended else None,
        may=rights.offered(person, route, branch),
    )


def done_view(done: Done) -> DoneView:
    """What came of a change."""
    return DoneView.model_validate(done, from_attributes=True)


def _clock(shown: Reading | None) -> ClockView | None:
    return None if shown is None else ClockView.model_validate(shown, from_attributes=True)


def _question(question: Question) -> QuestionView:
    settled = question.settled
    return QuestionView(
        round=question.round,
        branch_id=question.branch_id,
        text=question.text,
        by=ByView.model_validate(question.by, from_attributes=True),
        at=question.at,
        settled_at=settled.at if settled else None,
        settled_how=settled.how if settled else None,
        settled_because=settled.because if settled else "",
    )


def _note(note: Note) -> NoteView:
    return NoteView.model_validate(note, from_attributes=True)
