"""What waits for somebody."""

from datetime import datetime
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, Field

from services.routing import rights
from services.routing.inboxes import Page
from services.routing.model import Route, Units, tree, waiting
from services.routing.rights import Person
from services.routing.views.branches import BranchView, branch_view


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
    branches: list[BranchView] = Field(description="Those that run.")


class InboxPage(BaseModel):
    """What waits, urgent first, then by due date; `next` is the `after` of the following page.

    A page may have fewer entries than were asked for although others follow.
    """

    entries: list[InboxEntry]
    next: str | None


def inbox_page(page: Page, person: Person, units: Units, now: datetime) -> InboxPage:
    """A page of a person's inbox."""
    return InboxPage(entries=[_entry(route, person, units, now) for route in page.routes], next=page.next)


def _entry(route: Route, person: Person, units: Units, now: datetime) -> InboxEntry:
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
        waiting=waiting(route.questions) is not None,
        branches=[
            branch_view(each, route, person, units, now)
            for each in tree.of(route)
            if each.runs and rights.of_ones_units(person, each)
        ],
    )
