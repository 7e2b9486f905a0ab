"""Where a matter is, as registry tells the holder of its tracking code."""

from datetime import date
from hashlib import sha256
from typing import Final
from uuid import UUID

from pydantic import AwareDatetime

from services.portal.model.asked import Told
from shared.language import Text

TOLD_STEPS: Final = (
    *("received", "incomplete", "supplemented", "undecided", "registered", "moved", "asked", "settled", "rescheduled"),
    *("rejected", "void", "joined", "answered", "closed", "reopened"),
)
"""Steps that a requester is told of, each with words of its own."""

STATES: Final = ("undecided", "incomplete", "registered", "answered", "closed", "rejected", "void", "joined")
"""States that have words of their own; any other is said to be in work."""


class Missing(Told):
    """A document that is still to be given."""

    code: str
    title: Text
    help: Text


class Document(Told):
    """A document that arrived."""

    name: str
    sha256: str
    size: int


class Kind(Told):
    """Of what type the matter is."""

    code: str
    title: Text


class WrongField(Told):
    """A field whose value was missing or did not fit."""

    name: str
    title: Text


class AnswersDocument(Document):
    """A document of an answer; whoever holds the tracking code gets it by its id."""

    document_id: UUID


class Answer(Told):
    """A letter that answers the matter: the letter itself first, then what came with it."""

    number: str
    issued_at: AwareDatetime
    documents: tuple[AnswersDocument, ...] = ()


class Step(Told):
    """Something that happened to the matter; `reason` is for the requester."""

    at: AwareDatetime
    what: str
    reason: str = ""


class Matter(Told):
    """A matter, as far as it may be told: what is absent is not known, or not told by this registry."""

    state: str
    since: AwareDatetime
    number: str | None = None
    unit: Text | None = None
    telephone: str | None = None
    due: date | None = None
    missing: tuple[Missing, ...] = ()
    documents: tuple[Document, ...] = ()
    received_at: AwareDatetime | None = None
    subject: str = ""
    request_type: Kind | None = None
    remark: str = ""
    round: int = 0
    question: str | None = None
    wrong_fields: tuple[WrongField, ...] = ()
    answers: tuple[Answer, ...] = ()
    steps: tuple[Step, ...] = ()
    days_to_answer: int | None = None

    @property
    def takes_documents(self) -> bool:
        """Whether anything can still be added to it."""
        return self.state not in ("rejected", "void", "joined")

    @property
    def asked_again(self) -> frozenset[str]:
        """The names of the fields that are to be filled in again."""
        return frozenset(one.name for one in self.wrong_fields)

    @property
    def settled(self) -> bool:
        """Whether nothing is waited for that would come within minutes."""
        return self.state in ("answered", "closed", "rejected", "void", "joined") or (
            self.state == "registered" and self.unit is not None
        )

    @property
    def timeline(self) -> tuple[Step, ...]:
        """What happened, oldest first; when registry tells no steps, what follows from the state."""
        if told := tuple(step for step in self.steps if step.what in TOLD_STEPS):
            return told
        received = (Step(at=self.received_at, what="received"),) if self.received_at else ()
        what = "moved" if self.state == "registered" and self.unit else self.state
        return (*received, *((Step(at=self.since, what=what),) if what in TOLD_STEPS else ()))

    @property
    def mark(self) -> str:
        """Differs whenever anything that is told differs."""
        return sha256(self.model_dump_json().encode()).hexdigest()[:16]
