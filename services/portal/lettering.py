"""What those do who write, approve and dispatch letters."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO
from uuid import UUID

from services.portal.model.beginnings import Template
from services.portal.model.letters import Act, Filled, Kind, Letter, LetterLine
from services.portal.model.shelves import ShelfLook
from services.portal.ports import Condition, Keeping, Letters, Listed
from shared.errors import ForbiddenError, NotFoundError, TransientError


@dataclass(frozen=True, slots=True, kw_only=True)
class Blank:
    """A letter that nobody has begun, of a kind, by a unit; `number` is of the transaction that it is about."""

    kind: Kind
    unit_id: str
    number: str | None = None


class Lettering:
    """The use cases of letters. Every service is asked with the person's own token."""

    def __init__(self, *, letters: Letters, keeping: Keeping) -> None:
        self._letters = letters
        self._keeping = keeping

    async def shelf(self, token: str, look: ShelfLook) -> Listed[LetterLine]:
        """Letters on a shelf. Raises `SignInNeededError`, `ForbiddenError`, `TransientError`."""
        return await self._letters.shelf(token, look)

    async def to_approve(self, token: str) -> tuple[LetterLine, ...]:
        """What waits for the asker's approval, longest first; empty when it cannot be had, or is nobody's to approve."""
        try:
            return tuple((await self._letters.shelf(token, ShelfLook(shelf="to-approve"))).lines)
        except (TransientError, ForbiddenError):
            return ()

    async def of_matter(self, token: str, number: str) -> Sequence[LetterLine] | None:
        """The letters of a transaction; None when they cannot be had: its page is of use without them."""
        try:
            return await self._letters.of_matter(token, number)
        except (TransientError, NotFoundError):
            return None

    async def letter(self, token: str, letter_id: UUID) -> Letter:
        """One letter. Raises `NotFoundError`, `SignInNeededError`, `ForbiddenError`, `TransientError`."""
        return await self._letters.letter(token, letter_id)

    async def templates(self, token: str, kind: Kind, request_type: str | None) -> Sequence[Template]:
        """The beginnings that there are for such a letter; none while they cannot be had."""
        try:
            found = await self._letters.templates(token)
        except TransientError:
            return ()
        return [one for one in found if one.fits(kind, request_type)]

    async def begun(self, token: str, code: str, blank: Blank) -> Filled | None:
        """A template filled in; None for an empty beginning. Raises `NotFoundError` for a template that there is not."""
        if not code:
            return None
        if code not in {one.code for one in await self._letters.templates(token)}:
            raise NotFoundError(code)
        return await self._letters.filled(token, code, blank.unit_id, blank.number)

    async def keep(self, token: str, files: Sequence[BinaryIO]) -> Sequence[str]:
        """Put files into the vault, in order; gives their hashes. Raises `RefusedError`, `TransientError`."""
        return await asyncio.gather(*(self._keeping.keep(token, one) for one in files))

    async def draft(self, token: str, body: Mapping[str, object], key: str) -> UUID:
        """Begin a letter, once. Raises `RefusedError`, `NotFoundError`, `SignInNeededError`, `TransientError`."""
        return await self._letters.draft(token, body, key)

    async def edit(self, token: str, letter_id: UUID, body: Mapping[str, object], condition: Condition) -> int:
        """Write a draft anew; gives its version then. Raises the same."""
        return await self._letters.edit(token, letter_id, body, condition)

    async def act(
        self, token: str, letter_id: UUID, act: Act, body: Mapping[str, object], condition: Condition
    ) -> None:
        """Change a letter. Raises the same."""
        await self._letters.do(token, letter_id, act, body, condition)
