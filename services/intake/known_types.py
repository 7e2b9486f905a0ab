"""The request types as this process knows them: every mail and every upload needs them, so they are not read for each."""

import asyncio
from collections.abc import Sequence

import structlog

from services.intake.mailboxes import GivenType, Mailboxes
from services.intake.ports import TypeProjection
from shared.contracts import RequestTypeChangedV1
from shared.errors import TransientError

log = structlog.get_logger(__name__)

POLL_SECONDS = 3.0


class TypeWatch:
    """Keeps `current` true: news is seen at once where it is heard, and by other replicas within `poll_seconds`.

    Of a type that registry has not told of yet, what its file says holds, so that a door that opens before registry has
    started takes what it should.
    """

    def __init__(
        self,
        projection: TypeProjection,
        given: Sequence[GivenType],
        *,
        general: str,
        domain: str,
        poll_seconds: float = POLL_SECONDS,
    ) -> None:
        self._projection = projection
        self._given = {one.code: one for one in given}
        self._general = general
        self._domain = domain
        self._poll_seconds = poll_seconds
        self._current = self._with(())
        # Readings one after another, so that a slow one cannot bring back what a later one has replaced.
        self._reading = asyncio.Lock()

    @property
    def current(self) -> Mailboxes:
        """The addresses and types as last read; those of the files before the first reading."""
        return self._current

    async def note(self, event: RequestTypeChangedV1) -> None:
        """Remember a type, unless newer news of it is known. Raises `TransientError`."""
        await self._projection.note(event)
        await self.refresh()

    async def refresh(self) -> None:
        """Read the types anew. Raises `TransientError`."""
        async with self._reading:
            self._current = self._with(await self._projection.all())

    async def run(self) -> None:
        """Read the types from time to time, until cancelled."""
        while True:
            await asyncio.sleep(self._poll_seconds)
            try:
                await self.refresh()
            except TransientError as error:
                log.warning("request types could not be read; the known ones stay", error=str(error))

    def _with(self, told: Sequence[RequestTypeChangedV1]) -> Mailboxes:
        news = {one.code: GivenType.told(one) for one in told}
        return Mailboxes.of((self._given | news).values(), general=self._general, domain=self._domain)
