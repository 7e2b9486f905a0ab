"""What a route is."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Literal
from uuid import UUID

from services.routing.model.asked import Question
from services.routing.model.branch import Branch, By
from services.routing.rules import Certainty
from shared.contracts.base import Requester

SYSTEM = "routing"
"""Who acted, where no person did."""

StepKind = Literal[
    "routed",
    "assigned",
    "voided",
    "referred",
    "accepted",
    "returned",
    "recalled",
    "done",
    "asked",
    "settled",
    "rescheduled",
    "answered",
    "closed",
    "reopened",
    "classified",
    "retyped",
]
"""What happened: to the transaction, to one of its branches, to a question, to a due date, or to who may see it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One line of a route's history: when it changed, by whom (a person's id or `SYSTEM`), for whom else, and why.

    `unit_id` is the unit that has the transaction after it. `branch_id` is the branch that it happened to, where it did
    not happen to the transaction as a whole; the due dates are those of a branch that was rescheduled. `rules_version` is
    the number of the rules that decided; None where no rules did, or before they had numbers.
    """

    when: datetime
    who: str
    unit_id: str
    because: str
    kind: StepKind = "routed"
    branch_id: UUID | None = None
    old_due_on: date | None = None
    new_due_on: date | None = None
    on_behalf_of: str | None = None
    rules_version: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What somebody wrote down about a transaction, for those who work on it."""

    person_id: str
    name: str
    at: datetime
    text: str
    on_behalf_of: str = ""
    on_behalf_of_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A request that was done, so that its repetition gets the same answer.

    `fingerprint` tells requests with the same key apart; `version` is the route's after it, `branch_ids` what it was
    done to.
    """

    person_id: str
    key: str
    fingerprint: str
    version: int
    branch_ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A letter that answers the transaction, since it was issued; `by` gave the last approval."""

    letter_id: UUID
    number: str
    by: By
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminded:
    """That whoever holds a branch was reminded of a due date; `step` counts as in `reminding`, `on` is the unit's day."""

    branch_id: UUID
    due_on: date
    step: int
    on: date
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """That nothing is left to be done: answered by the letter of that number, or why it needs no answer."""

    by: By
    at: datetime
    answered_by: str | None = None
    because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """Where a transaction is, and all work on it.

    `version` counts up with every change; times are UTC, `due_on` is the unit's day. `days_to_answer` are working days; they count from the day of receipt, so moving a transaction to another unit gives
    nobody more time than that unit's own calendar does. As long as nobody did anything, `branches` is empty; `tree.of`
    is the tree then, too. `request_type` is empty where it was routed before that was kept. `classified` is the matter's version by which registry said last whether it is `confidential`
    (سري), or that it was so when it was registered; 0 of what never was. `typed` is the one by which a clerk changed its type last. `reminded` only grows, and no `version` counts it.
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
    confidential: bool = False
    classified: int = 0
    typed: int = 0
    candidates: tuple[str, ...] = ()
    history: tuple[Step, ...] = ()
    voided: bool = False
    branches: tuple[Branch, ...] = ()
    questions: tuple[Question, ...] = ()
    notes: tuple[Note, ...] = ()
    answered: tuple[Answered, ...] = ()
    request_type: str = ""
    replies: tuple[Reply, ...] = ()
    closed: Closed | None = None
    reminded: tuple[Reminded, ...] = ()

    @property
    def place(self) -> str:
        """Where it stands in a list, as text that sorts: urgent before the others, then by time of receipt.

        Unique, and the same for ever: it also says where a page of a list ends.
        """
        received_at = self.received_at.astimezone(UTC).strftime("%Y%m%dT%H%M%S%f")
        return f"{0 if self.urgent else 1}_{received_at}_{self.submission_id}"
