"""What routing needs from outside."""

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from services.routing.model import ChangedUnit, Done, Load, ReferredBy, Route, Shelf
from services.routing.model.link import Link
from services.routing.rules import Certainty, Ground
from shared.contracts import Event, UnitChangedV1
from shared.reports import Cell


class Routes(Protocol):
    """Keeps routes, each together with the events that tell of it."""

    async def add(self, route: Route, events: Sequence[Event], ground: Ground | None = None) -> bool:
        """Make a route durable and say whether it is new: a submission that has a route keeps the one it has.

        With its `ground`, `Grounds` knows what it was decided on. Raises `TransientError`.
        """
        ...

    async def replace(self, before: Route, after: Route, events: Sequence[Event]) -> bool:
        """Put a changed route in the place of what it was; says no, and does nothing, when that is not so any more.

        It is not when there is another version by now, or when somebody was reminded meanwhile. Raises `TransientError`.
        """
        ...

    async def get(self, submission_id: UUID) -> Route | None:
        """The route of one submission."""
        ...

    async def some(self, submission_ids: Sequence[UUID]) -> Sequence[Route]:
        """The routes of these submissions, of those that have one, in no order. Raises `TransientError`."""
        ...

    async def by_number(self, number: str) -> Route | None:
        """The route of the transaction that has a number."""
        ...

    async def several(self, numbers: Collection[str]) -> Sequence[Route]:
        """The routes of those of these transactions that have one, in no order."""
        ...

    async def inbox(
        self,
        *,
        units: frozenset[str] | None,
        confidential: frozenset[str] | None,
        certainty: Certainty | None,
        after: str,
        limit: int,
    ) -> Sequence[Route]:
        """Routes that are not voided, in order of `Route.place`, those behind the place `after`.

        `units` are the units that may have them, None for any, and `confidential` those that may have what is
        confidential; `certainty` is the wanted one, None for any.
        """
        ...

    async def shelf(
        self, shelf: Shelf, holder: str, *, confidential: bool, spans: Sequence[tuple[str, str]], limit: int
    ) -> Sequence[Route]:
        """What a holder (`model.holder_key`) has on a shelf, in order of `model.places`.

        Only what lies within one of the spans of places, which are in order and hold neither of their ends; without
        `confidential` only what is ordinary.
        """
        ...

    async def standing(
        self, shelf: Shelf, holder: str, *, confidential: bool, spans: Sequence[tuple[str, str]], limit: int
    ) -> Sequence[UUID]:
        """Whose routes `shelf` would give, in no order: for counting."""
        ...

    async def to_remind(self, now: datetime, limit: int) -> Sequence[UUID]:
        """Whose routes are to be looked at for what comes due (`model.next_reminder`), the earliest first."""
        ...


class Links(Protocol):
    """Keeps which transactions belong together. All raise `TransientError`."""

    async def get(self, numbers: tuple[str, str]) -> Link | None:
        """The link of two transactions, whose numbers are in order (`model.link.pair`)."""
        ...

    async def of(self, number: str) -> Sequence[Link]:
        """All links of a transaction, those that were taken back included, in the order in which they were first made."""
        ...

    async def put(self, link: Link) -> bool:
        """Keep a link in the place of the version before, or as a new one; says no, and does nothing, when that is not so."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownGround:
    """What was known of a transaction when it was registered."""

    submission_id: UUID
    registered_at: datetime
    ground: Ground


class Grounds(Protocol):
    """What transactions were routed by, for as long as it is kept."""

    def between(self, span: tuple[datetime, datetime], *, most: int) -> AsyncIterator[Sequence[KnownGround]]:
        """What was registered from a moment on and before another, newest first, `most` at most, page by page.

        Raises `TransientError`.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """A unit whose due dates are still counted as before its last change; `after` is the place that was reached."""

    changed: ChangedUnit
    after: str


class UnitProjection(Protocol):
    """Keeps the units as directory last told of them, and which of their changes the due dates have followed."""

    async def note(self, event: UnitChangedV1) -> None:
        """Remember a unit as it is now; older news changes nothing. Raises `TransientError`."""
        ...

    async def all(self) -> Sequence[UnitChangedV1]:
        """Every unit. Raises `TransientError`."""
        ...

    async def behind(self, known_for: timedelta) -> Sequence[Behind]:
        """Units whose change was noted at least so long ago and not followed to its end. Raises `TransientError`."""
        ...

    async def reached(self, unit: UnitChangedV1, after: str) -> None:
        """Remember how far a change was followed, unless newer news of the unit came meanwhile."""
        ...

    async def followed(self, unit: UnitChangedV1) -> None:
        """Remember that a change was followed to its end."""
        ...


class Figures(Protocol):
    """Counts the work of units, None for all. A span of moments begins with the first and ends before the second.

    All raise `TransientError`.
    """

    async def referred(
        self, span: tuple[datetime, datetime], by: ReferredBy, units: frozenset[str] | None
    ) -> Sequence[Cell]:
        """Referrals to these units, in a column for each purpose."""
        ...

    async def open_work(self, units: frozenset[str] | None) -> Sequence[Load]:
        """Transactions that are not done, for which these units answer."""
        ...

    async def held(self, units: frozenset[str] | None) -> Sequence[Load]:
        """Branches for action that run, which these units or people of them hold."""
        ...

    async def done(
        self, span: tuple[datetime, datetime], units: frozenset[str] | None, zones: Mapping[str, str]
    ) -> Sequence[Done]:
        """Transactions of these units by when they were answered, or done without an answer.

        `zones` has the time zone of each unit that is known.
        """
        ...
