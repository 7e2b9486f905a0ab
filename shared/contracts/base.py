"""The form that every event has, and values that events of several owners carry."""

from typing import ClassVar, Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from shared.ids import new_id
from shared.language import Language, Text

Channel = Literal["mail", "portal", "counter"]
"""How a submission arrived: by e-mail, through the portal's API, or at a service office's counter."""

Book = Literal["incoming", "outgoing", "internal"]
"""The kind of a numbered register (سجل): وارد, صادر, داخلي."""


class Value(BaseModel):
    """A frozen part of an event; unknown fields are ignored so that an owner may add optional ones."""

    # An event that cannot be read is logged, and what is in it is somebody's.
    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)


class Event(Value):
    """A fact that one service states and others hear; published only by its owner.

    The class attributes say where it travels (`topic`) and whether it has an urgent lane (`lanes`). `id` and
    `occurred_at` become the CloudEvents 1.0 attributes `id` and `time` on the wire.
    """

    topic: ClassVar[str]
    lanes: ClassVar[bool] = True

    id: UUID = Field(default_factory=new_id, description="Unique per event; a repeated delivery has the same id.")
    occurred_at: AwareDatetime = Field(description="When the fact became true, UTC.")
    urgent: bool = Field(default=False, description="Travels in the urgent lane (عاجل).")

    @property
    def subject_id(self) -> str:
        """The id of what the event is about: the CloudEvents attribute `subject`."""
        raise NotImplementedError

    @property
    def routing_key(self) -> str:
        """The topic, with `.urgent` behind it when the event travels in the urgent lane."""
        return f"{self.topic}.urgent" if self.urgent and self.lanes else self.topic


class SubmissionEvent(Event):
    """An event about one submission."""

    submission_id: UUID

    @property
    def subject_id(self) -> str:
        """The submission's id."""
        return str(self.submission_id)


class LetterEvent(Event):
    """An event about one letter."""

    letter_id: UUID

    @property
    def subject_id(self) -> str:
        """The letter's id."""
        return str(self.letter_id)


class HandedIn(Value):
    """Who handed a submission in for somebody else, at the counter of a service office (مكتب خدمات)."""

    unit_id: str = Field(description="The office.")
    person_id: str = Field(description="The agent.")
    name: str = Field(default="", description="The agent's name, as the token told it.")


class Requester(Value):
    """Who sent a submission, and how to answer.

    `token` opens the public tracking page and lets its holder add documents; it has 128 random bits and is passed on
    so that notices can carry it. `answerable` is false for automatic mail, lists and null return paths (RFC 3834):
    no notice may be sent then.
    """

    name: str = ""
    address: str | None = None
    phone: str = ""
    on_behalf_of: str = ""
    language: Language = "both"
    answerable: bool = True
    token: str
    message_id: str | None = Field(
        default=None, description="Message-ID of the mail that is answered, for In-Reply-To."
    )
    handed_in: HandedIn | None = Field(
        default=None, description="Who handed it in for the requester; null when the requester did it himself."
    )


class Document(Value):
    """One document of a submission; the bytes lie in the vault under their SHA-256."""

    document_id: UUID
    name: str = Field(description="File name as given by the sender, without folders and control characters.")
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    size: int = Field(ge=0, description="Bytes.")
    media_type: str = Field(description="What the first bytes say it is.")
    agrees: bool = Field(description="Whether the name's ending fits what the bytes say.")
    code: str | None = Field(
        default=None, description="What the sender said it is: the code of a document that the request type asks for."
    )


class Unit(Value):
    """The unit that has a matter, as the requester is told."""

    unit_id: str
    name: Text
    telephone: str


__all__ = [
    "AwareDatetime",
    "Book",
    "Channel",
    "Document",
    "Event",
    "HandedIn",
    "LetterEvent",
    "Requester",
    "SubmissionEvent",
    "Unit",
    "Value",
]
