"""Configuration in versions, by HTTP."""

from collections.abc import Mapping, Sequence
from typing import Any

import httpx
from pydantic import TypeAdapter

from services.portal.adapters.calling import Caller, read
from services.portal.model.letter_templates import TemplateShelf
from services.portal.model.trials import Trial
from services.portal.model.versions import VersionLine, WholeVersion
from services.portal.ports import Condition
from shared.language import OneLanguage

_SHELF = TypeAdapter(TemplateShelf)
_WHOLE, _LINES, _TRIAL = TypeAdapter(WholeVersion), TypeAdapter(tuple[VersionLine, ...]), TypeAdapter(Trial)


class HttpConfigured(Caller):
    """One piece of configuration of one service."""

    def __init__(self, client: httpx.AsyncClient, path: str) -> None:
        super().__init__(client)
        self._path = path

    async def latest(self, token: str) -> WholeVersion:
        """What is in force."""
        return await self.ask(token, self._path, _WHOLE)

    async def versions(self, token: str) -> Sequence[VersionLine]:
        """Who changed it, newest first."""
        return await self.ask(token, f"{self._path}/versions", _LINES)

    async def version(self, token: str, number: int) -> WholeVersion:
        """What it once was."""
        return await self.ask(token, f"{self._path}/versions/{number}", _WHOLE)

    async def put(
        self, token: str, content: Mapping[str, Any], why: str, condition: Condition, language: OneLanguage
    ) -> WholeVersion:
        """Put something else in force."""
        body = {"content": content, "why": why}
        return read(await self.tell(token, self._path, body, condition, method="PUT", language=language), _WHOLE)

    async def restore(
        self, token: str, number: int, why: str, condition: Condition, language: OneLanguage
    ) -> WholeVersion:
        """Put an older version in force again."""
        path = f"{self._path}/versions/{number}/restore"
        return read(await self.tell(token, path, {"why": why}, condition, language=language), _WHOLE)


class HttpRulebook(HttpConfigured):
    """Routing's rules."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        super().__init__(client, "/api/v1/routing-rules")

    async def preview(
        self, token: str, content: Mapping[str, Any], first: str, last: str, language: OneLanguage
    ) -> Trial:
        """What a draft would do otherwise."""
        body = {"content": content, "from": first or None, "to": last or None}
        return read(await self.tell(token, f"{self._path}/preview", body, language=language), _TRIAL)


class HttpLetterTemplates(Caller):
    """Routing's templates of letters."""

    async def shelf(self, token: str) -> TemplateShelf:
        """All of them."""
        return await self.ask(token, "/api/v1/letter-templates", _SHELF)

    def of(self, code: str) -> HttpConfigured:
        """One of them, in its versions."""
        return HttpConfigured(self._client, f"/api/v1/letter-templates/{code}")

    async def printed(
        self, token: str, code: str, content: Mapping[str, Any], unit_id: str, number: str, language: OneLanguage
    ) -> bytes:
        """A draft as PDF."""
        body = {"content": content, "unit_id": unit_id or None, "number": number or None}
        return (await self.tell(token, f"/api/v1/letter-templates/{code}/print", body, language=language)).content
