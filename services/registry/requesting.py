"""A clerk's request to change a matter, or a letter's line: done once, to what that person has seen."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from services.registry.errors import KeyReusedError
from services.registry.model import Answered, Matter, Outcome
from shared.errors import NotFoundError, OldVersionError, VersionRequiredError

MOST_ANSWERED = 32
"""Of one matter; a request is repeated within seconds, if at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Who asks for a change, and what is known of it.

    `versions` are those that the asker takes the matter to have, None when that was not said. A request with the same
    `key` by the same person is done once; `fingerprint` tells whether it is the same request.
    """

    person_id: str
    versions: frozenset[int] | None
    key: str | None = None
    fingerprint: str = ""


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
        there = existing(matter)
        return Outcome(matter=there) if is_done(request, there) else remembering(request, decide(there, now))

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


def existing(matter: Matter | None) -> Matter:
    """The matter. Raises `NotFoundError` when there is none."""
    if matter is None:
        raise NotFoundError("matter")
    return matter
