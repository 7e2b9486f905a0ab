"""A notice: one thing told to one requester, once. Each kind has the facts that its text needs."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Literal
from uuid import UUID

from services.notify.model.issued import Enclosed, Issued
from shared.contracts.base import Document, Unit
from shared.contracts.registry import MissingFieldV1, MissingV1
from shared.language import Language, Text

Kind = Literal[
    "received",
    "incomplete",
    "registered",
    "moved",
    "question",
    "rejected",
    "supplemented",
    "answered",
    "closed",
    "letter",
    "reminder",
]
"""What a notice says; also the value of its header `X-Diwan-Notice`."""

Medium = Literal["mail", "sms", "call"]
"""How a notice reaches a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """Something arrived. `readable` is false when only an employee can open it."""

    kind: ClassVar[Kind] = "received"
    received_at: datetime
    readable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Incomplete:
    """Something is missing, or an employee asks for something in his own words, or both."""

    kind: ClassVar[Kind] = "incomplete"
    type_title: Text | None
    missing: tuple[MissingV1, ...]
    remark: str
    missing_fields: tuple[MissingFieldV1, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """The matter has its number and a unit has it; `days_to_answer` are working days from registration."""

    kind: ClassVar[Kind] = "registered"
    registered_at: datetime
    unit: Unit
    due_on: date
    days_to_answer: int
    original_required: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """Another unit has the matter now."""

    kind: ClassVar[Kind] = "moved"
    unit: Unit
    since: datetime
    due_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """The unit that has the matter asks something, in an officer's own words."""

    kind: ClassVar[Kind] = "question"
    unit: Unit
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """The matter gets no number, for a reason that an employee wrote."""

    kind: ClassVar[Kind] = "rejected"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplemented:
    """Documents came in later and nothing else will be said of them."""

    kind: ClassVar[Kind] = "supplemented"
    received_at: datetime
    documents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered(Issued):
    """A letter answers the requester."""

    kind: ClassVar[Kind] = "answered"


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnLetter(Issued):
    """A letter that a unit wrote of its own accord: nobody follows it, so the mail is the only way to have it."""

    kind: ClassVar[Kind] = "letter"
    least: Enclosed = "letter"


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """All work on the matter is done; `because` is why it ends without an answer, in an officer's own words."""

    kind: ClassVar[Kind] = "closed"
    closed_at: datetime
    unit: Unit
    answered_by: str | None
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminders:
    """Work of one of the staff comes due: number, subject (if it may stand in mail) and due date, the longest due first."""

    kind: ClassVar[Kind] = "reminder"
    on: date
    lines: tuple[tuple[str, str, date], ...]
    more: int


Told = Received | Incomplete | Registered | Moved | Question | Rejected | Supplemented | Answered | OwnLetter | Closed
"""What requesters are told, and others who are written to."""

Facts = Told | Reminders
"""What a notice states, by kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One notice to one requester, or a letter to whom it was written.

    `notice_id` follows from what is told, so the same fact heard twice is the same notice. `recipient` is a valid
    address whose domain is ASCII, or with `by_telephone` a number in E.164; `in_reply_to` is a valid Message-ID with
    its brackets. `stated_at` is when the fact became true: it is the message's Date, so that a notice rendered twice is
    the same bytes. `office` is the service office that handed the matter in for the requester, if any. A letter to
    somebody who is no requester has no `token`, and its own id for the submission's where it belongs to no matter. Mail is
    open: a `confidential` one does not repeat its subject.
    """

    notice_id: UUID
    submission_id: UUID
    stated_at: datetime
    recipient: str
    by_telephone: bool = False
    office: str = ""
    language: Language
    token: str
    facts: Facts
    subject: str = ""
    number: str | None = None
    in_reply_to: str | None = None
    urgent: bool = False
    confidential: bool = False

    @property
    def kind(self) -> Kind:
        """What this notice says."""
        return self.facts.kind

    @property
    def enclosures(self) -> tuple[Document, ...]:
        """The documents that the mail carries."""
        return self.facts.enclosures if isinstance(self.facts, Issued) else ()

    @property
    def needs_smtputf8(self) -> bool:
        """Whether only a server with the SMTPUTF8 extension (RFC 6531) can take it: the local part is not ASCII."""
        return not self.recipient.isascii()
