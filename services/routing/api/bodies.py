"""What requests to routing say."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, Field

from services.routing.model import Holder, Purpose
from services.routing.referrals import Referral

UnitId = Annotated[str, Field(min_length=1, max_length=100, description="The unit's code.")]
# with something in it that can be seen
Words = Annotated[str, Field(pattern=r"\S", max_length=4000)]
Reason = Annotated[str, Field(pattern=r"\S", max_length=2000, description="Kept in the history.")]
Remark = Annotated[str, Field(max_length=2000, description="Kept in the history.")]
MOST_AT_ONCE = 50


class Assign(BaseModel):
    """Give a transaction to a unit, or confirm the doubtful one that has it."""

    unit_id: UnitId
    reason: Annotated[str, Field(max_length=2000, description="Kept in the history; the requester is not told.")] = ""


class Recipient(BaseModel):
    """A unit, or one person of it."""

    unit_id: UnitId
    person_id: Annotated[str | None, Field(min_length=1, max_length=200, description="Null for the whole unit.")] = None


class Refer(BaseModel):
    """Pass work on, to one or several."""

    branch_id: UUID | None = Field(
        default=None, description="The branch to refer from; without it the uppermost that the asker holds."
    )
    to: Annotated[list[Recipient], Field(min_length=1, max_length=MOST_AT_ONCE)]
    purpose: Purpose = "action"
    instruction: Annotated[str, Field(max_length=4000)] = ""
    due_on: date | None = Field(default=None, description="A later working day of every unit; null for no term.")

    @property
    def referral(self) -> Referral:
        """The same in the words of the service."""
        return Referral(
            to=tuple(Holder(unit_id=one.unit_id, person_id=one.person_id) for one in self.to),
            purpose=self.purpose,
            instruction=self.instruction,
            due_on=self.due_on,
        )


class Return(BaseModel):
    """Give a branch back."""

    reason: Reason


class Recall(BaseModel):
    """Take a branch back."""

    reason: Remark = ""


class Finish(BaseModel):
    """Say that a branch is done."""

    remark: Remark = ""


class Close(BaseModel):
    """Close a transaction that needs no answer."""

    reason: Reason


class Ask(BaseModel):
    """Ask the requester something, in one's own words."""

    branch_id: UUID | None = Field(
        default=None, description="The branch to ask from; without it the uppermost that the asker holds."
    )
    question: Words


class Settle(BaseModel):
    """Say that the question that waits was answered otherwise."""

    because: Remark = ""


class LinkWith(BaseModel):
    """Link a transaction with another one."""

    number: Annotated[str, Field(min_length=1, max_length=100, description="The other one's number.")]
    note: Annotated[str, Field(max_length=2000, description="How they belong together; kept in the history.")] = ""


class Unlink(BaseModel):
    """Part two transactions."""

    reason: Reason


class AddNote(BaseModel):
    """Write something down."""

    text: Words
