"""What routing needs from outside."""

from collections.abc import Sequence
from typing import Protocol
from uuid import UUID

from services.routing.model import Route
from services.routing.rules import Certainty
from shared.contracts import Event, UnitChangedV1


class Routes(Protocol):
    """Keeps routes, each together with the events that tell of it."""

    async def add(self, route: Route, events: Sequence[Event]) -> bool:
        """Make a route durable and say whether it is new: a submission that has a route keeps the one it has.

        Raises `TransientError`.
        """
        ...

    async def replace(self, before: Route, after: Route, events: Sequence[Event]) -> bool:
        """Put a changed route in the place of what it was; says no, and does nothing, when that is not so any more.

        Raises `TransientError`.
        """
        ...

    async def get(self, submission_id: UUID) -> Route | None:
        """The route of one submission."""
        ...

    async def by_number(self, number: str) -> Route | None:
        """The route of the transaction that has a number."""
        ...

    async def inbox(
        self, *, units: frozenset[str] | None, certainty: Certainty | None, after: str, limit: int
    ) -> Sequence[Route]:
        """Routes that are not voided, in order of `Route.place`, those behind the place `after`.

        `units` are the units that may have them, None for any; `certainty` is the wanted one, None for any.
        """
        ...


class UnitProjection(Protocol):
    """Keeps the units as directory last told of them."""

    async def note(self, event: UnitChangedV1) -> None:
        """Remember a unit as it is now; older news changes nothing. Raises `TransientError`."""
        ...

    async def all(self) -> Sequence[UnitChangedV1]:
        """Every unit. Raises `TransientError`."""
        ...
