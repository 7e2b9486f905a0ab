"""How people change configuration: one new version at a time, on top of what they saw."""

import asyncio
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import structlog

from shared.clock import Clock
from shared.contracts import Event
from shared.errors import NotFoundError, OldVersionError, TransientError, VersionRequiredError
from shared.faults import Fault
from shared.versions.errors import InvalidContentError, KeyReusedError
from shared.versions.in_force import InForce
from shared.versions.model import Author, Content, History, Version
from shared.versions.port import Versions
from shared.yaml_config import ConfigError

log = structlog.get_logger(__name__)

MOST_CHARACTERS = 200_000
"""Of one piece, written as JSON."""
TRIES = 10
PAUSE_SECONDS = 0.05
"""Between tries: a majority knows a little later what its primary knows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Somebody's request to change something.

    `versions` are the numbers that the asker takes the piece to have, None when that was not said: then there must be no
    such piece yet. A request with the same `key` by the same person is done once; `fingerprint` tells whether it is the
    same request.
    """

    by: Author
    why: str
    versions: frozenset[int] | None = None
    key: str = ""
    fingerprint: str = ""


Check = Callable[[str, Content], Content]
"""Whether content could be in force beside what is: it comes back as it is to be kept. Raises `ConfigError`."""

Telling = Callable[[Version], Sequence[Event]]
"""The events that tell others of a version."""


class Changing:
    """Makes new versions of the pieces of one kind."""

    def __init__(
        self,
        *,
        versions: Versions,
        in_force: InForce[Any, Any],
        clock: Clock,
        check: Check,
        telling: Telling = lambda _version: (),
    ) -> None:
        self._versions = versions
        self._in_force = in_force
        self._clock = clock
        self._check = check
        self._telling = telling

    async def put(self, name: str, content: Content, change: Change, *, restores: int | None = None) -> Version:
        """State a piece anew, or for the first time; what changes nothing makes no version.

        Raises `VersionRequiredError`, `OldVersionError`, `KeyReusedError`, `InvalidContentError`, `TransientError`.
        """
        for _ in range(TRIES):
            history = await self._in_force.refresh()
            if (done := _repeated(history, name, change)) is not None:
                return done
            there = history.latest(name)
            _check_seen(there, change)
            checked = self.checked(name, content)
            if there is not None and there.content == checked:
                return there
            version = Version(
                kind=self._in_force.kind,
                name=name,
                number=there.number + 1 if there else 1,
                place=history.place + 1,
                content=checked,
                by=change.by,
                at=self._clock.now(),
                why=change.why,
                restores=restores,
                key=change.key,
                fingerprint=change.fingerprint,
            )
            if await self._versions.add(version, self._telling(version)):
                await self._in_force.refresh()
                log.info("configured", kind=version.kind, name=name, number=version.number, by=change.by.person_id)
                return version
            # Another was faster with this piece, or beside it: what is right there now is checked anew.
            await asyncio.sleep(PAUSE_SECONDS)
        raise TransientError(f"{name} keeps changing")

    async def restore(self, name: str, number: int, change: Change) -> Version:
        """Put an older version in force again, as a new one. Raises `NotFoundError`, and as `put` does."""
        older = (await self._in_force.refresh()).version(name, number)
        if older is None:
            raise NotFoundError(f"{name} has no version {number}")
        return await self.put(name, older.content, change, restores=number)

    def checked(self, name: str, content: Content) -> Content:
        """Content as it would be kept. Raises `InvalidContentError`."""
        try:
            if len(json.dumps(content, ensure_ascii=False)) > MOST_CHARACTERS:
                error = InvalidContentError(f"{name} is too large")
                error.faults = [Fault(field="", key="field-too-long", arguments={"limit": MOST_CHARACTERS})]
                raise error
            return self._check(name, content)
        except ConfigError as error:
            raise InvalidContentError.of(error) from error


def _repeated(history: History, name: str, change: Change) -> Version | None:
    done = history.done(name, change.by.person_id, change.key) if change.key else None
    if done is not None and done.fingerprint != change.fingerprint:
        raise KeyReusedError(change.key)
    return done


def _check_seen(there: Version | None, change: Change) -> None:
    if there is None:
        if change.versions is not None:
            raise OldVersionError("there is none yet")
    elif change.versions is None:
        raise VersionRequiredError
    elif there.number not in change.versions:
        raise OldVersionError(f"{there.number}, not {sorted(change.versions)}")
