"""What the portal needs of the services behind it for those who work on transactions."""

from collections.abc import Mapping, Sequence
from typing import Protocol
from uuid import UUID

from services.portal.model.clerks import DeskMatter
from services.portal.model.colleagues import Colleague, Unit
from services.portal.model.looking import Look
from services.portal.model.related import Related
from services.portal.model.work import Act, Counts, Entry, Work
from services.portal.ports.clerks import Condition, Listed


class Works(Protocol):
    """Routing as those use it who hold work. Every call is made with the person's own token.

    All raise `SignInNeededError`, `ForbiddenError`, `TransientError`; what changes something also `RefusedError` with the
    service's code, such as `stale-version` or `open-work-below`.
    """

    async def inbox(self, token: str, look: Look) -> Listed[Entry]:
        """What waits for a person, urgent first, then by due date."""
        ...

    async def follow_up(self, token: str, look: Look) -> Listed[Entry]:
        """What a person, or the person's units, wait for: referred to others, or asked of the requester."""
        ...

    async def counts(self, token: str, look: Look) -> Counts:
        """How much there is of each, whatever is shown of it."""
        ...

    async def work(self, token: str, number: str) -> Work:
        """A transaction with all work on it. Raises `NotFoundError`, also for what is not the person's to see."""
        ...

    async def do(
        self,
        token: str,
        number: str,
        act: Act,
        branch_id: UUID | None,
        body: Mapping[str, object],
        condition: Condition,
    ) -> None:
        """Change something. Raises `NotFoundError` for what is not the person's to do."""
        ...


class Relations(Protocol):
    """Routing's links between transactions; raises as `Works` does."""

    async def related(self, token: str, number: str) -> Sequence[Related]:
        """What a transaction is linked with now. Raises `NotFoundError`."""
        ...

    async def link(self, token: str, number: str, other: str, note: str, condition: Condition) -> None:
        """Link two. Raises `NotFoundError` where one of them is absent or not the person's to see."""
        ...

    async def unlink(self, token: str, number: str, other: str, reason: str, condition: Condition) -> None:
        """Part two; the version of the condition is the link's. Raises `NotFoundError`."""
        ...


class Transactions(Protocol):
    """Registry as those use it who work on transactions; raises as `Works` does."""

    async def transaction(self, token: str, number: str) -> DeskMatter | None:
        """What arrived, and what was made of it; None as long as registry has not heard that the person may see it."""
        ...


class Colleagues(Protocol):
    """Directory: units, and who works there; both may be a minute old."""

    async def units(self) -> Mapping[str, Unit]:
        """Units by code, in directory's order. Raises `TransientError`."""
        ...

    async def colleagues(self, token: str) -> Sequence[Colleague]:
        """Everybody who works here, or did. Raises as `Works` does."""
        ...
