"""What a route is."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Literal
from uuid import UUID

from services.routing.rules import Certainty
from shared.contracts.base import Requester

SYSTEM = "routing"
"""Who acted, where no person did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One line of a route's history: when it changed, by whom (a person's id or `SYSTEM`), to which unit, and why."""

    when: datetime
    who: str
    unit_id: str
    because: str
    kind: Literal["routed", "assigned", "voided"] = "routed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """Where a transaction is. `version` counts up with every change of unit; times are UTC, `due_on` is the unit's day.

    `days_to_answer` are working days; they count from the day of receipt, so moving a transaction to another unit gives
    nobody more time than that unit's own calendar does.
    """

    submission_id: UUID
    number: str
    version: int
    unit_id: str
    since: datetime
    due_on: date
    days_to_answer: int
    because: str
    certainty: Certainty
    received_at: datetime
    registered_at: datetime
    requester: Requester
    subject: str = ""
    urgent: bool = False
    original_required: bool = False
    candidates: tuple[str, ...] = ()
    history: tuple[Step, ...] = ()
    voided: bool = False

    @property
    def place(self) -> str:
        """Where it stands in an inbox, as text that sorts: urgent before the others, then by time of receipt.

        Unique, and the same for ever: it also says where a page of an inbox ends.
        """
        received_at = self.received_at.astimezone(UTC).strftime("%Y%m%dT%H%M%S%f")
        return f"{0 if self.urgent else 1}_{received_at}_{self.submission_id}"
