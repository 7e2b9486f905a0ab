"""Retention as an administrator looks at it."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.portal.model.retention import ClassChange, class_changes, titles
from services.portal.model.versions import VersionLine, WholeVersion
from services.portal.ports import Registry
from services.portal.ports.retention import Retention
from shared.errors import ForbiddenError, TransientError
from shared.language import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassSheet:
    """The classes of one version, and what tells them from the version before; None for the first."""

    version: WholeVersion
    changed: Sequence[ClassChange] | None
    history: Sequence[VersionLine]


class Retaining:
    """The use cases of retention; what changes something is the port's own."""

    def __init__(self, *, retention: Retention, registry: Registry) -> None:
        self.retention = retention
        self._registry = registry

    async def sheet(self, token: str, number: int | None = None) -> ClassSheet:
        """The classes of a version, without a number those in force. Raises as `Retention` does."""
        kept = self.retention
        version, history = await asyncio.gather(
            kept.latest(token) if number is None else kept.version(token, number), kept.versions(token)
        )
        changed = None
        if number is not None and number > 1:
            before = await kept.version(token, number - 1)
            changed = class_changes(before.content, version.content)
        return ClassSheet(version=version, changed=changed, history=history)

    async def titles(self, token: str) -> Mapping[str, Text]:
        """What classes are called; nothing while storage is away, because a page is of use without it."""
        try:
            return titles((await self.retention.latest(token)).content)
        except (TransientError, ForbiddenError):
            return {}

    async def types(self) -> Mapping[str, Text]:
        """What request types are called; nothing while registry is away."""
        try:
            return {one.code: one.title for one in await self._registry.request_types()}
        except TransientError:
            return {}
