"""The services hear what the topology says they hear, and their AsyncAPI documents say the same."""

import json
from importlib import import_module
from inspect import signature
from pathlib import Path

import pytest
from faststream.rabbit.subscriber import RabbitSubscriber

from deploy.local.services import SERVICES as DEPLOYED
from shared.contracts import EVENTS
from shared.messaging.broker import EventBroker
from shared.messaging.topology import EXCHANGE, HEARD, URGENT, queues
from tests.contracts.forms import PASSWORD, asyncapi_of, broker_of

SERVICES = Path(__file__).parents[2] / "services"
HEARING = [name for name in HEARD if HEARD[name]]

each_service = pytest.mark.parametrize("service", HEARD)
each_hearing_service = pytest.mark.parametrize("service", HEARING)


class AnyService:
    """Stands in for a service: nothing of it is called while handlers are only registered."""


def subscribed(service: str) -> EventBroker:
    """A service's side of the exchange with its own handlers."""
    broker = broker_of(service)
    if (SERVICES / service / "consumers.py").exists():
        subscribe = import_module(f"services.{service}.consumers").subscribe
        subscribe(broker, *(AnyService() for _ in [*signature(subscribe).parameters][1:]))
    return broker


def subscribers_of(broker: EventBroker) -> list[RabbitSubscriber]:
    return [each for each in broker.faststream.subscribers if isinstance(each, RabbitSubscriber)]


def test_the_topology_names_the_services_that_have_to_do_with_events() -> None:
    there = {path.parent.name for path in SERVICES.glob("*/__init__.py")}
    assert there == {service.name for service in DEPLOYED}
    assert set(HEARD) == {service.name for service in DEPLOYED if service.events}


@each_service
def test_a_service_hears_exactly_the_queues_that_the_topology_gives_it(service: str) -> None:
    heard = [subscriber.queue.name for subscriber in subscribers_of(subscribed(service))]
    assert sorted(heard) == sorted(queue.name for queue in queues() if queue.service == service)


@each_hearing_service
def test_every_lane_has_a_channel_of_its_own(service: str) -> None:
    channels = [subscriber.channel for subscriber in subscribers_of(subscribed(service))]
    assert len({id(channel) for channel in channels}) == len(channels)
    assert all(channel and channel.prefetch_count for channel in channels)


@each_hearing_service
def test_of_what_waits_at_a_start_the_urgent_is_taken_first(service: str) -> None:
    # They start in this order, and each takes what waits as soon as it has started.
    heard = [subscriber.queue.name.endswith(URGENT) for subscriber in subscribers_of(subscribed(service))]
    assert heard == sorted(heard, reverse=True)


@each_hearing_service
def test_a_service_declares_nothing_on_the_broker(service: str) -> None:
    assert not any(subscriber.queue.declare for subscriber in subscribers_of(subscribed(service)))


@each_service
def test_the_asyncapi_document_has_every_event_that_is_heard_and_every_one_that_is_published(service: str) -> None:
    document = asyncapi_of(subscribed(service))
    by_action: dict[str, set[str]] = {"receive": set(), "send": set()}
    for operation in document["operations"].values():
        by_action[operation["action"]].add(operation["channel"]["$ref"].rsplit("/", 1)[1])
    assert by_action["receive"] == {queue.name for queue in queues() if queue.service == service}
    published = {
        event.topic + lane
        for event in EVENTS
        if event.topic.startswith(f"{service}.")
        for lane in (("", ".urgent") if event.lanes else ("",))
    }
    assert by_action["send"] == published
    assert document["channels"].keys() == by_action["receive"] | by_action["send"]


@each_service
def test_the_asyncapi_document_has_the_schema_of_every_event_in_it(service: str) -> None:
    document = asyncapi_of(subscribed(service))
    expected = {event for event in EVENTS if event.topic.startswith(f"{service}.")} | set(HEARD[service])
    schemas = document["components"]["schemas"]
    for event in expected:
        schema = next((found for name, found in schemas.items() if name.startswith(event.__name__)), None)
        assert schema is not None, event
        assert schema["properties"].keys() == event.model_fields.keys()


@each_service
def test_the_asyncapi_document_names_the_exchange_of_what_is_published(service: str) -> None:
    document = asyncapi_of(subscribed(service))
    sent = [operation for operation in document["operations"].values() if operation["action"] == "send"]
    channels = [document["channels"][operation["channel"]["$ref"].rsplit("/", 1)[1]] for operation in sent]
    assert {channel["bindings"]["amqp"]["exchange"]["name"] for channel in channels} <= {EXCHANGE}
    assert bool(channels) == any(event.topic.startswith(f"{service}.") for event in EVENTS)


@each_service
def test_the_asyncapi_document_tells_no_credentials_and_no_address(service: str) -> None:
    text = json.dumps(asyncapi_of(subscribed(service)))
    assert PASSWORD not in text
    assert "10.0.0.1" not in text
