"""Letters are begun: an answer by whoever has to act on a transaction, any other by those of the unit."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from uuid import UUID

from services.routing import rights as of_routes
from services.routing.errors import KeyReusedError, VoidedRouteError
from services.routing.letters import rights
from services.routing.letters.errors import ImpossibleLetterError
from services.routing.letters.model import FromTemplate, Kind, Letter, Matter, draft
from services.routing.letters.papers import Papers, Written
from services.routing.letters.ports import Letters
from services.routing.letters.requesting import Done
from services.routing.model import Route
from services.routing.ports import Routes
from services.routing.rights import Person
from shared.clock import Clock
from shared.errors import NotFoundError
from shared.ids import derived_id, new_id

_NO_TIME = UUID(int=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLetter:
    """A letter that somebody begins. `number` is the transaction's; without a `unit_id` it is the answering unit's.

    `begun_from` is the template that its words began as, if it was one.

    With a `key`, the same person's request is done once; `fingerprint` tells whether it is the same.
    """

    person: Person
    kind: Kind
    unit_id: str | None
    number: str | None
    written: Written
    begun_from: FromTemplate | None = None
    key: str | None = None
    fingerprint: str = ""


class Beginning:
    """Begins letters."""

    def __init__(
        self,
        *,
        letters: Letters,
        routes: Routes,
        papers: Papers,
        clock: Clock,
        new_id: Callable[[], UUID] = new_id,
    ) -> None:
        self._letters = letters
        self._routes = routes
        self._papers = papers
        self._clock = clock
        self._new_id = new_id

    async def draft(self, new: NewLetter) -> Done:
        """Begin a letter: an answer by whoever has to act on the transaction, any other by those of the unit.

        Raises `NotFoundError`, `VoidedRouteError`, `UnknownUnitError`, `UnknownAttachmentError`, `KeyReusedError`,
        `ImpossibleLetterError`, `TransientError`.
        """
        letter_id = self._new_id() if new.key is None else _id_by_key(new.person, new.key)
        if new.key is not None and (known := await self._letters.get(letter_id)):
            return _again(known, new)
        route = await self._route(new)
        unit_id = _writing_unit(new, route)
        writer = rights.check_writes_for(new.person, unit_id)
        content = await self._papers.complete(
            letter_id, new.written, confidential=route is not None and route.confidential
        )
        matter = matter_of(route) if route else None
        now = self._clock.now()
        letter = draft(letter_id, new.kind, unit_id, content, writer.by, now, matter=matter)
        if not await self._letters.add(_as(letter, new), ()):
            return _again(await self._letters.get(letter_id), new)
        return Done(letter_id=letter_id, version=letter.version)

    async def _route(self, new: NewLetter) -> Route | None:
        if new.number is None:
            return None
        route = await self._routes.by_number(new.number)
        if route is None:
            raise NotFoundError(new.number)
        of_routes.check(new.person, "see", route)
        if route.voided:
            raise VoidedRouteError(route.number)
        return route


def _writing_unit(new: NewLetter, route: Route | None) -> str:
    """The unit that writes: of an answer, the one whose work on the transaction the writer holds. Raises `NotFoundError`."""
    if new.kind == "answer" and route is not None:
        return of_routes.own_branch(new.person, route).holder.unit_id
    if new.unit_id is not None:
        return new.unit_id
    if len(new.person.units) == 1:
        return next(iter(new.person.units))
    raise ImpossibleLetterError("of which unit?")


def matter_of(route: Route) -> Matter:
    """What a letter keeps of the transaction that it is about."""
    return Matter(
        submission_id=route.submission_id,
        number=route.number,
        received_at=route.received_at,
        requester=route.requester,
        subject=route.subject,
        request_type=route.request_type,
        urgent=route.urgent,
        confidential=route.confidential,
    )


def _id_by_key(person: Person, key: str) -> UUID:
    """Always the same for the same request, so that its repetition finds the letter that is there."""
    return derived_id(_NO_TIME, f"letter\n{person.person_id}\n{key}")


def _as(letter: Letter, new: NewLetter) -> Letter:
    return replace(letter, created_as=new.fingerprint, begun_from=new.begun_from)


def _again(letter: Letter | None, new: NewLetter) -> Done:
    if letter is None or letter.created_as != new.fingerprint:
        raise KeyReusedError(new.key or "")
    return Done(letter_id=letter.letter_id, version=1)
