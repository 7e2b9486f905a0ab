"""A question to the requester: while it waits for an answer, the clocks of its transaction stand still."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from services.routing.model.branch import By
from services.routing.model.clock import Pause

Answer = Literal["supplemented", "otherwise", "withdrawn"]
"""How a question was settled: the requester sent something, answered in another way, or nobody asks any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settling:
    """How, when and by whom a question was settled; `supplement_id` names the submission that answered it."""

    how: Answer
    at: datetime
    by: By
    because: str = ""
    supplement_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What was asked, in an officer's own words. Rounds count from 1; `branch_id` is the branch it was asked from."""

    round: int
    branch_id: UUID
    text: str
    by: By
    at: datetime
    settled: Settling | None = None


def waiting(questions: Iterable[Question]) -> Question | None:
    """The question that waits for an answer; never more than one does."""
    return next((each for each in questions if each.settled is None), None)


def pauses(questions: Iterable[Question]) -> tuple[Pause, ...]:
    """When the clocks stood still, and since when they do."""
    return tuple(Pause(start=each.at, end=each.settled.at if each.settled else None) for each in questions)
