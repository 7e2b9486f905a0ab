"""What a decision makes of matters and books, and what is to be written."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.registry.model.beside import WaitsBecause
from services.registry.model.matter import Matter
from services.registry.request_types import RequestType
from shared.contracts import Event
from shared.contracts.base import Book


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
    on_behalf_of: str = ""


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
