"""What the portal needs of the services behind it for numbers of the work."""

from dataclasses import dataclass
from typing import Protocol

from services.portal.model.numbers import By, HeldPageTold, SpreadsTold, TableTold
from shared.reports import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which lines are counted; an empty text: whatever it is."""

    unit: str = ""
    request_type: str = ""
    channel: str = ""


class BookNumbers(Protocol):
    """Registry's numbers. Every call is made with the person's own token, and tells what that person may see.

    All raise `SignInNeededError` when the token is not taken any more, `ForbiddenError`, `TransientError`.
    """

    async def lines(self, token: str, period: Period, by: By, filters: Filters) -> TableTold:
        """Lines of the books that were registered."""
        ...

    async def arrived(self, token: str, period: Period, by: By) -> TableTold:
        """What was received, by its state now."""
        ...

    async def times_to_register(self, token: str, period: Period, by: By, filters: Filters) -> SpreadsTold:
        """Minutes from receipt to number."""
        ...


class WorkNumbers(Protocol):
    """Routing's numbers; raises as `BookNumbers` does."""

    async def referred(self, token: str, period: Period, by: By) -> TableTold:
        """What was referred."""
        ...

    async def open_work(self, token: str) -> HeldPageTold:
        """What is open and late now, by unit."""
        ...

    async def holders(self, token: str) -> HeldPageTold:
        """Who has what now, since when."""
        ...

    async def times_to_answer(self, token: str, period: Period) -> SpreadsTold:
        """Working days from receipt to the end of all work, by unit."""
        ...
