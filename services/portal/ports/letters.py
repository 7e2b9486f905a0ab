"""What the portal needs of the services behind it for letters."""

from collections.abc import Mapping, Sequence
from typing import BinaryIO, Protocol
from uuid import UUID

from services.portal.model.beginnings import Template
from services.portal.model.letters import Act, Filled, Letter, LetterLine
from services.portal.model.shelves import ShelfLook
from services.portal.ports.clerks import Condition, Listed


class Letters(Protocol):
    """Routing's letters. Every call is made with the person's own token.

    All raise `SignInNeededError`, `ForbiddenError`, `TransientError`; what changes something also `RefusedError` with the
    service's code, such as `stale-version` or `letter-state`.
    """

    async def shelf(self, token: str, look: ShelfLook) -> Listed[LetterLine]:
        """Letters on a shelf."""
        ...

    async def of_matter(self, token: str, number: str) -> Sequence[LetterLine]:
        """The letters of a transaction, oldest first. Raises `NotFoundError`."""
        ...

    async def letter(self, token: str, letter_id: UUID) -> Letter:
        """One letter. Raises `NotFoundError`, also for what is not the person's to see."""
        ...

    async def preview(self, token: str, letter_id: UUID) -> bytes:
        """A letter that is not issued yet, as PDF. Raises `NotFoundError`, `RefusedError` for an issued one."""
        ...

    async def templates(self, token: str) -> Sequence[Template]:
        """The beginnings of letters that there are."""
        ...

    async def filled(self, token: str, code: str, unit_id: str, number: str | None) -> Filled:
        """A template for a letter of a unit, about a transaction if one is named. Raises `NotFoundError`."""
        ...

    async def draft(self, token: str, body: Mapping[str, object], key: str) -> UUID:
        """Begin a letter; the same key again is the same letter. Raises `NotFoundError` for what is not the person's."""
        ...

    async def edit(self, token: str, letter_id: UUID, body: Mapping[str, object], condition: Condition) -> int:
        """Write a draft anew; gives the version that it has now. Raises `NotFoundError`."""
        ...

    async def do(self, token: str, letter_id: UUID, act: Act, body: Mapping[str, object], condition: Condition) -> None:
        """Change a letter. Raises `NotFoundError` for what is not the person's to do."""
        ...


class Keeping(Protocol):
    """Storage, which keeps what is to be enclosed; raises as `Letters` does."""

    async def keep(self, token: str, content: BinaryIO) -> str:
        """Put a file into the vault; gives the SHA-256 that it is found by."""
        ...
