"""What the registry knows: matters, their life, and the entries of the books."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from services.registry.request_types import RequestType
from shared.contracts import Event
from shared.contracts.base import Book, Channel, Document, Requester, Unit

SYSTEM = "diwan"
"""Who did a step that no person did."""

State = Literal["incomplete", "undecided", "registered", "rejected", "joined"]
"""Where a matter is before routing has it: asked to be completed, waiting for a clerk, numbered, refused, or part of
another one."""


WaitsBecause = Literal[
    "unreadable",
    "unknown-type",
    "ambiguous",
    "unclear",
    "papers-not-recognised",
    "clerk-registers",
    "completed",
    "reply-without-documents",
    "unreadable-supplement",
    "automatic-reply",
    "supplement-after-rejection",
]
"""Why a matter is undecided, and so waits for a clerk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a matter's life: who, when, what, why."""

    at: datetime
    what: str
    who: str = SYSTEM
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Routed:
    """Which unit has a matter, as routing said last."""

    version: int
    unit: Unit
    since: datetime
    due_on: date
    certainty: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """The documents that one supplement brought."""

    submission_id: UUID
    documents: tuple[UUID, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Duplicate:
    """A matter that was there when another one came, with the same document or the same subject and sender.

    `number` is the one that it had then.
    """

    submission_id: UUID
    number: str | None
    why: Literal["document", "subject"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What a clerk wrote down about a submission, for staff alone."""

    at: datetime
    who: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """The matter that another one became a supplement of."""

    submission_id: UUID
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A clerk's request that was done, so that its repetition does nothing. `fingerprint` tells whether it is one."""

    person_id: str
    key: str
    fingerprint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """A submission on its way to a number, and after.

    `version` counts up with every change. `supplements` are the submissions that completed it: a repeated event about
    one of them changes nothing; `brought` says what they brought. `fields` is what was filled in in forms, None when
    there was no form; `wrong_fields` are those that it is asked for again, as `missing` are documents.
    """

    submission_id: UUID
    version: int
    state: State
    channel: Channel
    received_at: datetime
    sha256: str
    requester: Requester
    readable: bool = True
    mailbox: str = ""
    subject: str = ""
    text: str = ""
    urgent_because: str = ""
    request_type: str | None = None
    because: str = ""
    candidates: tuple[str, ...] = ()
    documents: tuple[Document, ...] = ()
    missing: tuple[str, ...] = ()
    fields: Mapping[str, str] | None = None
    wrong_fields: tuple[str, ...] = ()
    round: int = 0
    supplements: tuple[UUID, ...] = ()
    brought: tuple[Brought, ...] = ()
    number: str | None = None
    book: Book | None = None
    year: int | None = None
    sequence: int | None = None
    registered_at: datetime | None = None
    unit_id: str | None = None
    routed: Routed | None = None
    voided_because: str = ""
    history: tuple[Step, ...] = field(default=())
    answered: tuple[Answered, ...] = ()
    joined: Joined | None = None
    notes: tuple[Note, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()

    @property
    def urgent(self) -> bool:
        """Whether it travels in the urgent lane."""
        return bool(self.urgent_because)


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingCounts:
    """How many matters wait at the desk, as far as they are counted; `because` is of the undecided alone."""

    undecided: int
    incomplete: int
    duplicates: int
    because: Mapping[WaitsBecause, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of a book. It never goes; void keeps its number and its reason."""

    book: Book
    year: int
    sequence: int
    number: str
    submission_id: UUID
    registered_at: datetime
    sha256: str
    voided_at: datetime | None = None
    voided_by: str = ""
    voided_because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """That a matter is to get the next number, as what, and how it is to be routed."""

    request_type: RequestType
    unit_id: str | None
    chosen_by_clerk: bool
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a decision makes of a matter: its new state, what is told, and whether it gets a number.

    `void` is the reason for which its entry is cancelled, by the person `by`. An outcome whose matter is unchanged
    writes nothing.
    """

    matter: Matter
    events: tuple[Event, ...] = ()
    registration: Registration | None = None
    void: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """A run of numbers of one book, all given at one moment."""

    book: Book
    year: int
    first: int
    registered_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Write:
    """One matter to be written, only if it still is what it was `before` (None: it is new)."""

    matter: Matter
    before: Matter | None
    events: tuple[Event, ...] = ()
    entry: Entry | None = None
    void: Entry | None = None
    traceparent: str = ""
