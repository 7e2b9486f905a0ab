"""What routing states: which unit has a transaction, why, how sure, and until when."""

from datetime import date
from typing import ClassVar, Literal

from pydantic import AwareDatetime, Field

from shared.contracts.base import Requester, SubmissionEvent, Unit


class TransactionRoutedV1(SubmissionEvent):
    """A unit has the transaction. `version` counts up with every change of unit; readers ignore older ones."""

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
        description="Id of the unit that had it before. None for the first unit, and when a clerk only confirmed the "
        "one that has it, which is a new version but no move.",
    )
