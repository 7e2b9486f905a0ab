"""A person's request to change a letter: done once, by somebody who may, to what that person has seen."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from uuid import UUID

from services.routing.errors import KeyReusedError
from services.routing.known_units import KnownUnits, UnitWatch
from services.routing.letters import rights
from services.routing.letters.model import Letter, facts, stage
from services.routing.letters.ports import Letters
from services.routing.letters.rights import Action
from services.routing.model import Answered
from services.routing.rights import Person
from shared.conflicts import CONFLICTS, give_way
from shared.errors import NotFoundError, OldVersionError, TransientError, VersionRequiredError

MOST_ANSWERED = 32
"""Requests of one letter that are remembered; one is repeated within seconds, if at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Who asks for a change, of which letter, and what is known of it; see `services.routing.requesting.Request`."""

    person: Person
    letter_id: UUID
    versions: frozenset[int] | None
    key: str | None = None
    fingerprint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What came of a request: the version of the letter after it."""

    letter_id: UUID
    version: int


Change = Callable[[Letter, KnownUnits], Letter]
"""Gives the letter after a change."""

PersonsChange = Callable[[Letter, KnownUnits, Person], Letter]
"""The same, with the one in whose right it is made."""


class LetterChanges:
    """Changes letters, each in one write together with the events that tell of it."""

    def __init__(self, *, letters: Letters, units: UnitWatch, new_id: Callable[[], UUID]) -> None:
        self._letters = letters
        self._units = units
        self._new_id = new_id

    async def change(self, letter_id: UUID, change: Change) -> Letter:
        """Change a letter, and return what it is then. A change that gives back the same object writes nothing.

        Raises `NotFoundError`, what the change raises, and `TransientError` when others keep being faster.
        """
        for attempt in range(CONFLICTS):
            before = await self._letters.get(letter_id)
            if before is None:
                raise NotFoundError(str(letter_id))
            known = await self._units.with_all([before.unit_id])
            after = change(before, known)
            if after is before:
                return after
            events = list(facts(before, after, known.by_id, self._new_id))
            if await self._letters.replace(before, after, events):
                return after
            await give_way(attempt)
        raise TransientError("the letter keeps changing")

    async def do(self, request: Request, action: Action, change: PersonsChange) -> Done:
        """Do what somebody asks for, or say again what came of it when it was done before.

        Raises `NotFoundError` for what is absent or not the asker's, `VersionRequiredError`, `OldVersionError`,
        `KeyReusedError`, `TransientError`, and what the change raises.
        """
        done: list[Done] = []

        def changed(letter: Letter, known: KnownUnits) -> Letter:
            if again := _before(request, letter):
                done[:] = [Done(letter_id=letter.letter_id, version=again.version)]
                return letter
            doer = rights.check(request.person, action, letter, stage(letter))
            _check_version(request, letter)
            after = change(letter, known, doer)
            done[:] = [Done(letter_id=after.letter_id, version=after.version)]
            return after if after is letter else _remembering(request, after)

        await self.change(request.letter_id, changed)
        return done[0]


def _check_version(request: Request, letter: Letter) -> None:
    if request.versions is None:
        raise VersionRequiredError(str(request.letter_id))
    if letter.version not in request.versions:
        raise OldVersionError(f"{request.letter_id} is {letter.version}, not {sorted(request.versions)}")


def _before(request: Request, letter: Letter) -> Answered | None:
    asked = (request.person.person_id, request.key)
    found = next((each for each in letter.answered if request.key and (each.person_id, each.key) == asked), None)
    if found is not None and found.fingerprint != request.fingerprint:
        raise KeyReusedError(request.key or "")
    return found


def _remembering(request: Request, letter: Letter) -> Letter:
    if request.key is None:
        return letter
    new = Answered(
        person_id=request.person.person_id,
        key=request.key,
        fingerprint=request.fingerprint,
        version=letter.version,
        branch_ids=(),
    )
    return replace(letter, answered=(*letter.answered, new)[-MOST_ANSWERED:])
