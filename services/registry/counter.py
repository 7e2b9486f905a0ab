"""What service offices handed in, found again when people come to ask."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from uuid import UUID

from services.registry.looking_for import wanted
from services.registry.model import Matter
from services.registry.ports import HandedInMatters
from services.registry.request_types import RequestTypes


class CounterList:
    """What offices handed in, latest first."""

    def __init__(self, *, matters: HandedInMatters, types: Callable[[], RequestTypes]) -> None:
        self._matters = matters
        self._types = types

    @property
    def types(self) -> RequestTypes:
        """The request types in force."""
        return self._types()

    async def handed_in(
        self,
        offices: Collection[str],
        *,
        by: str | None,
        typed: str,
        after: tuple[datetime, UUID] | None,
        limit: int,
    ) -> Sequence[Matter]:
        """What these offices handed in, or one agent of theirs, that fits what was typed."""
        return await self._matters.handed_in(offices, by=by, wanted=wanted(typed), after=after, limit=limit)
