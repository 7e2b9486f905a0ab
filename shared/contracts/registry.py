"""What registry states: a matter was opened, is incomplete, was registered, rejected or voided."""

from typing import ClassVar, Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from shared.contracts.base import Book, Event, LetterEvent, Requester, SubmissionEvent, Value
from shared.language import Text


class MatterEvent(SubmissionEvent):
    """An event that the requester of a matter is told of."""

    received_at: AwareDatetime
    requester: Requester
    subject: str = ""
    confidential: bool = Field(
        default=False, description="Seen by clearance only, and told in mail without its subject."
    )
    version: int | None = Field(default=None, description="The matter's, where it is confidential; else not said.")


class SubmissionOpenedV1(MatterEvent):
    """A new matter was opened for a submission (not for one that supplements another)."""

    topic: ClassVar[str] = "registry.submission-opened.v1"

    readable: bool = True


class MissingV1(Value):
    """One thing that the request type asks for and that is not there (نواقص)."""

    code: str
    title: Text
    help: Text


class MissingFieldV1(Value):
    """A field of the request type's form that has no value, or one that does not fit."""

    name: str
    title: Text


class SubmissionIncompleteV1(MatterEvent):
    """Something is missing; the requester is asked to complete it. Rounds count from 1."""

    topic: ClassVar[str] = "registry.submission-incomplete.v1"

    round: int = Field(ge=1)
    request_type_title: Text | None = None
    missing: tuple[MissingV1, ...] = ()
    missing_fields: tuple[MissingFieldV1, ...] = ()
    remark: str = Field(default="", description="The clerk's own words, when a clerk returned it.")


class SubmissionSupplementedV1(MatterEvent):
    """Documents were added to a matter. `leads_to` says what the requester hears of it otherwise."""

    topic: ClassVar[str] = "registry.submission-supplemented.v1"

    supplement_id: str = Field(description="Id of the submission that brought the documents.")
    supplement_received_at: AwareDatetime
    documents: int = Field(ge=0, description="How many documents it brought.")
    number: str | None = None
    leads_to: Literal["registered", "incomplete", "nothing"]


class SubmissionRejectedV1(MatterEvent):
    """A clerk rejected the submission with a reason; it gets no number."""

    topic: ClassVar[str] = "registry.submission-rejected.v1"

    reason: str


class TransactionRegisteredV1(MatterEvent):
    """A matter has its number (رقم المعاملة), gap-free in its book and year."""

    topic: ClassVar[str] = "registry.transaction-registered.v1"

    number: str = Field(description="Human form, such as IN-2026-000123-7.")
    book: Book
    year: int
    sequence: int = Field(ge=1)
    registered_at: AwareDatetime
    sha256: str
    request_type: str
    request_type_title: Text
    unit_id: str | None = Field(default=None, description="The unit that the request type or a clerk names.")
    chosen_by_clerk: bool = Field(default=False, description="A clerk named the unit: routing must not doubt it.")
    days_to_answer: int = Field(ge=1, description="Working days of the unit's calendar.")
    mailbox: str = ""
    text: str = ""
    document_names: tuple[str, ...] = ()
    original_required: bool = False


class MatterClassifiedV1(SubmissionEvent):
    """It was decided whether a matter is confidential (سري): at its opening, or anew.

    Stated of every matter that is or was confidential, and at its opening of one that has to wait, so that its hearers
    can tell what is ordinary from what they have not heard of. Of what is registered at once and ordinary, nothing is
    stated. `version` is the matter's: the highest is how it is now.
    """

    topic: ClassVar[str] = "registry.matter-classified.v1"

    version: int = Field(ge=1)
    confidential: bool
    number: str | None = Field(default=None, description="None as long as it has no number.")
    by: str = Field(default="", description="Id of the person who decided it; empty where a rule did.")
    because: str = ""


class TransactionRetypedV1(SubmissionEvent):
    """A clerk found a registered matter to be of another type; number and entry stay. `version` is the matter's."""

    topic: ClassVar[str] = "registry.transaction-retyped.v1"

    number: str
    version: int = Field(ge=1)
    request_type: str
    request_type_title: Text
    days_to_answer: int = Field(ge=1, description="Working days of the unit's calendar.")
    original_required: bool = False
    unit_id: str | None = Field(default=None, description="The unit that the clerk names; None: it stays where it is.")
    by: str = Field(description="Id of the clerk.")
    reason: str


class TransactionVoidedV1(SubmissionEvent):
    """An entry was cancelled with a reason (ملغى); its number stays."""

    topic: ClassVar[str] = "registry.transaction-voided.v1"

    number: str
    reason: str
    voided_by: str


class RequestTypeChangedV1(Event):
    """A request type as it is now. `version` counts up with every change; readers ignore older ones."""

    topic: ClassVar[str] = "registry.request-type-changed.v1"
    lanes: ClassVar[bool] = False

    code: str
    version: int = Field(ge=1)
    title: Text
    unit_id: str = Field(description="The unit that handles it.")
    mailbox: str | None = Field(default=None, description="Address of its own.")
    makes_urgent: bool = Field(default=False, description="Whether what is of this type travels in the urgent lane.")
    confidential: bool = Field(default=False, description="Seen by clearance only (سري).")
    active: bool = Field(default=True, description="Whether it is offered and recognised.")
    retention: str | None = Field(
        default=None, description="Code of the retention class of its documents; None: the default one."
    )

    @property
    def subject_id(self) -> str:
        """The type's code."""
        return self.code


class LetterNumberedV1(LetterEvent):
    """A letter has its number, gap-free in the outgoing or the internal book and its year."""

    topic: ClassVar[str] = "registry.letter-numbered.v1"

    book: Literal["outgoing", "internal"]
    number: str = Field(description="Human form, such as OUT-2026-000045-1.")
    year: int
    sequence: int = Field(ge=1)
    numbered_at: AwareDatetime
    submission_id: UUID | None = Field(default=None, description="The matter that it answers or belongs to.")
