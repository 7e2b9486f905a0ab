"""What is heard reaches the service, in both lanes."""

from datetime import timedelta
from uuid import UUID

from faststream.rabbit import TestRabbitBroker

from services.routing.consumers import subscribe
from services.routing.model import waiting
from services.routing.service import Routing
from services.routing.work import Work
from shared.contracts import (
    Event,
    LetterNumberedV1,
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
from tests.unit.routing.letters.examples import letter_numbered


class Numbers:
    """Stands in for letters: notes which of them got numbers, and whose transactions were classified."""

    def __init__(self) -> None:
        self.given: list[str] = []
        self.classified: list[UUID] = []

    async def letter_numbered(self, event: LetterNumberedV1) -> None:
        self.given.append(event.number)

    async def matter_classified(self, submission_id: UUID) -> None:
        self.classified.append(submission_id)


async def hear(routing: Routing, numbers: Numbers, *events: Event) -> None:
    broker = EventBroker("amqp://broker", "routing")
    subscribe(broker, routing, numbers)
    async with TestRabbitBroker(broker.faststream) as connected:
        for event in events:
            queue = queue_name("routing", type(event), urgent=event.urgent)
            await connected.publish(event.model_dump_json().encode(), queue, content_type="application/json")


async def test_every_event_that_routing_hears_does_its_work(routing: Routing, work: Work) -> None:
    ordinary, urgent, numbers = numbered(1, unit_id="trade"), numbered(2, urgent=True), Numbers()
    await hear(routing, numbers, unit("trade"), ordinary, urgent, voided(urgent))
    trader = person("p-1", "officer", "trade")
    await work.ask(asks(trader, 1, ordinary.number), None, "متى؟")
    await hear(routing, numbers, supplement(ordinary, received_at=NOW + timedelta(days=1)), letter_numbered("OUT-1"))
    route = await routing.route(ordinary.number)
    assert (route.unit_id, waiting(route.questions)) == ("trade", None)
    assert (await routing.route(urgent.number)).voided
    assert numbers.given == ["OUT-1"]
    await hear(routing, numbers, classified(4, confidential=True, event=ordinary, number=ordinary.number))
    assert (await routing.route(ordinary.number)).confidential
    assert numbers.classified == [ordinary.submission_id]
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
    await hear(routing, numbers, retyped)
    assert (await routing.route(ordinary.number)).days_to_answer == 30
    assert (await routing.route(ordinary.number)).request_type == "other"


def test_the_events_above_are_all_that_routing_hears() -> None:
    assert set(HEARD["routing"]) == {
        TransactionRegisteredV1,
        TransactionVoidedV1,
        SubmissionSupplementedV1,
        LetterNumberedV1,
        MatterClassifiedV1,
        TransactionRetypedV1,
        UnitChangedV1,
    }
