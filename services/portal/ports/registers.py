"""What the portal needs of registry for those who read the books."""

from collections.abc import Sequence
from typing import Protocol

from services.portal.model.registers import Book, BookOfYear, Check, Line, VoidLine
from services.portal.ports.clerks import Listed


class Registers(Protocol):
    """The books. Every call is made with the person's own token.

    All raise `SignInNeededError` when the token is not taken any more, `ForbiddenError`, `TransientError`.
    """

    async def lines(self, token: str, book: Book, year: int, after: str, limit: int) -> Listed[Line]:
        """Lines in order, from a place on."""
        ...

    async def books(self, token: str) -> Sequence[BookOfYear]:
        """Every book of every year that has a line."""
        ...

    async def check(self, token: str, book: Book, year: int) -> Check:
        """Have a book read from its first line to its last."""
        ...

    async def voids(self, token: str, book: Book, year: int, after: str, limit: int) -> Listed[VoidLine]:
        """Void lines in order, from a place on."""
        ...
