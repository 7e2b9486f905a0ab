"""The work: every registered transaction gets a unit, and clerks correct what the rules could not know."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Sequence
from uuid import UUID

from services.routing.errors import UnknownUnitError
from services.routing.known_units import KnownUnits, UnitWatch
from services.routing.metrics import ROUTES
from services.routing.model import Route, assign, first_route, routed, void
from services.routing.ports import Routes
from services.routing.rules import UNIT_UNKNOWN, Certainty, Decision, Rules, decide
from shared.clock import Clock
from shared.contracts import Event, TransactionRegisteredV1, TransactionVoidedV1, UnitChangedV1
from shared.errors import NotFoundError, TransientError
from shared.ids import new_id

CONFLICTS = 5
"""Times that a change is made anew because somebody else changed the route meanwhile."""


class Routing:
    """Decides which unit has a transaction, and answers what is known of it."""

    def __init__(
        self, *, routes: Routes, units: UnitWatch, rules: Rules, clock: Clock, new_id: Callable[[], UUID] = new_id
    ) -> None:
        self._routes = routes
        self._units = units
        self._rules = rules
        self._clock = clock
        self._new_id = new_id

    async def transaction_registered(self, event: TransactionRegisteredV1) -> None:
        """Give a transaction to its first unit; saying it again changes nothing. Raises `TransientError`."""
        known = self._units.current
        decision = self._decided(event, known)
        if decision.because == UNIT_UNKNOWN:
            # News of that unit may have been heard by another replica a moment ago.
            known = await self._units.newer_than(known)
            decision = self._decided(event, known)
        unit = known.by_id[decision.unit_id]
        route = first_route(event, decision, unit, self._clock.now())
        if await self._routes.add(route, [routed(route, unit.unit, self._new_id())]):
            ROUTES.labels(route.certainty).inc()

    async def transaction_voided(self, event: TransactionVoidedV1) -> None:
        """Close the route of a voided transaction; raises `TransientError` when it has none yet: events keep no order."""

        async def find() -> Route:
            found = await self._routes.get(event.submission_id)
            if found is None:
                raise TransientError(f"no route yet for {event.number}, which is void")
            return found

        await self._change(find, lambda route: (void(route, event.voided_by, event.reason, self._clock.now()), ()))

    async def unit_changed(self, event: UnitChangedV1) -> None:
        """Note a unit. Raises `TransientError`."""
        await self._units.note(event)

    async def assign(self, number: str, *, unit_id: str, reason: str, by: str) -> Route:
        """Give a transaction to the unit that a clerk names, or confirm the doubtful one that has it.

        Raises `NotFoundError`, `UnknownUnitError`, `VoidedRouteError`, `TransientError`.
        """
        await self._units.refresh()
        unit = self._units.current.by_id.get(unit_id)
        if unit is None:
            raise UnknownUnitError(unit_id)

        def assigned(route: Route) -> tuple[Route, Sequence[Event]]:
            after = assign(route, unit, by, self._clock.now(), reason)
            return after, (routed(after, unit.unit, self._new_id()),)

        return await self._change(lambda: self.route(number), assigned)

    async def route(self, number: str) -> Route:
        """The route of a transaction. Raises `NotFoundError`, `TransientError`."""
        found = await self._routes.by_number(number)
        if found is None:
            raise NotFoundError(number)
        return found

    async def inbox(
        self, *, units: frozenset[str] | None, certainty: Certainty | None, after: str, limit: int
    ) -> Sequence[Route]:
        """What units have, urgent first, then oldest; see `ports.Routes.inbox`. Raises `TransientError`."""
        return await self._routes.inbox(units=units, certainty=certainty, after=after, limit=limit)

    def _decided(self, event: TransactionRegisteredV1, known: KnownUnits) -> Decision:
        if known.choices is None:
            raise TransientError("the documents department has not arrived from directory yet")
        return decide(
            self._rules,
            unit_from_type=event.unit_id,
            chosen_by_clerk=event.chosen_by_clerk,
            request_type=event.request_type,
            subject=event.subject,
            text=event.text,
            sender=event.requester.address,
            mailbox=event.mailbox,
            document_names=event.document_names,
            units=known.choices,
        )

    async def _change(
        self, find: Callable[[], Awaitable[Route]], change: Callable[[Route], tuple[Route, Sequence[Event]]]
    ) -> Route:
        for attempt in range(CONFLICTS):
            before = await find()
            after, events = change(before)
            if after is before or await self._routes.replace(before, after, events):
                return after
            await asyncio.sleep(random.random() * 0.01 * 2**attempt)  # noqa: S311 - spreads replicas, guards nothing
        raise TransientError("the route keeps changing")
