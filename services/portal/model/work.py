"""The work on a transaction, as routing tells those who may see it. What it tells beyond this is passed over."""

from datetime import date
from typing import Final, Literal, get_args
from uuid import UUID

from pydantic import AwareDatetime

from services.portal.model.asked import Told
from services.portal.model.branch import Branch, By, Clock

Act = Literal["accept", "refer", "return", "recall", "done", "ask", "settle", "note", "assign"]
"""What can be done with a transaction, or with a branch of it."""
ACTS: Final[tuple[Act, ...]] = get_args(Act)

OF_A_HOLDER: Final[frozenset[Act]] = frozenset({"accept", "refer", "return", "done", "ask"})
"""What is done by whoever holds a branch."""

SYSTEM: Final = "routing"
"""Who acted, where no person did."""

SETTLED: Final = frozenset({"supplemented", "otherwise", "withdrawn"})
"""How a question was settled, where there are words for it."""


class Question(Told):
    """A question to the requester."""

    round: int
    branch_id: UUID
    text: str
    by: By
    at: AwareDatetime
    settled_at: AwareDatetime | None = None
    settled_how: str | None = None
    settled_because: str = ""


class Note(Told):
    """What somebody wrote down for those who work on it."""

    person_id: str
    name: str = ""
    on_behalf_of: str = ""
    at: AwareDatetime
    text: str


class RouteStep(Told):
    """One line of a route's history."""

    when: AwareDatetime
    who: str
    on_behalf_of: str = ""
    unit_id: str
    because: str = ""
    kind: str
    branch_id: UUID | None = None
    old_due_on: date | None = None
    new_due_on: date | None = None
    rules_version: int | None = None


class Work(Told):
    """A transaction with all work on it. `may` is what the asker can do with the transaction itself."""

    submission_id: UUID
    number: str
    version: int
    unit_id: str
    since: AwareDatetime
    due_on: date
    certainty: str = "certain"
    received_at: AwareDatetime
    requester_name: str = ""
    requester_address: str | None = None
    on_behalf_of: str = ""
    subject: str = ""
    urgent: bool = False
    original_required: bool = False
    voided: bool = False
    complete: bool = False
    clock: Clock | None = None
    waiting: bool = False
    branches: tuple[Branch, ...]
    questions: tuple[Question, ...] = ()
    notes: tuple[Note, ...] = ()
    history: tuple[RouteStep, ...] = ()
    may: tuple[str, ...] = ()

    @property
    def held(self) -> tuple[Branch, ...]:
        """The branches that are the asker's to act on: first what is to be done, then what is to be known."""
        own = [branch for branch in self.branches if OF_A_HOLDER & set(branch.may)]
        return tuple(sorted(own, key=lambda branch: (not branch.is_work, not branch.runs)))

    @property
    def recallable(self) -> tuple[Branch, ...]:
        """What the asker referred and can take back. Of oneself nobody takes back anything."""
        return tuple(branch for branch in self.branches if "recall" in branch.may and branch.parent_id)

    @property
    def question(self) -> Question | None:
        """The question that waits for the requester."""
        return next((one for one in self.questions if one.settled_at is None), None)

    def below(self, branch: Branch) -> tuple[Branch, ...]:
        """What was referred from a branch."""
        return tuple(one for one in self.branches if one.parent_id == branch.branch_id)

    def held_up_by(self, branch: Branch) -> tuple[Branch, ...]:
        """What has to end before a branch can."""
        return tuple(one for one in self.below(branch) if one.is_work)

    def holds_up(self, branch: Branch) -> bool:
        """Whether a branch cannot end now: something below it is not done, or its own question waits."""
        question = self.question
        return bool(self.held_up_by(branch)) or (question is not None and question.branch_id == branch.branch_id)

    def offers(self, act: Act, branch: Branch | None) -> bool:
        """Whether somebody can do this now, holding that branch."""
        match act:
            case "recall":
                return bool(self.recallable)
            case "settle":
                return self.waiting and act in self.may
            case "note" | "assign":
                return act in self.may
            case "return" | "done":
                return branch is not None and act in branch.may and not self.holds_up(branch)
            case _:
                return branch is not None and act in branch.may


class Entry(Told):
    """A line of an inbox, or of a follow-up list, with the branches that it is there for."""

    submission_id: UUID
    number: str
    subject: str = ""
    requester_name: str = ""
    on_behalf_of: str = ""
    urgent: bool = False
    received_at: AwareDatetime
    unit_id: str
    waiting: bool = False
    branches: tuple[Branch, ...] = ()
    question: Question | None = None


class Count(Told):
    """How many there are, and whether there are more than that."""

    count: int
    more: bool = False


class Counts(Told):
    """How much waits for somebody, and for how much somebody waits."""

    all: Count
    running: Count
    waiting: Count
    late: Count
    given: Count
