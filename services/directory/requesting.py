"""A person's request to add or change something: done once, and only to what that person has seen."""

from dataclasses import dataclass
from typing import Protocol

from services.directory.errors import KeyReusedError
from services.directory.model import Answered
from shared.errors import OldVersionError, VersionRequiredError


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Who asks (`by`), why, and what is known of the request.

    `versions` are those that the asker takes the thing to have, None when that was not said. A request with the same
    `key` by the same person is done once; `fingerprint` tells whether it is the same request.
    """

    by: str
    versions: frozenset[int] | None = None
    key: str | None = None
    fingerprint: str = ""
    reason: str = ""

    @property
    def answered(self) -> Answered | None:
        """What is remembered of it; None when it has no key."""
        if self.key is None:
            return None
        return Answered(person_id=self.by, key=self.key, fingerprint=self.fingerprint)


class Versioned(Protocol):
    """What is changed: a unit, a person, a delegation."""

    @property
    def version(self) -> int:
        """Counts up with every change."""
        ...

    @property
    def answered(self) -> tuple[Answered, ...]:
        """The requests that were done to it."""
        ...


def is_repeated(request: Request, there: Versioned) -> bool:
    """Whether the request was done before. Raises `KeyReusedError`."""
    before = [each for each in there.answered if (each.person_id, each.key) == (request.by, request.key)]
    if before and before[0].fingerprint != request.fingerprint:
        raise KeyReusedError(str(request.key))
    return bool(before)


def check_version(request: Request, there: Versioned) -> None:
    """Raise `VersionRequiredError` or `OldVersionError` unless it is what the asker saw."""
    if request.versions is None:
        raise VersionRequiredError
    if there.version not in request.versions:
        raise OldVersionError(f"{there.version}, not {sorted(request.versions)}")
