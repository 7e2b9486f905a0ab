"""What a letter is."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal
from uuid import UUID

from services.routing.letters.model.content import Content, Edition, Kind
from services.routing.model import Answered, By
from shared.contracts.base import Document, Requester

State = Literal["draft", "submitted", "approved", "numbered", "issued", "discarded"]
"""A draft is written or was sent back; submitted waits for an approval; approved waits for its number; numbered for its form
as PDF; issued is on its way."""

StepKind = Literal[
    "drafted",
    "edited",
    "submitted",
    "withdrawn",
    "approved",
    "sent-back",
    "discarded",
    "numbered",
    "issued",
    "dispatched",
    "delivered",
    "undeliverable",
]

Outcome = Literal["dispatched", "delivered", "undeliverable"]
"""What becomes of a letter on paper; what could not be delivered may be dispatched again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One line of a letter's history. `edition` is the round of the content that it was about."""

    when: datetime
    by: By
    kind: StepKind
    edition: int
    because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """The transaction that a letter answers or belongs to, as it was when the letter was drafted.

    Only `confidential` (سري) follows what it is.
    """

    submission_id: UUID
    number: str
    received_at: datetime
    requester: Requester
    subject: str = ""
    request_type: str = ""
    urgent: bool = False
    confidential: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """Who approved which edition, for which unit of the chain."""

    unit_id: str
    by: By
    at: datetime
    edition: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """The number that registry gave, once and for ever."""

    number: str
    year: int
    sequence: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One line of the delivery log of a letter on paper: what happened when, how, and by which reference."""

    outcome: Outcome
    at: datetime
    noted_at: datetime
    by: By
    how: str = ""
    reference: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FromTemplate:
    """The template that a letter was drafted from, and the number of its version."""

    code: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter, from its first draft to its delivery.

    `version` counts up with every change; `since` is when it came into its state. `chain` has the units whose managers
    approve it, in order, from when it was submitted; `own_allowed` says whether its writer may be one of them.
    `noted` says of an answer whether its transaction knows of it. `created_as` tells the request that drafted it from
    others with the same key.
    """

    letter_id: UUID
    version: int
    kind: Kind
    state: State
    since: datetime
    unit_id: str
    drafted_by: By
    editions: tuple[Edition, ...]
    matter: Matter | None = None
    chain: tuple[str, ...] = ()
    own_allowed: bool = False
    approvals: tuple[Approval, ...] = ()
    numbered: Numbered | None = None
    issued_at: datetime | None = None
    document: Document | None = None
    noted: bool = False
    deliveries: tuple[Delivery, ...] = ()
    history: tuple[Step, ...] = ()
    answered: tuple[Answered, ...] = ()
    created_as: str = ""
    begun_from: FromTemplate | None = None

    @property
    def edition(self) -> Edition:
        """The content as it is now."""
        return self.editions[-1]

    @property
    def content(self) -> Content:
        """The same without who wrote it."""
        return self.edition.content

    @property
    def confidential(self) -> bool:
        """Whether it is for those with clearance (سري): by itself, or because its transaction is."""
        return self.content.confidential or (self.matter is not None and self.matter.confidential)

    @property
    def book(self) -> Literal["outgoing", "internal"]:
        """The register (سجل) that gives its number."""
        return "internal" if self.kind == "memo" else "outgoing"

    @property
    def waits_for(self) -> str | None:
        """The unit whose manager is to approve it next."""
        return self.chain[len(self.approvals)] if self.state == "submitted" else None

    @property
    def needs_work(self) -> bool:
        """Whether routing itself has something to do: print it, or tell its transaction."""
        return self.state == "numbered" or (self.state == "issued" and self.kind == "answer" and not self.noted)

    @property
    def place(self) -> str:
        """Where it stands in a list, as text that sorts: by when it came into its state. Unique."""
        return f"{self.since.astimezone(UTC):%Y%m%dT%H%M%S%f}_{self.letter_id}"
