"""What the door answers."""

from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from services.intake.model import Submission
from shared.contracts.base import Channel, Document, HandedIn
from shared.language import Text
from shared.tracking import tracking_url


class Accepted(BaseModel):
    """The submission is durable. The token opens tracking and lets its holder add documents: keep it."""

    submission_id: UUID
    received_at: AwareDatetime
    tracking_token: str = Field(description="32 hexadecimal digits; nobody else is told.")
    tracking_url: str = Field(description="Where the matter can be followed, with the token in it.")

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "submission_id": "0193a5c2-7c1e-7a30-9c55-3f0a5f9e2b11",
                    "received_at": "2026-11-21T10:05:00Z",
                    "tracking_token": "0123456789abcdef0123456789abcdef",
                    "tracking_url": "https://diwan.example/track/0123456789abcdef0123456789abcdef",
                }
            ]
        }
    )


class SupplementAccepted(BaseModel):
    """The documents are durable and on their way to the submission that they complete."""

    submission_id: UUID = Field(description="Of this supplement.")
    supplements: UUID = Field(description="The submission that it completes.")
    received_at: AwareDatetime


class SubmissionView(BaseModel):
    """A submission as staff see it."""

    submission_id: UUID
    channel: Channel
    received_at: AwareDatetime
    sha256: str = Field(description="Of the raw message, or of the manifest of what was uploaded.")
    size: int = Field(description="Bytes of the raw message or manifest.")
    mailbox: str = Field(description="The address that received it; empty for uploads.")
    envelope_sender: str = Field(description="Who sent the mail, as its envelope says; empty for uploads.")
    state: str = Field(description="How far it has been read.")
    urgent_because: str = Field(description="Which rule made it urgent; empty when ordinary.")
    supplements: UUID | None = Field(description="The submission that it completes.")
    documents: tuple[Document, ...]
    fields: dict[str, str] | None = Field(default=None, description="What was filled in in a form; null without one.")
    identity: dict[str, str] | None = Field(
        default=None, description="What was asked at a counter about the person, by name; null when it came otherwise."
    )
    handed_in: HandedIn | None = Field(default=None, description="Who handed it in at a counter.")


class HandedInView(BaseModel):
    """A submission as the office sees it that handed it in. The token opens tracking: it is the person's."""

    submission_id: UUID
    received_at: AwareDatetime
    sha256: str = Field(description="Of the manifest of what was handed in.")
    tracking_token: str
    tracking_url: str
    identity: dict[str, str] = Field(description="What was asked about the person, by the names of the counter's form.")
    handed_in: HandedIn
    documents: tuple[Document, ...] = Field(description="What was handed in at first; tracking knows what came later.")


class AskedOfPerson(BaseModel):
    """Something that is asked about the person."""

    name: str = Field(description="`name`, `telephone`, `email` and `on-behalf-of` have a meaning of their own.")
    title: Text
    help: Text
    required: bool
    pattern: str | None = Field(description="Regular expression that its value must match, with digits as 0 to 9.")


class CounterFormView(BaseModel):
    """What is asked at the counter about the person, in the order of the form."""

    identity: tuple[AskedOfPerson, ...]
    telephone_region: str = Field(description="Country (ISO 3166) of numbers that are written without a country code.")


def accepted_view(submission: Submission, public_url: str) -> Accepted:
    """What whoever handed something in is answered."""
    return Accepted(
        submission_id=submission.submission_id,
        received_at=submission.received_at,
        tracking_token=submission.token,
        tracking_url=tracking_url(public_url, submission.token),
    )


def handed_in_view(submission: Submission, public_url: str) -> HandedInView:
    """A submission that an office handed in, as the office sees it."""
    return HandedInView.model_validate(
        {
            **{name: getattr(submission, name) for name in ("submission_id", "received_at", "sha256", "documents")},
            "handed_in": submission.handed_in,
            "identity": dict(submission.identity or {}),
            "tracking_token": submission.token,
            "tracking_url": tracking_url(public_url, submission.token),
        }
    )
