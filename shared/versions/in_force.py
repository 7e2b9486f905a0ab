"""What of the versions holds now, as this process knows it; every replica follows within seconds."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import structlog

from shared.repeating import repeat
from shared.versions.model import Content, History, Version
from shared.versions.port import Versions
from shared.yaml_config import ConfigError

log = structlog.get_logger(__name__)

POLL_SECONDS = 2.0

Item = TypeVar("Item")
Together = TypeVar("Together")


@dataclass(frozen=True, slots=True, kw_only=True)
class Read(Generic[Item]):
    """A version that this code can read, and what it says."""

    version: Version
    value: Item


class InForce(Generic[Item, Together]):
    """Keeps `current` true: what is changed is seen at once where it was changed, elsewhere within `poll_seconds`.

    `read` reads the content of one piece by its name and raises `ConfigError`; `together` makes of all pieces, each with
    its versions from the oldest to the one in force, what the service works with. A version that this code cannot read
    (any more) is logged and left out, so the last good one of its piece stays in force.
    """

    def __init__(
        self,
        versions: Versions,
        kind: str,
        *,
        read: Callable[[str, Content], Item],
        together: Callable[[Mapping[str, Sequence[Read[Item]]]], Together],
        poll_seconds: float = POLL_SECONDS,
    ) -> None:
        self.kind = kind
        self._versions = versions
        self._read = read
        self._together = together
        self._poll_seconds = poll_seconds
        self._history = History()
        self._readable: Mapping[str, tuple[Read[Item], ...]] = {}
        self._current = together({})
        # Readings one after another, so that none is put together twice.
        self._reading = asyncio.Lock()

    @property
    def current(self) -> Together:
        """What is in force, as last read; made of nothing before the first reading."""
        return self._current

    @property
    def history(self) -> History:
        """All versions, as last read."""
        return self._history

    async def refresh(self) -> History:
        """Read what is new. Raises `TransientError`."""
        async with self._reading:
            new = await self._versions.since(self.kind, self._history.place)
            if new:
                readable = dict(self._readable)
                for version in new:
                    if (read := self._one(version)) is not None:
                        readable[version.name] = (*readable.get(version.name, ()), read)
                self._current = self._together(readable)
                self._readable = readable
                self._history = self._history.with_more(new)
            return self._history

    async def run(self) -> None:
        """Read what is new from time to time, until cancelled."""
        await asyncio.sleep(self._poll_seconds)
        failure = "versions could not be read; the known ones stay"
        await repeat(self.refresh, seconds=self._poll_seconds, failure=failure, kind=self.kind)

    def _one(self, version: Version) -> Read[Item] | None:
        try:
            return Read(version=version, value=self._read(version.name, version.content))
        except ConfigError as error:
            log.error(  # noqa: TRY400 - the problems are all that there is to say
                "a version cannot be read; the one before stays in force",
                kind=self.kind,
                name=version.name,
                number=version.number,
                problems=str(error),
            )
            return None
