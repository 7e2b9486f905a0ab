"""What staff may see: matters, and the lines of the books."""

from datetime import date
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, Field

from services.registry.model import Entry, Matter
from shared.contracts.base import Book, Channel, Document, Unit

_SAME_NAME = (
    "submission_id",
    "state",
    "channel",
    "received_at",
    "sha256",
    "readable",
    "urgent_because",
    "subject",
    "text",
    "request_type",
    "because",
    "candidates",
    "missing",
    "documents",
    "round",
    "number",
    "book",
    "year",
    "sequence",
    "registered_at",
    "voided_because",
)


class StepView(BaseModel):
    """One step of a matter's life."""

    at: AwareDatetime
    what: str
    who: str
    why: str


class MatterView(BaseModel):
    """A matter as staff see it."""

    submission_id: UUID
    state: str
    channel: Channel
    received_at: AwareDatetime
    sha256: str
    readable: bool
    urgent_because: str
    requester_name: str
    requester_address: str | None
    on_behalf_of: str
    subject: str
    text: str
    request_type: str | None
    because: str = Field(description="Which rule decided, or why none could.")
    candidates: tuple[str, ...]
    missing: tuple[str, ...]
    documents: tuple[Document, ...]
    round: int
    number: str | None
    book: Book | None
    year: int | None
    sequence: int | None
    registered_at: AwareDatetime | None
    unit: Unit | None
    due: date | None
    certainty: str | None
    voided_because: str
    history: list[StepView]


class EntryView(BaseModel):
    """One line of a book."""

    number: str
    sequence: int
    submission_id: UUID
    registered_at: AwareDatetime
    sha256: str = Field(description="Of the raw message, or of the manifest of an upload.")
    voided_at: AwareDatetime | None
    voided_because: str


class RegisterPage(BaseModel):
    """Lines of a book, in order without gaps; `next` is the `after` of the following page."""

    book: Book
    year: int
    entries: list[EntryView]
    next: int | None


class DeskPage(BaseModel):
    """What waits for a clerk, urgent first, then oldest; `next` is the `after` of the following page."""

    waiting: list[MatterView]
    next: str | None


def matter_view(matter: Matter) -> MatterView:
    """A matter as staff see it."""
    requester, routed = matter.requester, matter.routed
    return MatterView(
        **{name: getattr(matter, name) for name in _SAME_NAME},
        requester_name=requester.name,
        requester_address=requester.address,
        on_behalf_of=requester.on_behalf_of,
        unit=routed.unit if routed else None,
        due=routed.due_on if routed else None,
        certainty=routed.certainty if routed else None,
        history=[StepView(at=step.at, what=step.what, who=step.who, why=step.why) for step in matter.history],
    )


def entry_view(entry: Entry) -> EntryView:
    """One line of a book."""
    return EntryView.model_validate(entry, from_attributes=True)
