"""The routing rules as an administrator looks at them: with what units and types are called, and who changed them."""

import asyncio
from collections.abc import Awaitable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from services.portal.model.administration import ToldUnit
from services.portal.model.rule_changes import Differences, rule_differences
from services.portal.model.rules import Rules
from services.portal.model.versions import VersionLine, WholeVersion
from services.portal.ports import Registry
from services.portal.ports.administration import Units
from services.portal.ports.in_versions import Rulebook
from shared.errors import TransientError
from shared.language import Text

Told = TypeVar("Told")


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What units and request types are called; no types when registry is away."""

    units: Mapping[str, ToldUnit]
    types: Mapping[str, Text]


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesSheet:
    """The rules of one version, and what tells them from the version before; None for the first."""

    version: WholeVersion
    rules: Rules
    changed: Differences | None
    named: Named


class Ruling:
    """The use cases of rules; what changes something is the port's own."""

    def __init__(self, *, rulebook: Rulebook, units: Units, registry: Registry) -> None:
        self.rulebook = rulebook
        self._units = units
        self._registry = registry

    async def in_force(self, token: str) -> RulesSheet:
        """The rules in force. Raises as `Rulebook` does."""
        version, named = await asyncio.gather(self.rulebook.latest(token), self.named())
        return RulesSheet(version=version, rules=Rules.model_validate(version.content), changed=None, named=named)

    async def version(self, token: str, number: int) -> RulesSheet:
        """The rules as they once were, and what was changed then. Raises as `Rulebook` does."""
        version, named = await asyncio.gather(self.rulebook.version(token, number), self.named())
        rules, changed = Rules.model_validate(version.content), None
        if number > 1:
            before = await self.rulebook.version(token, number - 1)
            changed = rule_differences(Rules.model_validate(before.content), rules)
        return RulesSheet(version=version, rules=rules, changed=changed, named=named)

    async def history(self, token: str) -> Sequence[VersionLine]:
        """Who changed the rules, newest first. Raises as `Rulebook` does."""
        return await self.rulebook.versions(token)

    async def named(self) -> Named:
        """What units and types are called. Raises `TransientError` without the units."""
        units, types = await asyncio.gather(self._units.all(), _or(self._registry.request_types(), ()))
        return Named(units={one.unit_id: one for one in units}, types={one.code: one.title for one in types})


async def _or(asked: Awaitable[Told], otherwise: Told) -> Told:
    """What is told; something else when its service is away, because the page is of use without it."""
    try:
        return await asked
    except TransientError:
        return otherwise
