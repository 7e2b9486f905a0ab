"""A scenario on its way: what was done, and what is known of it."""

from dataclasses import dataclass, field
from typing import Any

from deploy.demo.mailroom import Notice
from deploy.demo.scenarios import Decision, Reply, Scenario, Step, Supplement


@dataclass(slots=True, kw_only=True)
class Case:
    """One scenario. What is unknown is empty."""

    scenario: Scenario
    taken: int = 0
    """Steps taken."""
    acted_at: float = 0.0
    """When the last step was taken, as Unix time."""
    hashes: list[str] = field(default_factory=list)
    """SHA-256 of every mail that was sent, in hexadecimal."""
    submissions: set[str] = field(default_factory=set)
    """Ids of the submissions that it became: one, if all is well."""
    token: str = ""
    notices: list[Notice] = field(default_factory=list)
    state: str = ""
    tracked: dict[str, Any] = field(default_factory=dict)
    """The public tracking of it."""
    matter: dict[str, Any] = field(default_factory=dict)
    """The registry's view for staff."""
    entered: str = ""
    """The number under which the book has one of the mails."""
    registered_after: float = 0.0
    """When the last step before the notice with the number was taken."""
    problems: list[str] = field(default_factory=list)
    """What went wrong on the way; with any of them it is over."""

    @property
    def next_step(self) -> Step | None:
        """What is to be done, or None when all was done."""
        steps = self.scenario.steps
        return steps[self.taken] if self.taken < len(steps) else None

    @property
    def submission(self) -> str:
        """The id of the one submission; empty while there is none."""
        return min(self.submissions, default="")

    @property
    def number(self) -> str:
        """The transaction number, from whoever said it first."""
        told = next((notice.number for notice in self.notices if notice.number), "")
        return str(told or self.tracked.get("number") or self.matter.get("number") or self.entered)

    @property
    def kinds(self) -> list[str]:
        """The notices that came, in their order."""
        return [notice.kind for notice in self.notices]

    @property
    def seconds(self) -> float | None:
        """From the last thing sent or decided before it to the notice with the number; None without such a notice."""
        told = next((notice.at for notice in self.notices if notice.kind == "registered"), None)
        return None if told is None or not self.registered_after else max(0.0, told - self.registered_after)

    def hear(self, notice: Notice) -> None:
        """Take in a notice."""
        if notice.kind == "registered" and not self.registered_after:
            self.registered_after = self.acted_at
        self.notices.append(notice)
        self.submissions.add(notice.submission)
        self.token = self.token or notice.token

    def is_due(self, step: Step) -> bool:
        """Whether what the step waits for has happened."""
        match step:
            case Reply():
                return self.answered(step) is not None
            case Decision():
                return self.state == "undecided" and bool(self.submission)
            case Supplement():
                return self.state == "incomplete" and bool(self.token)
            case _:
                return True

    def answered(self, reply: Reply) -> Notice | None:
        """The notice that a reply answers: the second reply to a kind answers its second notice."""
        earlier = sum(
            isinstance(step, Reply) and step.after == reply.after for step in self.scenario.steps[: self.taken]
        )
        notices = [notice for notice in self.notices if notice.kind == reply.after]
        return notices[earlier] if len(notices) > earlier else None
