"""What waits for somebody, and what somebody waits for."""

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, Field

from services.routing import rights
from services.routing.inboxes import MOST_COUNTED, Kind, Page
from services.routing.model import Branch, Route, Units, tree, waited_for, waiting
from services.routing.rights import Person
from services.routing.views.branches import BranchView, branch_view
from services.routing.views.questions import QuestionView, question_view


class InboxEntry(BaseModel):
    """A transaction with the branches of it that the asker's units hold."""

    submission_id: UUID
    number: str
    version: int
    subject: str
    requester_name: str
    on_behalf_of: str
    urgent: bool
    confidential: bool = Field(description="Seen by clearance only (سري).")
    received_at: AwareDatetime
    unit_id: str = Field(description="The unit that answers for the transaction.")
    waiting: bool = Field(description="Whether a question waits for the requester.")
    branches: list[BranchView] = Field(description="Those that run; of a follow-up list those that are waited for.")
    question: QuestionView | None = Field(description="The question that waits for the requester.")


class InboxPage(BaseModel):
    """What waits, urgent first, then by due date; `next` is the `after` of the following page.

    A page may have fewer entries than were asked for although others follow.
    """

    entries: list[InboxEntry]
    next: str | None


class Count(BaseModel):
    """How many there are, as far as they are counted."""

    count: int
    more: bool = Field(description="Whether there are more than that.")


class InboxCounts(BaseModel):
    """How much waits for the asker, and for how much the asker waits."""

    all: Count
    running: Count = Field(description="What does not wait for the requester.")
    waiting: Count = Field(description="What waits for the requester.")
    late: Count
    given: Count = Field(description="What is in the follow-up list.")


def inbox_page(page: Page, person: Person, units: Units, now: datetime) -> InboxPage:
    """A page of a person's inbox."""

    def entry(route: Route) -> InboxEntry:
        held = [each for each in tree.of(route) if each.runs and rights.of_ones_units(person, each)]
        return _entry(route, held, person, units, now)

    return InboxPage(entries=[entry(route) for route in page.routes], next=page.next)


def follow_up_page(page: Page, person: Person, units: Units, now: datetime) -> InboxPage:
    """A page of what a person, or the person's units, wait for."""

    def entry(route: Route) -> InboxEntry:
        given = [
            branch
            for branch, giver, _ in waited_for(route)
            if branch is not giver and rights.of_ones_units(person, giver)
        ]
        return _entry(route, given, person, units, now)

    return InboxPage(entries=[entry(route) for route in page.routes], next=page.next)


def inbox_counts(counts: Mapping[Kind, int]) -> InboxCounts:
    """The counts, where the most that is counted stands for at least as many."""
    return InboxCounts(
        **{
            kind: Count(count=min(counted, MOST_COUNTED - 1), more=counted == MOST_COUNTED)
            for kind, counted in counts.items()
        }
    )


def _entry(route: Route, branches: Collection[Branch], person: Person, units: Units, now: datetime) -> InboxEntry:
    question = waiting(route.questions)
    return InboxEntry(
        submission_id=route.submission_id,
        number=route.number,
        version=route.version,
        subject=route.subject,
        requester_name=route.requester.name,
        on_behalf_of=route.requester.on_behalf_of,
        urgent=route.urgent,
        confidential=route.confidential,
        received_at=route.received_at,
        unit_id=route.unit_id,
        waiting=question is not None,
        branches=[branch_view(each, route, person, units, now) for each in branches],
        question=question_view(question) if question else None,
    )
