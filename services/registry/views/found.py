"""What a search shows."""

from datetime import date
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, Field

from services.registry.model import Matter, State
from shared.contracts.base import Channel, Unit


class FoundView(BaseModel):
    """A matter that was found."""

    submission_id: UUID
    number: str | None
    state: State
    void: bool
    channel: Channel
    received_at: AwareDatetime
    subject: str
    requester_name: str
    on_behalf_of: str
    request_type: str | None = Field(description="Its code, once it is known.")
    unit: Unit | None = Field(description="The unit that has it.")
    due: date | None = Field(description="Until when the unit is to answer.")
    urgent: bool
    confidential: bool


class FoundPage(BaseModel):
    """What was found, newest first; `next` is the `after` of the following page."""

    found: list[FoundView]
    next: str | None


def found_view(matter: Matter) -> FoundView:
    """A matter as it stands among others."""
    return FoundView(
        submission_id=matter.submission_id,
        number=matter.number,
        state=matter.state,
        void=bool(matter.voided_because),
        channel=matter.channel,
        received_at=matter.received_at,
        subject=matter.subject,
        requester_name=matter.requester.name,
        on_behalf_of=matter.requester.on_behalf_of,
        request_type=matter.request_type,
        unit=matter.routed.unit if matter.routed else None,
        due=matter.routed.due_on if matter.routed else None,
        urgent=matter.urgent,
        confidential=matter.confidential,
    )
