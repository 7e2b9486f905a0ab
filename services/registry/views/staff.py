"""What staff may see of matters."""

from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, Field

from services.registry.model import Matter
from shared.contracts.base import Book, Channel, Document, HandedIn, Unit

_SAME_NAME = (
    "submission_id",
    "version",
    "state",
    "channel",
    "received_at",
    "sha256",
    "readable",
    "urgent_because",
    "confidential_because",
    "subject",
    "text",
    "request_type",
    "type_version",
    "because",
    "candidates",
    "missing",
    "fields",
    "wrong_fields",
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
    what: str = Field(description="What happened: received, registered, returned …")
    who: str = Field(description="A person's id, or the service that did it.")
    why: str = Field(description="The reason given; empty when none was.")
    on_behalf_of: str = Field(description="Id of the person that `who` acted for; empty for nobody else.")


class NoteView(BaseModel):
    """What a clerk wrote down."""

    at: AwareDatetime
    who: str = Field(description="A person's id.")
    text: str
    on_behalf_of: str = Field(description="Id of the person that `who` acted for; empty for nobody else.")


class DuplicateView(BaseModel):
    """A submission that was there before, and is like another one."""

    submission_id: UUID
    number: str | None = Field(description="The transaction number that it had when the other one came.")
    why: Literal["document", "subject"] = Field(description="The same document, or the same subject and sender.")


class AnswerView(BaseModel):
    """A letter that answered a matter."""

    letter_id: UUID
    number: str = Field(description="Its number in the outgoing book.")
    issued_at: AwareDatetime


class MatterView(BaseModel):
    """A matter as staff see it."""

    submission_id: UUID
    version: int = Field(description="Counts up with every change; in quotes it is the `ETag`, for `If-Match`.")
    state: str
    channel: Channel
    received_at: AwareDatetime
    sha256: str = Field(description="Of the raw message, or of the manifest of an upload.")
    readable: bool = Field(description="Whether it could be read automatically.")
    urgent_because: str = Field(description="Which rule made it urgent; empty when ordinary.")
    confidential_because: str = Field(
        description="Why it is confidential: `type`, `arrival` or `clerk`; empty when ordinary."
    )
    requester_name: str
    requester_address: str | None
    requester_phone: str = Field(default="", description="In E.164 when it is a number that exists.")
    on_behalf_of: str
    handed_in: HandedIn | None = Field(default=None, description="Who handed it in at a service office's counter.")
    subject: str
    text: str = Field(description="The beginning of what was written.")
    request_type: str | None = Field(description="Its code, once it is known.")
    type_version: int | None = Field(default=None, description="Version of its type that it is judged by, if known.")
    because: str = Field(description="Which rule decided, or why none could.")
    candidates: tuple[str, ...] = Field(description="Codes of the types in question, while in doubt.")
    missing: tuple[str, ...] = Field(description="Codes of the documents that are missing.")
    fields: dict[str, str] | None = Field(description="What was filled in in a form; null when there was no form.")
    wrong_fields: tuple[str, ...] = Field(description="Names of the form's fields that must be filled in or corrected.")
    documents: tuple[Document, ...]
    round: int = Field(description="How often completion was asked for.")
    number: str | None
    book: Book | None
    year: int | None
    sequence: int | None
    registered_at: AwareDatetime | None
    unit: Unit | None
    due: date | None = Field(description="Until when the unit is to answer.")
    certainty: str | None = Field(description="How sure routing is of the unit.")
    voided_because: str = Field(description="Why the entry was cancelled; empty when it was not.")
    answers: list[AnswerView] = Field(description="The letters that answered it, in order.")
    closed_at: AwareDatetime | None = Field(description="When all work on it was done; null while there is some.")
    joined_to: str | None = Field(description="Number of the transaction that it became a supplement of.")
    duplicates: list[DuplicateView] = Field(description="What it may be a repetition of, as it was when it came.")
    notes: list[NoteView] = Field(description="What clerks wrote down, in order; the requester never sees it.")
    history: list[StepView]


def matter_view(matter: Matter, hidden: frozenset[UUID] = frozenset()) -> MatterView:
    """A matter as staff see it, who may know nothing of the `hidden` ones."""
    requester, routed = matter.requester, matter.routed
    return MatterView(
        **{name: getattr(matter, name) for name in _SAME_NAME},
        requester_name=requester.name,
        requester_address=requester.address,
        requester_phone=requester.phone,
        handed_in=requester.handed_in,
        on_behalf_of=requester.on_behalf_of,
        unit=routed.unit if routed else None,
        due=routed.due_on if routed else None,
        certainty=routed.certainty if routed else None,
        answers=[AnswerView.model_validate(one, from_attributes=True) for one in matter.answers],
        closed_at=matter.closed.at if matter.closed and matter.is_closed else None,
        joined_to=matter.joined.number if matter.joined else None,
        duplicates=[
            DuplicateView.model_validate(one, from_attributes=True)
            for one in matter.duplicates
            if one.submission_id not in hidden
        ],
        notes=[NoteView.model_validate(note, from_attributes=True) for note in matter.notes],
        history=[StepView.model_validate(step, from_attributes=True) for step in matter.history],
    )
