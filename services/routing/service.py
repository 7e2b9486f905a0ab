"""The work: every registered transaction gets a unit, and what becomes of it elsewhere is followed."""

from collections.abc import Callable, Sequence
from uuid import UUID

from services.routing.changing import RouteChanges
from services.routing.known_units import KnownUnits, UnitWatch
from services.routing.metrics import ROUTES
from services.routing.model import Route, classify, facts, first_route, retype, supplemented, void
from services.routing.ports import Routes
from services.routing.rules import CLERK, UNIT_UNKNOWN, Certainty, CurrentRules, Ground, Units, decide
from shared.clock import Clock
from shared.contracts import (
    MatterClassifiedV1,
    SubmissionSupplementedV1,
    TransactionRegisteredV1,
    TransactionRetypedV1,
    TransactionVoidedV1,
    UnitChangedV1,
)
from shared.errors import NotFoundError, TransientError
from shared.ids import new_id


class Routing:
    """Decides which unit has a transaction, and answers what is known of it."""

    def __init__(
        self,
        *,
        routes: Routes,
        units: UnitWatch,
        rules: CurrentRules,
        clock: Clock,
        new_id: Callable[[], UUID] = new_id,
    ) -> None:
        self._routes = routes
        self._units = units
        self._rules = rules
        self._clock = clock
        self._new_id = new_id
        self._changes = RouteChanges(routes=routes, units=units, new_id=new_id)

    async def transaction_registered(self, event: TransactionRegisteredV1) -> None:
        """Give a transaction to its first unit; saying it again changes nothing. Raises `TransientError`."""
        known, ground, rules = self._units.current, Ground.of(event), self._rules.current
        if rules is None:
            raise TransientError("the rules have not been read yet")
        decision = decide(rules.rules, ground, _choices(known))
        if decision.because == UNIT_UNKNOWN:
            # News of that unit may have been heard by another replica a moment ago.
            known = await self._units.newer_than(known)
            decision = decide(rules.rules, ground, _choices(known))
        unit = known.by_id[decision.unit_id]
        number = None if decision.because == CLERK else rules.number
        route = first_route(event, decision, unit, self._clock.now(), rules_version=number)
        if await self._routes.add(route, list(facts(None, route, known.by_id, self._new_id)), ground):
            ROUTES.labels(route.certainty).inc()

    async def transaction_voided(self, event: TransactionVoidedV1) -> None:
        """Close the route of a voided transaction; raises `TransientError` when it has none yet: events keep no order."""
        found = await self._changes.change(
            lambda: self._routes.get(event.submission_id),
            lambda route, _: void(route, event.voided_by, event.reason, self._clock.now()),
        )
        if found is None:
            raise TransientError(f"no route yet for {event.number}, which is void")

    async def matter_classified(self, event: MatterClassifiedV1) -> None:
        """Note whether a transaction is confidential. Raises `TransientError` when it has no route yet, but a number."""
        if event.number is None:
            # Its registration will say what it is then.
            return
        found = await self._changes.change(
            lambda: self._routes.get(event.submission_id), lambda route, _: classify(route, event, self._clock.now())
        )
        if found is None:
            raise TransientError(f"no route yet for {event.number}, which was classified")

    async def transaction_retyped(self, event: TransactionRetypedV1) -> None:
        """Count the term by another type. Raises `TransientError` when there is no route yet, or the unit is not known."""
        needing = [event.unit_id] if event.unit_id else []

        def retyped(route: Route, known: KnownUnits) -> Route:
            if event.unit_id is not None and event.unit_id not in known.by_id:
                raise TransientError(f"{event.unit_id} has not arrived from directory yet")
            return retype(route, event, known.by_id, self._clock.now())

        found = await self._changes.change(lambda: self._routes.get(event.submission_id), retyped, needing=needing)
        if found is None:
            raise TransientError(f"no route yet for {event.number}, which is of another type")

    async def submission_supplemented(self, event: SubmissionSupplementedV1) -> None:
        """Take what a requester sent for the answer to a question that waits. Raises `TransientError`."""
        # Without a route nobody has asked anything: what is sent before that is registry's alone.
        await self._changes.change(
            lambda: self._routes.get(event.submission_id),
            lambda route, known: supplemented(
                route, event.supplement_id, event.supplement_received_at, self._clock.now(), known.by_id
            ),
        )

    async def unit_changed(self, event: UnitChangedV1) -> None:
        """Note a unit. Due dates follow later, page by page (`rescheduling`). Raises `TransientError`."""
        await self._units.note(event)

    async def route(self, number: str) -> Route:
        """The route of a transaction. Raises `NotFoundError`, `TransientError`."""
        found = await self._routes.by_number(number)
        if found is None:
            raise NotFoundError(number)
        return found

    async def inbox(
        self,
        *,
        units: frozenset[str] | None,
        confidential: frozenset[str] | None,
        certainty: Certainty | None,
        after: str,
        limit: int,
    ) -> Sequence[Route]:
        """What units have, urgent first, then oldest received; see `ports.Routes.inbox`. Raises `TransientError`."""
        return await self._routes.inbox(
            units=units, confidential=confidential, certainty=certainty, after=after, limit=limit
        )


def _choices(known: KnownUnits) -> Units:
    if known.choices is None:
        raise TransientError("the documents department has not arrived from directory yet")
    return known.choices
