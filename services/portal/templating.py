"""Templates of letters as an administrator looks at them: in their versions, and as the letter that they would begin."""

import asyncio
from base64 import b64encode
from collections.abc import Awaitable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from services.portal.errors import NotDrawnError
from services.portal.model.administration import ToldUnit
from services.portal.model.letter_templates import LetterTemplate, TemplateChange, TemplateShelf, template_differences
from services.portal.model.versions import VersionLine, WholeVersion
from services.portal.ports import Drawing, Registry
from services.portal.ports.administration import Units
from services.portal.ports.in_versions import LetterTemplates
from shared.errors import NotFoundError, TransientError
from shared.language import OneLanguage, Text

Told = TypeVar("Told")
MOST_PAGES: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateSheet:
    """A version of a template, and what tells it from the one before; None for the first."""

    version: WholeVersion
    template: LetterTemplate
    changed: Sequence[TemplateChange] | None
    history: Sequence[VersionLine]


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What a form offers: fields of a letter, units and types with their names; no types while registry is away."""

    fields: tuple[str, ...]
    units: Mapping[str, ToldUnit]
    types: Mapping[str, Text]


class LetterTemplating:
    """The use cases of templates; what changes something is the port's own."""

    def __init__(self, *, templates: LetterTemplates, units: Units, registry: Registry, drawing: Drawing) -> None:
        self.templates = templates
        self._units = units
        self._registry = registry
        self._drawing = drawing

    async def shelf(self, token: str) -> TemplateShelf:
        """All templates. Raises as `LetterTemplates` does."""
        return await self.templates.shelf(token)

    async def sheet(self, token: str, code: str, number: int | None = None) -> TemplateSheet:
        """A version of a template, without a number the one in force. Raises as `LetterTemplates` does."""
        kept = self.templates.of(code)
        version, history = await asyncio.gather(
            kept.latest(token) if number is None else kept.version(token, number), kept.versions(token)
        )
        template, changed = LetterTemplate.model_validate(version.content), None
        if version.number > 1:
            before = await kept.version(token, version.number - 1)
            changed = template_differences(LetterTemplate.model_validate(before.content), template)
        return TemplateSheet(version=version, template=template, changed=changed, history=history)

    async def surroundings(self, token: str) -> Surroundings:
        """What a form offers. Raises as `LetterTemplates` does."""
        shelf, units, types = await asyncio.gather(
            self.templates.shelf(token), self._units.all(), _or(self._registry.request_types(), ())
        )
        return Surroundings(
            fields=shelf.fields,
            units={one.unit_id: one for one in units if one.active and one.kind != "service-office"},
            types={one.code: one.title for one in types},
        )

    async def pictures(
        self, token: str, template: LetterTemplate, unit_id: str, number: str, language: OneLanguage
    ) -> Sequence[str]:
        """The first pages of the letter that a draft would begin, as data in addresses: nothing of it is kept.

        Raises `NotFoundError` for a transaction that is not the person's to see, `NotDrawnError`, and as
        `LetterTemplates` does.
        """
        if not template.code:
            raise NotFoundError
        pdf = await self.templates.printed(token, template.code, template.content, unit_id, number, language)
        pages = min(await self._drawing.count(pdf), MOST_PAGES)
        if not pages:
            raise NotDrawnError
        drawn = [await self._drawing.page(pdf, number) for number in range(1, pages + 1)]
        return [f"data:image/jpeg;base64,{b64encode(one).decode()}" for one in drawn]


async def _or(asked: Awaitable[Told], otherwise: Told) -> Told:
    """What is told; something else when its service is away, because the page is of use without it."""
    try:
        return await asked
    except TransientError:
        return otherwise
