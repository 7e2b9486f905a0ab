"""A call that somebody has to make, and what came of trying."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

CallOutcome = Literal["reached", "not-reached", "wrong-number"]
"""The person was told; nobody answered, and it stays in the list; the number is not the person's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticked:
    """The last request about a call, so that its repetition does nothing."""

    person_id: str
    key: str
    fingerprint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """What came of trying a call. `attempts` is how often it had been tried as far as the caller knew."""

    notice_id: UUID
    outcome: CallOutcome
    remark: str
    at: datetime
    by: str
    attempts: int
    ticked: Ticked | None = None
