"""What routing does with what it hears, and with what a clerk says."""

from dataclasses import replace

import pytest
from prometheus_client import REGISTRY

from services.routing.known_units import UnitWatch
from services.routing.model import By, assign
from services.routing.rules import Rules
from services.routing.service import Routing
from services.routing.work import Work
from shared.conflicts import CONFLICTS
from shared.errors import TransientError
from tests.unit.routing.examples import CLERK, NOW, NUMBER, asks, numbered, registered, unit, voided
from tests.unit.routing.fakes import FakeRoutes, FakeUnitProjection, StandingRules, TickingClock


def doubtful() -> dict[str, object]:
    """What makes a letter one that nothing is known of but a weak word."""
    return {"unit_id": None, "request_type": "other", "subject": "بشأن عقد"}


def counted(certainty: str) -> float:
    return REGISTRY.get_sample_value("diwan_routing_routes_total", {"certainty": certainty}) or 0.0


async def test_a_registered_transaction_gets_its_unit_and_everybody_hears_of_it(
    routing: Routing, routes: FakeRoutes
) -> None:
    await routing.transaction_registered(registered())
    route = await routing.route(NUMBER)
    (event,) = routes.routed
    assert (route.unit_id, route.certainty, route.because) == ("permits", "certain", "request-type")
    assert (event.number, event.version, event.unit, event.due_on) == (NUMBER, 1, unit("permits").unit, route.due_on)
    assert (event.urgent, event.moved_from, event.requester) == (True, None, registered().requester)


async def test_an_unsure_one_goes_to_the_documents_department_with_what_was_in_question(
    routing: Routing, routes: FakeRoutes
) -> None:
    await routing.transaction_registered(registered(**doubtful()))
    route = await routing.route(NUMBER)
    assert (route.unit_id, route.certainty, route.because, route.candidates) == (
        "documents",
        "doubtful",
        "rule-weak",
        ("legal",),
    )
    assert routes.routed[0].unit.unit_id == "documents"


async def test_hearing_it_again_changes_nothing_and_counts_nothing(routing: Routing, routes: FakeRoutes) -> None:
    before = counted("certain")
    for _ in range(3):
        await routing.transaction_registered(registered())
    assert len(routes.told) == 1
    assert counted("certain") == before + 1


async def test_routes_are_counted_by_how_sure_they_are(routing: Routing) -> None:
    before = counted("doubtful")
    await routing.transaction_registered(registered(**doubtful()))
    assert counted("doubtful") == before + 1


async def test_hearing_it_again_after_a_clerk_moved_it_leaves_it_where_it_is(
    routing: Routing, work: Work, routes: FakeRoutes
) -> None:
    await routing.transaction_registered(registered())
    await work.assign(asks(CLERK, 1), unit_id="legal", reason="")
    await routing.transaction_registered(registered())
    assert (await routing.route(NUMBER)).unit_id == "legal"
    assert len(routes.told) == 2


async def test_letters_wait_until_the_units_have_arrived(routes: FakeRoutes, rules: Rules) -> None:
    projection = FakeUnitProjection()
    routing = Routing(routes=routes, units=UnitWatch(projection), rules=StandingRules(rules), clock=TickingClock())
    await routing.unit_changed(unit("permits"))
    with pytest.raises(TransientError):
        await routing.transaction_registered(registered())
    assert routes.kept == {}
    await routing.unit_changed(unit("documents"))
    await routing.transaction_registered(registered())
    assert (await routing.route(NUMBER)).unit_id == "permits"


async def test_a_unit_that_another_replica_heard_of_is_no_doubt(
    routing: Routing, projection: FakeUnitProjection
) -> None:
    await projection.note(unit("trade"))
    await routing.transaction_registered(registered(unit_id="trade"))
    assert (await routing.route(NUMBER)).unit_id == "trade"


async def test_a_unit_that_nobody_knows_is_for_a_clerk(routing: Routing) -> None:
    await routing.transaction_registered(registered(unit_id="nowhere"))
    route = await routing.route(NUMBER)
    assert (route.unit_id, route.because, route.certainty) == ("documents", "unit-unknown", "doubtful")


async def test_ordinary_letters_do_not_read_the_units(routing: Routing, projection: FakeUnitProjection) -> None:
    before = projection.readings
    for sequence in range(1, 20):
        await routing.transaction_registered(numbered(sequence))
    assert projection.readings == before


async def test_a_voided_transaction_leaves_the_inbox_and_stays_known(routing: Routing, routes: FakeRoutes) -> None:
    await routing.transaction_registered(registered())
    for _ in range(2):
        await routing.transaction_voided(voided(registered()))
    route = await routing.route(NUMBER)
    last = route.history[-1]
    assert (last.kind, last.who, last.because, len(route.history)) == ("voided", "p-0003", "sent twice", 2)
    assert await routing.inbox(units=None, confidential=None, certainty=None, after="", limit=10) == []
    assert len(routes.told) == 1


async def test_a_void_that_is_heard_before_the_number_waits_for_it(routing: Routing) -> None:
    with pytest.raises(TransientError):
        await routing.transaction_voided(voided(registered()))


async def test_a_void_that_meets_other_changes_is_made_after_them(routing: Routing, routes: FakeRoutes) -> None:
    await routing.transaction_registered(registered())
    first = await routing.route(NUMBER)
    routes.rivals = [assign(first, unit("documents"), By(person_id="p-0009"), NOW)]
    await routing.transaction_voided(voided(registered()))
    route = await routing.route(NUMBER)
    assert (route.version, route.voided, route.unit_id) == (3, True, "documents")


async def test_a_route_that_keeps_changing_is_tried_again_later(routing: Routing, routes: FakeRoutes) -> None:
    await routing.transaction_registered(registered())
    first = await routing.route(NUMBER)
    routes.rivals = [replace(first, version=version) for version in range(2, 2 + CONFLICTS)]
    with pytest.raises(TransientError):
        await routing.transaction_voided(voided(registered()))
    assert len(routes.told) == 1
