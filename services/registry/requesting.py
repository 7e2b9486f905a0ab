"""A clerk's request to change a matter: done once, to what that person has seen."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

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


def is_done(request: Request, matter: Matter) -> bool:
    """Whether the request was done before; if not, the matter is the one that its asker saw.

    Raises `KeyReusedError`, `VersionRequiredError`, `OldVersionError`.
    """
    before = [each for each in matter.answered if (each.person_id, each.key) == (request.person_id, request.key)]
    if before:
        if before[0].fingerprint != request.fingerprint:
            raise KeyReusedError(str(request.key))
        return True
    if request.versions is None:
        raise VersionRequiredError(str(matter.submission_id))
    if matter.version not in request.versions:
        raise OldVersionError(f"{matter.submission_id} is {matter.version}, not {sorted(request.versions)}")
    return False


def remembering(request: Request, outcome: Outcome) -> Outcome:
    """What comes of a request, with the request in the matter; the oldest is forgotten when there are too many."""
    if request.key is None:
        return outcome
    new = Answered(person_id=request.person_id, key=request.key, fingerprint=request.fingerprint)
    matter = replace(outcome.matter, answered=(*outcome.matter.answered, new)[-MOST_ANSWERED:])
    return replace(outcome, matter=matter)


def existing(matter: Matter | None) -> Matter:
    """The matter. Raises `NotFoundError` when there is none."""
    if matter is None:
        raise NotFoundError("matter")
    return matter
