"""A clerk's request to change a matter, or a letter's line: done once, to what that person has seen."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from services.registry import rights
from services.registry.errors import KeyReusedError
from services.registry.model import Answered, Matter, Note, Outcome, Step
from shared.errors import NotFoundError, OldVersionError, VersionRequiredError
from shared.principal import Principal

MOST_ANSWERED = 32
"""Of one matter; a request is repeated within seconds, if at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Who asks for a change, and what is known of it.

    `versions` are those that the asker takes the matter to have, None when that was not said. A request with the same
    `key` by the same person is done once; `fingerprint` tells whether it is the same request.
    """

    asker: Principal
    versions: frozenset[int] | None
    key: str | None = None
    fingerprint: str = ""

    @property
    def person_id(self) -> str:
        """Who it is that asks."""
        return self.asker.person_id


class Changeable(Protocol):
    """What clerks change: its version, and the requests about it that were done."""

    @property
    def version(self) -> int:
        """Counts up with every change."""
        ...

    @property
    def answered(self) -> tuple[Answered, ...]:
        """Done requests."""
        ...


def conditional(
    request: Request, decide: Callable[[Matter, datetime], Outcome]
) -> Callable[[Matter | None, datetime], Outcome]:
    """A decision that is made only as its request says.

    What it returns raises `NotFoundError`, `KeyReusedError`, `VersionRequiredError`, `OldVersionError`, and what the
    decision raises.
    """

    def decided(matter: Matter | None, now: datetime) -> Outcome:
        there = for_clerk(request, matter)
        if is_done(request, there):
            return Outcome(matter=there)
        return remembering(request, signed(request, there, decide(there, now)))

    return decided


def is_done(request: Request, there: Changeable) -> bool:
    """Whether the request was done before; if not, what is there is the one that its asker saw.

    Raises `KeyReusedError`, `VersionRequiredError`, `OldVersionError`.
    """
    before = [each for each in there.answered if (each.person_id, each.key) == (request.person_id, request.key)]
    if before:
        if before[0].fingerprint != request.fingerprint:
            raise KeyReusedError(str(request.key))
        return True
    if request.versions is None:
        raise VersionRequiredError
    if there.version not in request.versions:
        raise OldVersionError(f"it is {there.version}, not {sorted(request.versions)}")
    return False


def remembering(request: Request, outcome: Outcome) -> Outcome:
    """What comes of a request, with the request in the matter."""
    answered = remembered(request, outcome.matter.answered)
    return replace(outcome, matter=replace(outcome.matter, answered=answered)) if request.key is not None else outcome


def remembered(request: Request, answered: tuple[Answered, ...]) -> tuple[Answered, ...]:
    """The requests that were done, this one included; the oldest is forgotten when there are too many."""
    if request.key is None:
        return answered
    new = Answered(person_id=request.person_id, key=request.key, fingerprint=request.fingerprint)
    return (*answered, new)[-MOST_ANSWERED:]


def signed(request: Request, before: Matter, outcome: Outcome) -> Outcome:
    """What comes of a request, with whom the clerk acted for written down in all that the clerk did."""
    behalf = request.asker.on_behalf_of(rights.clerk_for(request.asker, before))
    if not behalf:
        return outcome
    matter, registration = outcome.matter, outcome.registration

    def own(one: Step | Note) -> bool:
        return one.who == request.person_id

    old, kept = len(before.history), len(before.notes)
    return replace(
        outcome,
        matter=replace(
            matter,
            history=(
                *matter.history[:old],
                *(replace(one, on_behalf_of=behalf) if own(one) else one for one in matter.history[old:]),
            ),
            notes=(*matter.notes[:kept], *(replace(one, on_behalf_of=behalf) for one in matter.notes[kept:])),
        ),
        registration=registration and replace(registration, on_behalf_of=behalf),
    )


def for_clerk(request: Request, matter: Matter | None) -> Matter:
    """The matter. Raises `NotFoundError` when there is none, or none for this clerk."""
    if matter is None:
        raise NotFoundError("matter")
    rights.clerk_for(request.asker, matter)
    return matter
