"""What routing states: which units have a transaction, why, how sure, until when, and what the requester is asked."""

from datetime import date
from typing import ClassVar, Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from shared.contracts.base import Document, LetterEvent, Requester, SubmissionEvent, Unit, Value


class TransactionRoutedV1(SubmissionEvent):
    """A unit has the transaction. `version` is higher with every change of this; readers ignore older ones.

    It is stated again when the unit, its term, or the units that work with it changed.
    """

    topic: ClassVar[str] = "routing.transaction-routed.v1"

    number: str
    version: int = Field(ge=1)
    received_at: AwareDatetime
    registered_at: AwareDatetime
    requester: Requester
    subject: str = ""
    unit: Unit
    since: AwareDatetime = Field(description="When the unit got it.")
    due_on: date = Field(description="Last day to answer, in the unit's own calendar.")
    days_to_answer: int = Field(ge=1, description="Working days.")
    because: str = Field(description="Code of the rule that chose the unit, or `clerk`.")
    certainty: Literal["certain", "doubtful"]
    original_required: bool = False
    moved_from: str | None = Field(
        default=None,
        description="Id of the unit that had it before. None for the first unit, and when the unit stayed the same, "
        "which is a new version but no move.",
    )
    also_with: tuple[str, ...] = Field(
        default=(), description="Ids of the other units that a part of it was referred to: they may see it, too."
    )
    confidential: bool = Field(default=False, description="Seen by clearance only, as far as routing had heard.")
    classified: int = Field(default=0, description="The matter's version by which it is confidential.")


class QuestionAskedV1(SubmissionEvent):
    """An officer asks the requester something; the term stands still until it is settled. Rounds count from 1.

    `version` is the one of `TransactionRoutedV1`: of what is heard of questions, the highest is how it is now.
    """

    topic: ClassVar[str] = "routing.question-asked.v1"

    number: str
    version: int = Field(ge=1)
    requester: Requester
    subject: str = ""
    unit: Unit = Field(description="The unit whose officer asks.")
    round: int = Field(ge=1)
    question: str = Field(description="In the officer's own words.")
    confidential: bool = Field(default=False, description="To be told in mail without its subject.")
    classified: int = Field(default=0, description="The matter's version by which it is confidential.")


class QuestionSettledV1(SubmissionEvent):
    """The question of a round waits for no answer any more; what it did to the term is told by `TransactionRoutedV1`."""

    topic: ClassVar[str] = "routing.question-settled.v1"

    number: str
    version: int = Field(ge=1)
    round: int = Field(ge=1)


class Recipient(Value):
    """Whom a letter goes to, as its address block says. `address` is an e-mail address, None where it goes by paper."""

    name: str = ""
    address: str | None = None
    postal_address: str = ""


class LetterApprovedV1(LetterEvent):
    """A letter has its last approval and needs its number in a book: outgoing (صادر) or internal (داخلي).

    Stated once for a letter; nothing that the book keeps of it can change any more.
    """

    topic: ClassVar[str] = "routing.letter-approved.v1"

    book: Literal["outgoing", "internal"]
    submission_id: UUID | None = Field(default=None, description="The matter that it answers or belongs to.")
    answers: str | None = Field(default=None, description="Number of the transaction that it answers.")
    unit_id: str = Field(description="The unit that writes it.")
    to_units: tuple[str, ...] = Field(default=(), description="Of a memo, the ids of the units that it goes to.")
    recipient: str = Field(default="", description="Name of whom it goes to outside, as the book shows it.")
    subject: str = ""
    confidential: bool = False
    approved_by: str = Field(description="Id of the person who gave the last approval.")
    approved_at: AwareDatetime


class LetterIssuedV1(LetterEvent):
    """A letter has its number and its form: the PDF lies in the vault, and it goes to whom it is for.

    `requester` is set when it answers a transaction; the notice to the requester then carries it. A letter by `paper`
    has to be printed and delivered; one by `mail` goes to the recipient's address. A memo goes to units alone.
    """

    topic: ClassVar[str] = "routing.letter-issued.v1"

    book: Literal["outgoing", "internal"]
    number: str
    issued_at: AwareDatetime
    submission_id: UUID | None = Field(default=None, description="The matter that it answers or belongs to.")
    answers: str | None = Field(default=None, description="Number of the transaction that it answers.")
    received_at: AwareDatetime | None = Field(default=None, description="When what it answers was received.")
    requester: Requester | None = None
    unit: Unit = Field(description="The unit that writes it.")
    to_units: tuple[str, ...] = Field(default=(), description="Of a memo, the ids of the units that it goes to.")
    recipient: Recipient = Recipient()
    by: Literal["mail", "paper", "units"]
    language: Literal["ar", "en", "both"] = "both"
    subject: str = ""
    confidential: bool = False
    document: Document = Field(description="The letter itself, as PDF.")
    attachments: tuple[Document, ...] = ()


class HolderRemindedV1(SubmissionEvent):
    """Whoever holds a branch for action is reminded that it comes due: `soon`, `today`, or it is `late`.

    Stated once for a branch, its due date and each of these, `late` from time to time; never while the clock stands still.
    """

    topic: ClassVar[str] = "routing.holder-reminded.v1"
    lanes: ClassVar[bool] = False

    number: str
    branch_id: UUID
    unit_id: str = Field(description="The unit that holds it.")
    person_id: str | None = Field(default=None, description="The person of that unit who holds it, if it is one's own.")
    stage: Literal["soon", "today", "late"]
    due_on: date
    on: date = Field(description="The unit's day on which this is so.")
    next_working_day: date = Field(description="The unit's, after that one.")
    subject: str = ""
    confidential: bool = Field(default=False, description="Seen by clearance only; its subject is not for mail.")


class TransactionClosedV1(SubmissionEvent):
    """A transaction is closed: it was answered and all work on it is done, or it needed no answer.

    `version` is the one of `TransactionRoutedV1`. Work that begins again states `TransactionRoutedV1` with a higher one.
    """

    topic: ClassVar[str] = "routing.transaction-closed.v1"

    number: str
    version: int = Field(ge=1)
    received_at: AwareDatetime
    closed_at: AwareDatetime
    requester: Requester
    subject: str = ""
    unit: Unit
    answered_by: str | None = Field(default=None, description="Number of the letter that answered it last.")
    answered_at: AwareDatetime | None = Field(
        default=None,
        description="When that letter was issued: who was told of it just now is not told of the end as well.",
    )
    because: str = Field(default="", description="Why it was closed without an answer, in the officer's own words.")
    confidential: bool = Field(default=False, description="To be told in mail without its subject.")
    classified: int = Field(default=0, description="The matter's version by which it is confidential.")
    request_type: str | None = Field(default=None, description="Code of its type, as far as routing had heard.")
    typed: int = Field(default=0, description="The matter's version by which it is of this type; 0: since it came.")


class ClosureRestatedV1(SubmissionEvent):
    """A transaction is closed, since before its end was heard by those who hear this; what they know of it is newer.

    Nobody is told of it anew. `version` is the one of `TransactionRoutedV1` when this is stated, and so not the one by which
    it was closed.
    """

    topic: ClassVar[str] = "routing.closure-restated.v1"
    lanes: ClassVar[bool] = False

    number: str
    version: int = Field(ge=1)
    received_at: AwareDatetime
    closed_at: AwareDatetime
    request_type: str = ""
    typed: int = Field(default=0, description="The matter's version by which it is of this type; 0: since it came.")
    confidential: bool = False
    classified: int = Field(default=0, description="The matter's version by which it is confidential.")
