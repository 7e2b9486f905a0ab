"""What the portal needs of registry for those who read the books."""

from typing import Protocol

from services.portal.model.registers import Book, Line
from services.portal.ports.clerks import Listed


class Registers(Protocol):
    """The books. Every call is made with the person's own token.

    All raise `SignInNeededError` when the token is not taken any more, `ForbiddenError`, `TransientError`.
    """

    async def lines(self, token: str, book: Book, year: int, after: str, limit: int) -> Listed[Line]:
        """Lines in order, from a place on."""
        ...
