"""What routing states: which units have a transaction, why, how sure, until when, and what the requester is asked."""

from datetime import date
from typing import ClassVar, Literal

from pydantic import AwareDatetime, Field

from shared.contracts.base import Requester, SubmissionEvent, Unit


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
