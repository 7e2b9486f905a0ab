"""Templates are offered, and filled for a letter that somebody is about to write."""

from collections.abc import Mapping, Sequence

from services.routing import rights as of_routes
from services.routing.known_units import UnitWatch
from services.routing.letters import rights
from services.routing.letters.errors import UnknownTemplateError
from services.routing.letters.templates import CurrentTemplates, Filled, NumberedTemplate, fill, values
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
        templates: CurrentTemplates,
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

    def templates(self) -> Sequence[NumberedTemplate]:
        """All templates, also those that are not offered any more, by code."""
        return [one for _, one in sorted(self._templates.current.items())]

    async def filled(
        self, person: Person, code: str, *, unit_id: str, number: str | None
    ) -> tuple[int, Mapping[OneLanguage, Filled]]:
        """A template for a letter of a unit, about a transaction if one is named: its version, and its words by language.

        Raises `UnknownTemplateError`, `NotFoundError` for a unit or a transaction that is absent or not the person's.
        """
        found = self._templates.current.get(code)
        if found is None or not found.template.active:
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
        for language, words in found.template.wordings.items():
            known_values = values(language, route=route, unit=unit, organisation=self._organisation, now=now)
            filled[language] = Filled(subject=fill(words.subject, known_values), body=fill(words.body, known_values))
        return found.number, filled
