"""What is heard reaches the service, in both lanes."""

from datetime import timedelta

from faststream.rabbit import TestRabbitBroker

from services.routing.consumers import subscribe
from services.routing.model import waiting
from services.routing.service import Routing
from services.routing.work import Work
from shared.contracts import (
    Event,
    MatterClassifiedV1,
    SubmissionSupplementedV1,
    TransactionRegisteredV1,
    TransactionRetypedV1,
    TransactionVoidedV1,
    UnitChangedV1,
)
from shared.messaging.broker import EventBroker
from shared.messaging.topology import HEARD, queue_name
from tests.unit.routing.examples import NOW, asks, classified, numbered, person, supplement, unit, voided


async def hear(routing: Routing, *events: Event) -> None:
    broker = EventBroker("amqp://broker", "routing")
    subscribe(broker, routing)
    async with TestRabbitBroker(broker.faststream) as connected:
        for event in events:
            queue = queue_name("routing", type(event), urgent=event.urgent)
            await connected.publish(event.model_dump_json().encode(), queue, content_type="application/json")


async def test_every_event_that_routing_hears_does_its_work(routing: Routing, work: Work) -> None:
    ordinary, urgent = numbered(1, unit_id="trade"), numbered(2, urgent=True)
    await hear(routing, unit("trade"), ordinary, urgent, voided(urgent))
    trader = person("p-1", "officer", "trade")
    await work.ask(asks(trader, 1, ordinary.number), None, "متى؟")
    await hear(routing, supplement(ordinary, received_at=NOW + timedelta(days=1)))
    route = await routing.route(ordinary.number)
    assert (route.unit_id, waiting(route.questions)) == ("trade", None)
    assert (await routing.route(urgent.number)).voided
    await hear(routing, classified(4, confidential=True, event=ordinary, number=ordinary.number))
    assert (await routing.route(ordinary.number)).confidential
    retyped = TransactionRetypedV1(
        occurred_at=NOW,
        submission_id=ordinary.submission_id,
        number=ordinary.number,
        version=9,
        request_type="other",
        request_type_title=ordinary.request_type_title,
        days_to_answer=30,
        by="p-0002",
        reason="x",
    )
    await hear(routing, retyped)
    assert (await routing.route(ordinary.number)).days_to_answer == 30


def test_the_events_above_are_all_that_routing_hears() -> None:
    assert set(HEARD["routing"]) == {
        TransactionRegisteredV1,
        TransactionVoidedV1,
        SubmissionSupplementedV1,
        MatterClassifiedV1,
        TransactionRetypedV1,
        UnitChangedV1,
    }
