"""Questions to the requester, as staff see them."""

from uuid import UUID

from pydantic import AwareDatetime, BaseModel, Field

from services.routing.model import Answer, Question
from services.routing.views.branches import ByView


class QuestionView(BaseModel):
    """A question to the requester."""

    round: int = Field(description="From 1.")
    branch_id: UUID
    text: str
    by: ByView
    at: AwareDatetime
    settled_at: AwareDatetime | None = Field(description="Null while it waits for an answer.")
    settled_how: Answer | None
    settled_because: str


def question_view(question: Question) -> QuestionView:
    """A question as staff see it."""
    settled = question.settled
    return QuestionView(
        round=question.round,
        branch_id=question.branch_id,
        text=question.text,
        by=ByView.model_validate(question.by, from_attributes=True),
        at=question.at,
        settled_at=settled.at if settled else None,
        settled_how=settled.how if settled else None,
        settled_because=settled.because if settled else "",
    )
