"""What service offices see of what they handed in."""

from datetime import date
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, Field

from services.registry.model import Matter
from services.registry.request_types import RequestTypes
from services.registry.views.tracked import Missing, TrackedType, WrongField
from services.registry.views.tracking import tracking
from shared.contracts.base import HandedIn
from shared.language import Text


class HandedInView(BaseModel):
    """A matter that an office handed in for somebody: who came, and what to tell him."""

    submission_id: UUID
    received_at: AwareDatetime
    handed_in: HandedIn
    requester_name: str
    requester_phone: str = Field(description="In E.164 when it is a number that exists.")
    on_behalf_of: str
    subject: str
    request_type: TrackedType | None
    state: str = Field(
        description="As tracking tells it: incomplete, undecided, registered, answered, closed, rejected, void or joined."
    )
    since: AwareDatetime
    number: str | None
    unit: Text | None
    telephone: str | None = Field(description="The unit's.")
    due: date | None
    missing: list[Missing] = Field(description="What is still to be given, while it is incomplete.")
    wrong_fields: list[WrongField]
    question: str | None = Field(description="What the unit asks, while it waits for an answer.")


class HandedInPage(BaseModel):
    """What was handed in, latest first; `next` is the `after` of the following page."""

    handed_in: list[HandedInView]
    next: str | None


def handed_in_view(matter: Matter, types: RequestTypes) -> HandedInView:
    """A matter as its office sees it: what its tracking code would show, and who came."""
    tracked = tracking(matter, types).model_dump()
    requester = matter.requester
    return HandedInView.model_validate(
        {
            **{name: tracked[name] for name in HandedInView.model_fields if name in tracked},
            "submission_id": matter.submission_id,
            "handed_in": requester.handed_in,
            "requester_name": requester.name,
            "requester_phone": requester.phone,
            "on_behalf_of": requester.on_behalf_of,
        }
    )
