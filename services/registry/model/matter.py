"""A matter and its life."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from services.registry.model.answer import Answer, Closed
from services.registry.model.beside import Answered, Duplicate, Joined, Note
from shared.contracts.base import Book, Channel, Document, Requester, Unit

SYSTEM = "diwan"
"""Who did a step that no person did."""

State = Literal["incomplete", "undecided", "registered", "rejected", "joined"]
"""Where a matter is before routing has it: asked to be completed, waiting for a clerk, numbered, refused, or part of
another one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a matter's life: who, when, what, why, and for whom the person acted (empty: for nobody else)."""

    at: datetime
    what: str
    who: str = SYSTEM
    why: str = ""
    on_behalf_of: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Routed:
    """Which unit has a matter, as routing said last; `also_with` are the other units that have a part of it."""

    version: int
    unit: Unit
    since: datetime
    due_on: date
    certainty: str
    also_with: tuple[str, ...] = ()

    @property
    def unit_ids(self) -> frozenset[str]:
        """The units that have the matter or a part of it, and so may see it."""
        return frozenset({self.unit.unit_id, *self.also_with})


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What the requester was asked last, as routing said. `version` is the route's; the text is empty once settled."""

    version: int
    round: int
    asked_at: datetime | None = None
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """The documents that one supplement brought."""

    submission_id: UUID
    documents: tuple[UUID, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """A submission on its way to a number, and after.

    `version` counts up with every change. `supplements` are the submissions that completed it: a repeated event about
    one of them changes nothing; `brought` says what they brought. `fields` is what was filled in in forms, None when
    there was no form; `type_version` is the version of its type that it is judged by, None where that was not noted;
    `wrong_fields` are those that it is asked for again, as `missing` are documents.
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
    confidential_because: str = ""
    request_type: str | None = None
    type_version: int | None = None
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
    question: Question | None = None
    answers: tuple[Answer, ...] = ()
    closed: Closed | None = None
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

    @property
    def is_closed(self) -> bool:
        """Whether all work on it is done: nothing that routing said later began it again."""
        return self.closed is not None and (self.routed is None or self.closed.version >= self.routed.version)

    @property
    def is_answered(self) -> bool:
        """Whether it was answered, and not opened again since."""
        reopened = max((step.at for step in self.history if step.what == "reopened"), default=None)
        return bool(self.answers) and (reopened is None or self.answers[-1].issued_at > reopened)

    @property
    def confidential(self) -> bool:
        """Whether it is seen by clearance only (سري)."""
        return bool(self.confidential_because)
