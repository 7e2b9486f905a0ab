"""The units as this process knows them: every letter needs them, so they are not read for each."""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Self

import structlog

from services.routing.ports import UnitProjection
from services.routing.rules import NoDocumentsDepartmentError, Units
from shared.contracts import UnitChangedV1
from shared.errors import TransientError

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownUnits:
    """The units at one moment. `choices` is None as long as the documents department is not among them."""

    by_id: Mapping[str, UnitChangedV1]
    choices: Units | None

    @classmethod
    def of(cls, units: Iterable[UnitChangedV1]) -> Self:
        """Take the units as directory states them."""
        by_id = MappingProxyType({one.unit.unit_id: one for one in units})
        try:
            choices = Units.of(by_id.values())
        except NoDocumentsDepartmentError:
            choices = None
        return cls(by_id=by_id, choices=choices)


class UnitWatch:
    """Keeps `current` true: news is seen at once where it is heard, and by other replicas within `poll_seconds`."""

    def __init__(self, projection: UnitProjection, *, poll_seconds: float = 10.0) -> None:
        self._projection = projection
        self._poll_seconds = poll_seconds
        self._current = KnownUnits.of(())
        # Readings one after another, so that a slow one cannot bring back what a later one has replaced.
        self._reading = asyncio.Lock()

    @property
    def current(self) -> KnownUnits:
        """The units as last read; none before the first reading."""
        return self._current

    async def note(self, event: UnitChangedV1) -> None:
        """Remember a unit, unless newer news of it is known. Raises `TransientError`."""
        await self._projection.note(event)
        await self.refresh()

    async def refresh(self) -> None:
        """Read the units anew. Raises `TransientError`."""
        async with self._reading:
            self._current = KnownUnits.of(await self._projection.all())

    async def newer_than(self, seen: KnownUnits) -> KnownUnits:
        """The units as they are now; many who saw the same share one reading. Raises `TransientError`."""
        async with self._reading:
            if self._current is seen:
                self._current = KnownUnits.of(await self._projection.all())
            return self._current

    async def with_all(self, unit_ids: Iterable[str]) -> KnownUnits:
        """The units, these among them if there are such. Raises `TransientError`."""
        seen = self._current
        return seen if all(one in seen.by_id for one in unit_ids) else await self.newer_than(seen)

    async def run(self) -> None:
        """Read the units from time to time, until cancelled."""
        while True:
            await asyncio.sleep(self._poll_seconds)
            try:
                await self.refresh()
            except TransientError as error:
                log.warning("units could not be read; the known ones stay", error=str(error))
