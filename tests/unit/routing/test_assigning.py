"""A clerk gives a transaction to a unit."""

import pytest

from services.routing.errors import UnknownUnitError, VoidedRouteError
from services.routing.model import By, assign
from services.routing.service import Routing
from services.routing.work import Work
from shared.errors import NotFoundError, OldVersionError
from tests.unit.routing.examples import CLERK, NOW, NUMBER, asks, numbered, registered, unit, voided
from tests.unit.routing.fakes import FakeRoutes, FakeUnitProjection


def doubtful() -> dict[str, object]:
    """What makes a letter one that nothing is known of but a weak word."""
    return {"unit_id": None, "request_type": "other", "subject": "بشأن عقد"}


async def test_a_voided_transaction_cannot_be_assigned(routing: Routing, work: Work) -> None:
    await routing.transaction_registered(registered())
    await routing.transaction_voided(voided(registered()))
    with pytest.raises(VoidedRouteError):
        await work.assign(asks(CLERK, 2), unit_id="legal", reason="")


async def test_a_clerk_moves_a_transaction_and_the_event_says_from_where(
    routing: Routing, work: Work, routes: FakeRoutes
) -> None:
    await routing.transaction_registered(registered())
    done = await work.assign(asks(CLERK, 1), unit_id="legal", reason="it is about a contract")
    moved, event = await routing.route(NUMBER), routes.routed[-1]
    assert (moved.unit_id, moved.version, moved.history[-1].who) == ("legal", done.version, "p-0002")
    assert (event.version, event.unit.unit_id, event.moved_from, event.because) == (2, "legal", "permits", "clerk")
    assert len({one.id for one in routes.told}) == 2


async def test_a_clerk_confirms_a_doubtful_unit_and_that_is_no_move(
    routing: Routing, work: Work, routes: FakeRoutes
) -> None:
    await routing.transaction_registered(registered(**doubtful()))
    await work.assign(asks(CLERK, 1), unit_id="documents", reason="")
    event = routes.routed[-1]
    assert ((await routing.route(NUMBER)).certainty, event.certainty) == ("certain", "certain")
    assert (event.version, event.moved_from) == (2, None)


async def test_assigning_what_is_certain_to_the_same_unit_tells_nobody(
    routing: Routing, work: Work, routes: FakeRoutes
) -> None:
    await routing.transaction_registered(registered())
    assert (await work.assign(asks(CLERK, 1), unit_id="permits", reason="")).version == 1
    assert len(routes.told) == 1


async def test_a_clerk_may_name_a_unit_that_another_replica_heard_of(
    routing: Routing, work: Work, projection: FakeUnitProjection
) -> None:
    await routing.transaction_registered(registered())
    await projection.note(unit("trade"))
    await work.assign(asks(CLERK, 1), unit_id="trade", reason="")
    assert (await routing.route(NUMBER)).unit_id == "trade"


async def test_a_unit_that_does_not_exist_and_a_number_that_does_not_exist_are_told_apart(
    routing: Routing, work: Work
) -> None:
    await routing.transaction_registered(registered())
    with pytest.raises(UnknownUnitError):
        await work.assign(asks(CLERK, 1), unit_id="nowhere", reason="")
    with pytest.raises(NotFoundError):
        await work.assign(asks(CLERK, 1, numbered(2).number), unit_id="legal", reason="")


async def test_an_assignment_that_meets_another_overwrites_nothing(
    routing: Routing, work: Work, routes: FakeRoutes
) -> None:
    await routing.transaction_registered(registered())
    first = await routing.route(NUMBER)
    routes.rivals = [assign(first, unit("documents"), By(person_id="p-0009"), NOW)]
    with pytest.raises(OldVersionError):
        await work.assign(asks(CLERK, 1), unit_id="legal", reason="")
    assert (await routing.route(NUMBER)).unit_id == "documents"
    assert len(routes.told) == 1
