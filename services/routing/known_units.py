"""The units as this process knows them: every letter needs them, so they are not read for each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Self

from typing_extensions import override

from services.routing.ports import UnitProjection
from services.routing.rules import NoDocumentsDepartmentError, Units
from shared.contracts import UnitChangedV1
from shared.watch import Watch


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


class UnitWatch(Watch[KnownUnits]):
    """The units; none before the first reading."""

    def __init__(self, projection: UnitProjection, *, poll_seconds: float = 10.0) -> None:
        super().__init__(KnownUnits.of(()), what="units", poll_seconds=poll_seconds)
        self._projection = projection

    async def note(self, event: UnitChangedV1) -> None:
        """Remember a unit, unless newer news of it is known. Raises `TransientError`."""
        await self._projection.note(event)
        await self.refresh()

    async def with_all(self, unit_ids: Iterable[str]) -> KnownUnits:
        """The units, these among them if there are such. Raises `TransientError`."""
        seen = self._current
        return seen if all(one in seen.by_id for one in unit_ids) else await self.newer_than(seen)

    @override
    async def _read(self) -> KnownUnits:
        return KnownUnits.of(await self._projection.all())
