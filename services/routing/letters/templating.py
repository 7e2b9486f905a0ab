"""The templates of letters as administrators see, try and change them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.routing import rights as of_routes
from services.routing.known_units import UnitWatch
from services.routing.letters.ports import Printer
from services.routing.letters.sampling import sample_letter
from services.routing.letters.sheet import Letterhead
from services.routing.letters.templates import (
    KIND,
    NumberedTemplate,
    Template,
    read_template,
    template_content,
    templates_in_force,
)
from services.routing.model import Route
from services.routing.ports import Routes
from services.routing.rights import Person
from shared.clock import Clock
from shared.errors import NotFoundError, TransientError
from shared.versions import Change, Changing, Content, InForce, Version, Versions

TemplatesInForce = InForce[Template, Mapping[str, NumberedTemplate]]


def templates_kept_in(versions: Versions) -> TemplatesInForce:
    """The templates in force, as this process knows them."""
    return InForce(versions, KIND, read=read_template, together=templates_in_force)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """For whom a draft is printed: a unit, and a transaction if one is named; else as if there were one."""

    unit_id: str | None = None
    number: str | None = None


class Templating:
    """Shows, tries and changes templates."""

    def __init__(
        self,
        *,
        versions: Versions,
        in_force: TemplatesInForce,
        routes: Routes,
        units: UnitWatch,
        printer: Printer,
        letterhead: Letterhead,
        clock: Clock,
    ) -> None:
        self._in_force = in_force
        self._routes = routes
        self._units = units
        self._printer = printer
        self._letterhead = letterhead
        self._clock = clock
        self._changing = Changing(versions=versions, in_force=in_force, clock=clock, check=_checked)

    def latest(self, code: str) -> Version:
        """The version of a template that is in force. Raises `NotFoundError`."""
        found = self._in_force.history.latest(code)
        if found is None:
            raise NotFoundError(code)
        return found

    def versions(self, code: str) -> Sequence[Version]:
        """All versions of a template, newest first. Raises `NotFoundError`."""
        self.latest(code)
        return tuple(reversed(self._in_force.history.of(code)))

    def version(self, code: str, number: int) -> Version:
        """One of them. Raises `NotFoundError`."""
        found = self._in_force.history.version(code, number)
        if found is None:
            raise NotFoundError(f"{code} {number}")
        return found

    async def put(self, code: str, content: Content, change: Change) -> Version:
        """Put a template in force as it is to be, or a new one. Raises as `Changing.put` does."""
        return await self._changing.put(code, content, change)

    async def restore(self, code: str, number: int, change: Change) -> Version:
        """Put an older version in force again. Raises as `Changing.restore` does."""
        return await self._changing.restore(code, number, change)

    async def pdf(self, person: Person, code: str, content: Content, sample: Sample) -> bytes:
        """A draft as the letter that it would begin; nothing is kept.

        Raises `InvalidContentError`, `NotFoundError` for a unit that is not there or a transaction that is not the
        person's to see, `NotPrintedError`, `TransientError`.
        """
        template = read_template(code, self._changing.checked(code, content))
        route = await self._route(person, sample.number)
        unit_id = sample.unit_id or (route.unit_id if route else self._documents_department())
        known = await self._units.with_all([unit_id])
        unit = known.by_id.get(unit_id)
        if unit is None:
            raise NotFoundError(unit_id)
        now = self._clock.now()
        letter = sample_letter(template, person.by, unit, route, self._letterhead, now)
        return await self._printer.pdf(self._letterhead.sheet(letter, known.by_id, now))

    async def _route(self, person: Person, number: str | None) -> Route | None:
        if number is None:
            return None
        route = await self._routes.by_number(number)
        if route is None:
            raise NotFoundError(number)
        of_routes.check(person, "see", route)
        return route

    def _documents_department(self) -> str:
        choices = self._units.current.choices
        if choices is None:
            raise TransientError("the documents department has not arrived from directory yet")
        return choices.documents_department


def _checked(name: str, content: Content) -> Content:
    return template_content(read_template(name, content))
