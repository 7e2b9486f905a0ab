"""What the oracle knows: what the senders remember, and what was found in the house, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from tests.faults.history import Document
from tests.faults.nemesis.fault import Happened
from tests.faults.relay_sink import Taken


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """A submission as intake keeps it."""

    id: str
    key: str
    sha256: str
    size: int
    supplements: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """A matter as the registry keeps it; `steps` are what its history says, in order."""

    submission: str
    state: str
    number: str = ""
    urgent: bool = False
    answerable: bool = True
    routed: bool = False
    supplements: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of a book, as the registry's API shows it."""

    book: str
    year: int
    sequence: int
    number: str
    submission: str
    registered_at: datetime
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """A route as routing keeps it."""

    submission: str
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """A document as storage knows it: the submission that brought it, and the matter that it belongs to."""

    id: str
    brought_by: str
    home: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadLetter:
    """A message behind a queue."""

    queue: str
    message_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Crowd:
    """Documents that stood before a closed registry; the urgent ones came last."""

    ordinary: tuple[str, ...]
    urgent: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Leftovers:
    """What still waits somewhere: messages by queue, pending events by outbox, notices by state, dead letters."""

    queues: Mapping[str, int] = field(default_factory=dict)
    outboxes: Mapping[str, int] = field(default_factory=dict)
    notices: Mapping[str, int] = field(default_factory=dict)
    dead: tuple[DeadLetter, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything."""

    documents: tuple[Document, ...] = ()
    submissions: tuple[Submission, ...] = ()
    blobs: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    """Name of a blob → SHA-256 and size of the bytes that came when it was fetched."""
    matters: tuple[Matter, ...] = ()
    entries: tuple[Entry, ...] = ()
    routes: tuple[Route, ...] = ()
    stored: tuple[Stored, ...] = ()
    granted: frozenset[str] = frozenset()
    """Matters whose documents a unit may see."""
    taken: tuple[Taken, ...] = ()
    leftovers: Leftovers = field(default_factory=Leftovers)
    poison: frozenset[tuple[str, str]] = frozenset()
    crowds: tuple[Crowd, ...] = ()
    faults: tuple[Happened, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """A rule that does not hold, and of what."""

    rule: str
    what: str
