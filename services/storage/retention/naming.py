"""Which request type names which class, as registry told of it."""

from collections.abc import Mapping

from typing_extensions import override

from services.storage.retention.ports import NamedClasses
from shared.contracts import RequestTypeChangedV1
from shared.watch import Watch

POLL_SECONDS = 3.0


class Naming(Watch[Mapping[str, str]]):
    """Request type → the class that it names; those that name none are not in it."""

    def __init__(self, kept: NamedClasses, *, poll_seconds: float = POLL_SECONDS) -> None:
        super().__init__({}, what="the classes of request types", poll_seconds=poll_seconds)
        self._kept = kept

    async def note(self, event: RequestTypeChangedV1) -> None:
        """Remember a type's class, unless newer news of it is known. Raises `TransientError`."""
        await self._kept.note(event.code, event.version, event.retention)
        await self.refresh()

    @override
    async def _read(self) -> Mapping[str, str]:
        return await self._kept.all()
