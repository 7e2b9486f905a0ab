"""Routing's letters and storage's vault, by HTTP."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from hashlib import sha256
from typing import BinaryIO, Final
from uuid import UUID

import httpx
from pydantic import TypeAdapter

from services.portal.adapters.calling import Caller, headers, read, sound
from services.portal.model.asked import Told
from services.portal.model.beginnings import Template
from services.portal.model.letters import Act, Filled, Letter, LetterLine
from services.portal.model.shelves import ShelfLook
from services.portal.ports import Condition, Listed
from shared.errors import TransientError

LIMIT: Final = 50
"""Lines of a page of a shelf."""
_PIECE: Final = 256 * 1024
_PATHS: Final[Mapping[Act, str]] = {"deliver": "deliveries"}


class _Lines(Told):
    letters: tuple[LetterLine, ...]
    next: str | None = None


class _Templates(Told):
    templates: tuple[Template, ...]


class _Done(Told):
    letter_id: UUID
    version: int


_LINES, _LETTER, _DONE = TypeAdapter(_Lines), TypeAdapter(Letter), TypeAdapter(_Done)
_TEMPLATES, _FILLED = TypeAdapter(_Templates), TypeAdapter(Filled)


class HttpLetters(Caller):
    """Routing."""

    async def shelf(self, token: str, look: ShelfLook) -> Listed[LetterLine]:
        """Letters on a shelf."""
        page = await self.ask(token, "/api/v1/letters", _LINES, limit=LIMIT, **look.asked)
        return Listed(lines=page.letters, after=page.next or "")

    async def of_matter(self, token: str, number: str) -> Sequence[LetterLine]:
        """The letters of a transaction."""
        return (await self.ask(token, "/api/v1/letters", _LINES, number=number)).letters

    async def letter(self, token: str, letter_id: UUID) -> Letter:
        """One letter."""
        return await self.ask(token, f"/api/v1/letters/{letter_id}", _LETTER)

    async def preview(self, token: str, letter_id: UUID) -> bytes:
        """A letter that is not issued yet, as PDF."""
        return sound(await self._send("GET", f"/api/v1/letters/{letter_id}/preview", headers(token))).content

    async def templates(self, token: str) -> Sequence[Template]:
        """The beginnings of letters that there are."""
        return (await self.ask(token, "/api/v1/letter-templates", _TEMPLATES)).templates

    async def filled(self, token: str, code: str, unit_id: str, number: str | None) -> Filled:
        """A template, filled in."""
        body = {"unit_id": unit_id, "number": number}
        return read(await self.tell(token, f"/api/v1/letter-templates/{code}/preview", body), _FILLED)

    async def draft(self, token: str, body: Mapping[str, object], key: str) -> UUID:
        """Begin a letter."""
        return read(await self.tell(token, "/api/v1/letters", body, Condition(key=key)), _DONE).letter_id

    async def edit(self, token: str, letter_id: UUID, body: Mapping[str, object], condition: Condition) -> int:
        """Write a draft anew."""
        return read(await self.tell(token, f"/api/v1/letters/{letter_id}/editions", body, condition), _DONE).version

    async def do(self, token: str, letter_id: UUID, act: Act, body: Mapping[str, object], condition: Condition) -> None:
        """Change a letter."""
        await self.tell(token, f"/api/v1/letters/{letter_id}/{_PATHS.get(act, act)}", body or None, condition)


class HttpKeeping(Caller):
    """Storage, for what is put into it."""

    async def keep(self, token: str, content: BinaryIO) -> str:
        """Put a file into the vault. It goes through in pieces; there is never a whole one in memory."""
        digest, size = await asyncio.to_thread(_measured, content)
        told = headers(token) | {"Content-Length": str(size)}
        try:
            answer = await self._client.put(f"/api/v1/blobs/{digest}", content=_pieces(content), headers=told)
        except httpx.HTTPError as error:
            raise TransientError(f"storage: {type(error).__name__}") from error
        sound(answer)
        return digest


def _measured(content: BinaryIO) -> tuple[str, int]:
    content.seek(0)
    digest, size = sha256(), 0
    while piece := content.read(_PIECE):
        digest.update(piece)
        size += len(piece)
    return digest.hexdigest(), size


async def _pieces(content: BinaryIO) -> AsyncIterator[bytes]:
    content.seek(0)
    while piece := await asyncio.to_thread(content.read, _PIECE):
        yield piece
