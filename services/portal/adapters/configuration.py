"""Registry as administrators need it to configure request types."""

import asyncio
from collections.abc import Sequence
from typing import Final

from pydantic import TypeAdapter

from services.portal.adapters.calling import Caller, read
from services.portal.model.configuration import Content, PreviewTold, ToldVersion, TypeLine
from services.portal.ports import Condition
from shared.language import OneLanguage

SHOWN: Final = 12
"""Versions whose differences are shown; what is older is still there."""

_LINES, _PREVIEW = TypeAdapter(tuple[TypeLine, ...]), TypeAdapter(PreviewTold)
_VERSION, _VERSIONS = TypeAdapter(ToldVersion), TypeAdapter(tuple[ToldVersion, ...])
_PATH: Final = "/api/v1/request-types"


class HttpTypeConfiguration(Caller):
    """Registry's request types."""

    async def all(self) -> Sequence[TypeLine]:
        """Every type, retired ones among them."""
        return await self.ask("", _PATH, _LINES, retired="true")

    async def one(self, token: str, code: str) -> ToldVersion:
        """A type as its latest version says it."""
        return await self.ask(token, f"{_PATH}/{code}", _VERSION)

    async def versions(self, token: str, code: str) -> Sequence[ToldVersion]:
        """Its latest versions with their contents, newest first."""
        latest = (await self.ask(token, f"{_PATH}/{code}/versions", _VERSIONS))[:SHOWN]
        asked = (self.ask(token, f"{_PATH}/{code}/versions/{one.number}", _VERSION) for one in latest)
        return await asyncio.gather(*asked)

    async def put(
        self, token: str, code: str, content: Content, why: str, condition: Condition, language: OneLanguage
    ) -> ToldVersion:
        """Put a type in force."""
        body = {"content": content, "why": why}
        path = f"{_PATH}/{code}"
        return read(await self.tell(token, path, body, condition, method="PUT", language=language), _VERSION)

    async def restore(self, token: str, code: str, number: int, why: str, condition: Condition) -> ToldVersion:
        """Put an older version in force again."""
        path = f"{_PATH}/{code}/versions/{number}/restore"
        return read(await self.tell(token, path, {"why": why}, condition), _VERSION)

    async def preview(self, token: str, code: str, content: Content, language: OneLanguage) -> PreviewTold:
        """What a draft would have made of what came in the last month."""
        path = f"{_PATH}/{code}/preview"
        return read(await self.tell(token, path, {"content": content}, language=language), _PREVIEW)
