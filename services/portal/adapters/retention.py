"""Storage's retention by HTTP."""

from collections.abc import Sequence
from typing import Final
from urllib.parse import quote

import httpx
from pydantic import TypeAdapter

from services.portal.adapters.calling import headers, read, sound
from services.portal.adapters.in_versions import HttpConfigured
from services.portal.model.retention import Disposal, DisposalPage, DuePage, Hold, HoldPage
from services.portal.ports import Condition
from shared.errors import NotFoundError
from shared.language import OneLanguage

_DUE, _DISPOSAL, _DISPOSALS = TypeAdapter(DuePage), TypeAdapter(Disposal), TypeAdapter(DisposalPage)
_HOLDS, _HISTORY = TypeAdapter(HoldPage), TypeAdapter(tuple[Hold, ...])
_HERE: Final = "/api/v1/retention"
_MOST: Final = 50


class HttpRetention(HttpConfigured):
    """Storage's retention."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        super().__init__(client, f"{_HERE}/classes")

    async def due(self, token: str, class_code: str, after: str) -> DuePage:
        """What is due of a class, without the counts; of all where none is named."""
        asked = {"class": class_code, "counts": "false"}
        return await self.ask(token, f"{_HERE}/due", _DUE, after=after, limit=_MOST, **asked)

    async def counted(self, token: str) -> DuePage:
        """How much is due of every class, with hardly a line of it."""
        return await self.ask(token, f"{_HERE}/due", _DUE, limit=1)

    async def confirm(
        self, token: str, numbers: Sequence[str], why: str, condition: Condition, language: OneLanguage
    ) -> Disposal:
        """Confirm that the documents of these are deleted."""
        body = {"numbers": list(numbers), "why": why}
        return read(await self.tell(token, f"{_HERE}/disposals", body, condition, language=language), _DISPOSAL)

    async def disposals(self, token: str, after: str) -> DisposalPage:
        """What was confirmed, newest first."""
        return await self.ask(token, f"{_HERE}/disposals", _DISPOSALS, after=after)

    async def holds(self, token: str, after: int) -> HoldPage:
        """What is held."""
        return await self.ask(token, f"{_HERE}/holds", _HOLDS, after=after, limit=_MOST)

    async def hold(self, token: str, number: str, why: str, key: str, language: OneLanguage) -> None:
        """Hold a transaction, whatever was said of it before."""
        path = _of(number)
        try:
            version = str((await self.ask(token, path, _HISTORY))[0].said.number)
        except NotFoundError:
            version = ""
        condition = Condition(key=key, version=version)
        await self.tell(token, path, {"why": why}, condition, method="PUT", language=language)

    async def release(self, token: str, number: str, why: str, condition: Condition, language: OneLanguage) -> None:
        """Hold it no longer."""
        said = headers(token) | {
            "Accept-Language": language,
            "Idempotency-Key": condition.key,
            "If-Match": f'"{condition.version}"',
        }
        sound(await self._send("DELETE", _of(number), said, params={"why": why}))


def _of(number: str) -> str:
    return f"{_HERE}/holds/{quote(number, safe='')}"
