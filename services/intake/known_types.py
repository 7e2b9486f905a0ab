"""The request types as this process knows them: every mail and every upload needs them, so they are not read for each."""

from collections.abc import Mapping, Sequence

from typing_extensions import override

from services.intake.mailboxes import GivenType, Mailboxes
from services.intake.ports import TypeProjection
from shared.contracts import RequestTypeChangedV1
from shared.watch import Watch

POLL_SECONDS = 3.0


class TypeWatch(Watch[Mailboxes]):
    """The addresses and types; those of the files before the first reading.

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
        super().__init__(self._with({}), what="request types", poll_seconds=poll_seconds)

    async def note(self, event: RequestTypeChangedV1) -> None:
        """Remember a type, unless newer news of it is known. Raises `TransientError`."""
        await self._projection.note(event)
        await self.refresh()

    @override
    async def _read(self) -> Mailboxes:
        return self._with({one.code: GivenType.told(one) for one in await self._projection.all()})

    def _with(self, told: Mapping[str, GivenType]) -> Mailboxes:
        return Mailboxes.of((self._given | dict(told)).values(), general=self._general, domain=self._domain)
