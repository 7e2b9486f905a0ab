"""What the portal needs of the services behind it for agents. Every call is made with the person's own token.

All raise `SignInNeededError` when the token is not taken any more, `NotFoundError` for what another office handed in,
`TransientError`; those that change something `RefusedError` with the service's code.
"""

from typing import Protocol
from uuid import UUID

from services.portal.model import Handover
from services.portal.model.counter import Call, CallOutcome, CounterAccepted, CounterForm, CounterLine, HandedIn
from services.portal.model.handed import Added
from services.portal.ports.clerks import Condition, Listed


class CounterDoor(Protocol):
    """Intake as agents use it."""

    async def form(self, token: str) -> CounterForm:
        """What is asked about the person."""
        ...

    async def submit(self, token: str, request_type: str, office: str, handover: Handover) -> CounterAccepted:
        """Hand something in for somebody. Raises `AnswerMissingError` when it may have arrived."""
        ...

    async def complete(self, token: str, submission_id: UUID, handover: Handover) -> Added:
        """Add to something that the office handed in. Raises the same."""
        ...

    async def handed_in(self, token: str, submission_id: UUID) -> HandedIn:
        """Something that the office handed in."""
        ...


class CounterLines(Protocol):
    """Registry as agents use it."""

    async def lines(self, token: str, wanted: str, after: str, *, mine: bool) -> Listed[CounterLine]:
        """What the office handed in, or the agent himself, latest first; all of it, or what fits the words."""
        ...


class CallList(Protocol):
    """Notify as whoever calls people uses it."""

    async def waiting(self, token: str, after: str) -> Listed[Call]:
        """Who waits for a call, urgent first, then oldest."""
        ...

    async def note(self, token: str, notice_id: UUID, outcome: CallOutcome, remark: str, condition: Condition) -> None:
        """Note what came of a call."""
        ...
