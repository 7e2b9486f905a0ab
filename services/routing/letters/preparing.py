"""Templates are offered, and filled for a letter that somebody is about to write."""

from collections.abc import Mapping, Sequence

from services.routing import rights as of_routes
from services.routing.known_units import UnitWatch
from services.routing.letters import rights
from services.routing.letters.errors import UnknownTemplateError
from services.routing.letters.templates import Filled, Template, fill, values
from services.routing.ports import Routes
from services.routing.rights import Person
from shared.clock import Clock
from shared.errors import NotFoundError
from shared.language import OneLanguage, Text


class Preparing:
    """Fills templates."""

    def __init__(
        self,
        *,
        templates: Mapping[str, Template],
        routes: Routes,
        units: UnitWatch,
        organisation: Text,
        clock: Clock,
    ) -> None:
        self._templates = templates
        self._routes = routes
        self._units = units
        self._organisation = organisation
        self._clock = clock

    def templates(self) -> Sequence[Template]:
        """All templates, by code."""
        return [self._templates[code] for code in sorted(self._templates)]

    async def filled(
        self, person: Person, code: str, *, unit_id: str, number: str | None
    ) -> Mapping[OneLanguage, Filled]:
        """A template for a letter of a unit, about a transaction if one is named; by language.

        Raises `UnknownTemplateError`, `NotFoundError` for a unit or a transaction that is absent or not the person's.
        """
        template = self._templates.get(code)
        if template is None:
            raise UnknownTemplateError(code)
        known = await self._units.with_all([unit_id])
        if unit_id not in known.by_id:
            raise NotFoundError(unit_id)
        rights.check_writes_for(person, unit_id)
        route = None
        if number is not None:
            route = await self._routes.by_number(number)
            if route is None:
                raise NotFoundError(number)
            of_routes.check(person, "see", route)
        unit, now = known.by_id[unit_id], self._clock.now()
        filled: dict[OneLanguage, Filled] = {}
        for language, words in template.wordings.items():
            known_values = values(language, route=route, unit=unit, organisation=self._organisation, now=now)
            filled[language] = Filled(subject=fill(words.subject, known_values), body=fill(words.body, known_values))
        return filled
