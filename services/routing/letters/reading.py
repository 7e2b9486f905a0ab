"""Letters as they are found and read: on shelves, by transaction, one by one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from services.routing import rights as of_routes
from services.routing.letters import rights
from services.routing.letters.model import Letter, Stage, stage
from services.routing.letters.model.shelves import (
    EVERY_UNIT,
    OLDEST_FIRST,
    mine,
    of_matter,
    of_unit,
    received,
    secret,
    to_approve,
)
from services.routing.letters.ports import Letters
from services.routing.letters.rights import CLERKS_SEE
from services.routing.model import Route
from services.routing.ports import Routes
from services.routing.rights import OVERSEERS, WORKERS, Person
from shared.errors import NotFoundError

Shelf = Literal["mine", "to-approve", "unit", "received"]
"""What one drafted; what waits for one's own approval; what the own units write; the memos that they got."""

_ON_THE_WAY: tuple[Stage, ...] = ("draft", "back", "waiting", "approved", "dispatch")
_MOST_OF_A_MATTER = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of letters. `next` is the place that the following one begins behind; None at the end."""

    letters: Sequence[Letter]
    next: str | None


class Reading:
    """Finds letters for those who may see them."""

    def __init__(self, *, letters: Letters, routes: Routes) -> None:
        self._letters = letters
        self._routes = routes

    async def letter(self, person: Person, letter_id: UUID) -> Letter:
        """One letter. Raises `NotFoundError`, also for what a person may not see; `TransientError`."""
        letter = await self._letters.get(letter_id)
        if letter is None:
            raise NotFoundError(str(letter_id))
        route = await self._routes.get(letter.matter.submission_id) if letter.matter else None
        rights.check(person, "see", letter, stage(letter), route)
        return letter

    async def of_matter(self, person: Person, number: str) -> Sequence[Letter]:
        """The letters of a transaction that a person may see, oldest first. Raises as `letter` does."""
        route = await self._routes.by_number(number)
        if route is None:
            raise NotFoundError(number)
        key = of_matter(route.submission_id)
        found = await self._letters.shelf([key, secret(key)], newest_first=False, after="", limit=_MOST_OF_A_MATTER)
        seen = [each for each in found if rights.may(person, "see", each, stage(each), route)]
        if not seen:
            _check_sees(person, route)
        return seen

    async def shelf(
        self, person: Person, shelf: Shelf, *, at: Stage | None, unit: str | None, after: str, limit: int
    ) -> Page:
        """What stands on a shelf, at one stage or (None) wherever it is on its way. Raises `TransientError`."""
        stages = _ON_THE_WAY if at is None else (at,)
        newest_first = shelf == "received" or (shelf != "to-approve" and not OLDEST_FIRST.issuperset(stages))
        keys = sorted({key for one in person.selves for key in _keys(one, shelf, stages, unit)})
        found = await self._letters.shelf(keys, newest_first=newest_first, after=after, limit=limit) if keys else []
        return Page(letters=found, next=found[-1].place if len(found) == limit else None)


def _keys(person: Person, shelf: Shelf, stages: Sequence[Stage], unit: str | None) -> set[str]:
    """The shelves of one person's own right; with the confidential letters on them for who has clearance."""
    keys = _open_keys(person, shelf, stages, unit)
    return keys | set(map(secret, keys)) if person.cleared else keys


def _open_keys(person: Person, shelf: Shelf, stages: Sequence[Stage], unit: str | None) -> set[str]:
    units = person.units if unit is None else person.units & {unit}
    match shelf:
        case "mine":
            return {mine(person.person_id, each) for each in stages}
        case "to-approve":
            return {to_approve(each) for each in units} if "manager" in person.roles else set()
        case "received":
            return {received(each) for each in units} if person.roles & WORKERS else set()
        case "unit":
            keys = {of_unit(one, each) for one in units for each in stages} if person.roles & WORKERS else set()
            if person.roles & OVERSEERS:
                seen = [each for each in stages if "auditor" in person.roles or each in CLERKS_SEE]
                keys |= {of_unit(unit or EVERY_UNIT, each) for each in seen}
            return keys


def _check_sees(person: Person, route: Route) -> None:
    """Whoever may not see a transaction is told that there is none, not that it has no letters. Raises `NotFoundError`."""
    of_routes.check(person, "see", route)
