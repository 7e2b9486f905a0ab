"""Where a transaction is, as staff see it."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, BeforeValidator, Field

from services.routing.model import Route, StepKind
from services.routing.rules import Certainty


class StepView(BaseModel):
    """One line of a route's history."""

    when: AwareDatetime
    who: str = Field(description="A person's id, or `routing`.")
    unit_id: str = Field(description="The unit that has the transaction after it.")
    because: str
    kind: StepKind
    branch_id: UUID | None = Field(default=None, description="The branch that it happened to.")
    old_due_on: date | None = Field(default=None, description="Of a branch that was rescheduled.")
    new_due_on: date | None = None
    on_behalf_of: Annotated[str, BeforeValidator(lambda given: given or "")] = Field(
        default="", description="Id of whom the person acted for; empty for nobody else."
    )
    rules_version: int | None = Field(
        default=None, description="Number of the routing rules that decided; null where no rules did."
    )


class RouteView(BaseModel):
    """Where a transaction is, as staff see it; the requester's token is nobody's business."""

    submission_id: UUID
    number: str
    version: int
    unit_id: str
    since: AwareDatetime
    due_on: date
    days_to_answer: int = Field(description="Working days.")
    because: str = Field(description="Code of the rule that chose the unit, or why none could, or `clerk`.")
    certainty: Certainty
    candidates: tuple[str, ...] = Field(description="Ids of the units that were in question, while in doubt.")
    received_at: AwareDatetime
    registered_at: AwareDatetime
    requester_name: str
    requester_address: str | None
    on_behalf_of: str
    subject: str
    urgent: bool
    original_required: bool
    confidential: bool = Field(description="Seen by clearance only (سري).")
    voided: bool
    history: list[StepView]


class RoutePage(BaseModel):
    """What units have, urgent first, then oldest; `next` is the `after` of the following page."""

    routes: list[RouteView]
    next: str | None


def route_view(route: Route) -> RouteView:
    """A route as staff see it."""
    return RouteView(**route_facts(route))


def route_facts(route: Route) -> dict[str, Any]:
    """What every view of a route has, by name."""
    return dict(
        **{name: getattr(route, name) for name in _SAME_NAME},
        requester_name=route.requester.name,
        requester_address=route.requester.address,
        on_behalf_of=route.requester.on_behalf_of,
        history=[StepView.model_validate(step, from_attributes=True) for step in route.history],
    )


_SAME_NAME = (
    "submission_id",
    "number",
    "version",
    "unit_id",
    "since",
    "due_on",
    "days_to_answer",
    "because",
    "certainty",
    "candidates",
    "received_at",
    "registered_at",
    "subject",
    "urgent",
    "original_required",
    "confidential",
    "voided",
)
