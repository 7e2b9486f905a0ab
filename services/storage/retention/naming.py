"""Which request type names which class, as registry told of it."""

import asyncio
from collections.abc import Mapping

import structlog

from services.storage.retention.ports import NamedClasses
from shared.contracts import RequestTypeChangedV1
from shared.errors import TransientError

log = structlog.get_logger(__name__)

POLL_SECONDS = 3.0


class Naming:
    """Keeps `current` true: news is seen at once where it is heard, and by other replicas within `poll_seconds`."""

    def __init__(self, kept: NamedClasses, *, poll_seconds: float = POLL_SECONDS) -> None:
        self._kept = kept
        self._poll_seconds = poll_seconds
        self._current: Mapping[str, str] = {}

    @property
    def current(self) -> Mapping[str, str]:
        """Request type → the class that it names; those that name none are not in it."""
        return self._current

    async def note(self, event: RequestTypeChangedV1) -> None:
        """Remember a type's class, unless newer news of it is known. Raises `TransientError`."""
        await self._kept.note(event.code, event.version, event.retention)
        await self.refresh()

    async def refresh(self) -> Mapping[str, str]:
        """Read the names anew. Raises `TransientError`."""
        self._current = await self._kept.all()
        return self._current

    async def run(self) -> None:
        """Read the names from time to time, until cancelled."""
        while True:
            await asyncio.sleep(self._poll_seconds)
            try:
                await self.refresh()
            except TransientError as error:
                log.warning("the classes of request types could not be read; the known ones stay", error=str(error))
