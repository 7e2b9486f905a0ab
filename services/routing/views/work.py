"""All work on a transaction, as those see it who may."""

from datetime import datetime
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, Field

from services.routing import rights
from services.routing.model import Note, Route, Units, tree, waiting
from services.routing.requesting import Done
from services.routing.rights import Action, Person
from services.routing.views.branches import BranchView, ByView, ClockView, branch_view
from services.routing.views.questions import QuestionView, question_view
from services.routing.views.routes import RouteView, route_facts


class NoteView(BaseModel):
    """What somebody wrote down."""

    person_id: str
    name: str
    at: AwareDatetime
    text: str
    on_behalf_of: str = Field(description="Id of whom the person acted for; empty for nobody else.")
    on_behalf_of_name: str


class ReplyView(BaseModel):
    """A letter that answered it."""

    letter_id: UUID
    number: str
    by: ByView
    at: AwareDatetime


class ClosedView(BaseModel):
    """How it was closed."""

    by: ByView
    at: AwareDatetime
    answered_by: str | None = Field(description="Number of the letter that answered it last.")
    because: str = Field(description="Why it needs no answer; empty where it closed by itself.")


class RouteDetail(RouteView):
    """A transaction with all work on it."""

    complete: bool = Field(description="Whether nothing is left to be done.")
    clock: ClockView | None = Field(description="Of the transaction; null once it is done.")
    waiting: bool = Field(description="Whether a question waits for the requester.")
    branches: list[BranchView] = Field(description="Each behind the one that it was referred from.")
    questions: list[QuestionView]
    notes: list[NoteView]
    replies: list[ReplyView] = Field(description="The letters that answered it, oldest first.")
    closed: ClosedView | None = Field(description="Null while it is open.")
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
        questions=[question_view(each) for each in route.questions],
        notes=[_note(each) for each in route.notes],
        replies=[ReplyView.model_validate(each, from_attributes=True) for each in route.replies],
        closed=ClosedView.model_validate(route.closed, from_attributes=True) if route.closed else None,
        may=rights.offered_of_all(person, route),
    )


def done_view(done: Done) -> DoneView:
    """What came of a change."""
    return DoneView.model_validate(done, from_attributes=True)


def _note(note: Note) -> NoteView:
    return NoteView.model_validate(note, from_attributes=True)
