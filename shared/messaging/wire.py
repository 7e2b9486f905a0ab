"""Events as messages: one by itself, or several of one topic that set out together (docs/decisions/0012).

One event is a CloudEvent in binary mode: its attributes in the headers, itself in the body (CloudEvents 1.0, AMQP binding,
section 3.1). Several are a batch: an array of CloudEvents in JSON (CloudEvents 1.0, JSON format, section 4). The content
type tells which.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any, Generic, NamedTuple, TypeVar

from aio_pika import DeliveryMode, Message
from aio_pika.abc import AbstractIncomingMessage
from pydantic import BaseModel, TypeAdapter, ValidationError

from shared.contracts import Event
from shared.messaging.relay import Pending

BATCH = "application/cloudevents-batch+json"

SomeEvent = TypeVar("SomeEvent", bound=Event)


class Arrived(NamedTuple, Generic[SomeEvent]):
    """One event that a message brought, or why it cannot be read, and the trace that it belongs to."""

    event: SomeEvent | ValidationError
    traceparent: str


class _Element(BaseModel, Generic[SomeEvent]):
    """What is read of one CloudEvent in a batch."""

    traceparent: str = ""
    data: SomeEvent


def written(events: Sequence[Pending], service: str) -> Message:
    """The message that carries events of one topic."""
    first = events[0]
    if len(events) == 1:
        return _single(_attributes(first, service), first.body, first.occurred_at)
    elements = (_element(_attributes(event, service), event.body) for event in events)
    return Message(
        b"[%b]" % b",".join(elements),
        delivery_mode=DeliveryMode.PERSISTENT,
        message_id=first.id,
        correlation_id=first.id,
        type=first.topic,
        timestamp=first.occurred_at,
        content_type=BATCH,
        headers={"events": len(events)},
        app_id=f"diwan-{service}",
    )


def read(kind: type[SomeEvent], message: AbstractIncomingMessage) -> Sequence[Arrived[SomeEvent]]:
    """The events that a message brought. Raises `ValueError` when not even their number can be told."""
    if message.content_type != BATCH:
        return [Arrived(kind.model_validate_json(message.body), str(message.headers.get("traceparent", "")))]
    try:
        elements = _batch_of(kind).validate_json(message.body)
    except ValidationError:
        # One that cannot be read keeps no other from being heard.
        return [_one(kind, element) for element in _elements(message)]
    return [Arrived(element.data, element.traceparent) for element in elements]


def alone(message: AbstractIncomingMessage, place: int) -> Message:
    """One event of a batch in a message of its own, with all that its owner said, understood here or not."""
    attributes = dict(_elements(message)[place])
    body = json.dumps(attributes.pop("data", None), ensure_ascii=False).encode()
    attributes.pop("datacontenttype", None)
    return _single({name: str(value) for name, value in attributes.items()}, body, message.timestamp)


def _single(attributes: Mapping[str, str], body: bytes, moment: datetime | None) -> Message:
    return Message(
        body,
        delivery_mode=DeliveryMode.PERSISTENT,
        message_id=attributes.get("id"),
        correlation_id=attributes.get("id"),
        type=attributes.get("type"),
        timestamp=moment,
        content_type="application/json",
        headers={_header(name): value for name, value in attributes.items()},
        app_id=attributes.get("source", "").strip("/").replace("/", "-"),
    )


def _attributes(event: Pending, service: str) -> dict[str, str]:
    """CloudEvents 1.0, section 3; `traceparent` by its extension for distributed tracing."""
    return {
        "specversion": "1.0",
        "id": event.id,
        "type": event.topic,
        "source": f"/diwan/{service}",
        "subject": event.subject,
        "time": event.occurred_at.isoformat(),
        "traceparent": event.traceparent,
    }


def _header(attribute: str) -> str:
    return attribute if attribute == "traceparent" else f"cloudEvents_{attribute}"


def _element(attributes: Mapping[str, str], body: bytes) -> bytes:
    # The body is JSON already; read and written once more it would cost more than all the rest.
    head = json.dumps({**attributes, "datacontenttype": "application/json"}, ensure_ascii=False).encode()
    return b'%b,"data":%b}' % (head[:-1], body)


@cache
def _batch_of(kind: type[Event]) -> TypeAdapter[list[_Element[Any]]]:
    # The kind is known when somebody begins to hear it, not before.
    return TypeAdapter(list[_Element[kind]])  # type: ignore[valid-type]  # a type that is made while running


def _elements(message: AbstractIncomingMessage) -> list[dict[str, Any]]:
    elements = json.loads(message.body)
    if not isinstance(elements, list) or not all(isinstance(each, dict) for each in elements):
        raise ValueError("no batch of events")
    return elements


def _one(kind: type[SomeEvent], element: Mapping[str, Any]) -> Arrived[SomeEvent]:
    traceparent = str(element.get("traceparent", ""))
    try:
        return Arrived(kind.model_validate_json(json.dumps(element.get("data"))), traceparent)
    except ValidationError as error:
        return Arrived(error, traceparent)
