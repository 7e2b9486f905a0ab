"""What intake states: what was read in a submission."""

from typing import ClassVar
from uuid import UUID

from pydantic import AwareDatetime, Field

from shared.contracts.base import Channel, Document, Requester, SubmissionEvent


class SubmissionReadV1(SubmissionEvent):
    """A submission was read: who sent it, what is written in it, and which documents it holds.

    `supplements` is set when a token proves that it completes an earlier submission; `mentions` are transaction numbers
    in the subject, which prove nothing by themselves. An unreadable mail has `readable` false, no documents, and the
    envelope sender as requester.
    """

    topic: ClassVar[str] = "intake.submission-read.v1"

    channel: Channel
    received_at: AwareDatetime
    sha256: str = Field(description="Of the raw message, or of the manifest of what was uploaded.")
    size: int | None = Field(default=None, description="Bytes of the raw message or manifest.")
    readable: bool = True
    unreadable_because: str = Field(default="", description="A short code for the clerk, such as `too-deep`.")
    mailbox: str = Field(default="", description="The address that received it; empty for uploads.")
    request_type: str | None = Field(default=None, description="Said by the sender or by the mailbox.")
    subject: str = ""
    text: str = Field(
        default="", description="The beginning of what was written, plain text, at most 4,000 characters."
    )
    requester: Requester
    documents: tuple[Document, ...] = ()
    fields: dict[str, str] | None = Field(
        default=None, description="What was filled in in a form; null when there was no form, as by e-mail."
    )
    supplements: UUID | None = None
    mentions: tuple[str, ...] = ()
    urgent_because: str = Field(default="", description="Which rule made it urgent; empty when ordinary.")
