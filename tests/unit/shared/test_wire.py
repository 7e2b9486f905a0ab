"""Events survive the way through a message, whoever travels with them."""

import json
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, cast

import pytest
from aio_pika import Message
from aio_pika.abc import AbstractIncomingMessage
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from shared.contracts import UnitChangedV1
from shared.contracts.base import Unit
from shared.language import Text
from shared.messaging.relay import Pending
from shared.messaging.wire import BATCH, alone, read, written

NOW = datetime(2026, 11, 22, tzinfo=UTC)
TRACE = f"00-{'a' * 32}-{'b' * 16}-01"


def unit(name: str) -> UnitChangedV1:
    return UnitChangedV1(
        occurred_at=NOW,
        unit=Unit(unit_id="trade", name=Text(ar=name, en=name), telephone="+968 2400 0000"),
        version=1,
        time_zone="Asia/Muscat",
        weekend=(5, 6),
    )


def pending(event: UnitChangedV1, body: bytes = b"") -> Pending:
    return Pending(
        owner=event.subject_id,
        id=str(event.id),
        topic=event.topic,
        routing_key=event.routing_key,
        subject=event.subject_id,
        occurred_at=event.occurred_at,
        traceparent=TRACE,
        body=body or event.model_dump_json().encode(),
    )


def arriving(message: Message) -> AbstractIncomingMessage:
    """What the other end has of a message."""
    names = ("body", "headers", "content_type", "message_id", "timestamp", "type")
    return cast("AbstractIncomingMessage", SimpleNamespace(**{name: getattr(message, name) for name in names}))


@given(st.lists(st.text(min_size=1, max_size=30), min_size=1, max_size=5))
def test_what_is_written_is_read_by_itself_and_in_company(names: list[str]) -> None:
    events = [unit(name) for name in names]
    found = read(UnitChangedV1, arriving(written([pending(each) for each in events], "directory")))
    assert [arrived.event for arrived in found] == events
    assert {arrived.traceparent for arrived in found} == {TRACE}


def test_a_batch_is_an_array_of_cloud_events() -> None:
    events = [unit("تجارة"), unit("Trade")]
    message = written([pending(each) for each in events], "directory")
    first, second = json.loads(message.body)
    assert (message.content_type, message.type, message.message_id) == (BATCH, events[0].topic, str(events[0].id))
    assert first == {
        "specversion": "1.0",
        "id": str(events[0].id),
        "type": "directory.unit-changed.v1",
        "source": "/diwan/directory",
        "subject": "trade",
        "time": NOW.isoformat(),
        "traceparent": TRACE,
        "datacontenttype": "application/json",
        "data": events[0].model_dump(mode="json"),
    }
    assert second["id"] == str(events[1].id)


def test_who_is_taken_out_of_a_company_looks_as_if_he_had_come_alone() -> None:
    events = [unit("one"), unit("two"), unit("three")]
    parted = alone(arriving(written([pending(each) for each in events], "directory")), 1)
    ever_alone = written([pending(events[1])], "directory")
    assert json.loads(parted.body) == json.loads(ever_alone.body)
    assert parted.headers == ever_alone.headers
    assert _properties(parted) == _properties(ever_alone)


def _properties(message: Message) -> dict[str, Any]:
    names = ("message_id", "correlation_id", "type", "timestamp", "content_type", "delivery_mode", "app_id")
    return {name: getattr(message, name) for name in names}


def test_what_the_hearer_does_not_know_yet_is_kept_for_a_later_one() -> None:
    newer = {**unit("one").model_dump(mode="json"), "floor": 3}
    message = written([pending(unit("two")), pending(unit("one"), json.dumps(newer).encode())], "directory")
    assert json.loads(alone(arriving(message), 1).body)["floor"] == 3


def test_one_that_cannot_be_read_hides_no_other() -> None:
    good = unit("good")
    first, second = read(UnitChangedV1, arriving(written([pending(unit("bad"), b"{}"), pending(good)], "directory")))
    assert isinstance(first.event, ValidationError)
    assert second.event == good


@pytest.mark.parametrize("body", [b"", b"{", b"{}", b"[1]", b"\xff"])
def test_what_is_no_batch_is_refused(body: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - of what kind is no matter
        read(UnitChangedV1, arriving(Message(body, content_type=BATCH)))


def test_what_is_said_of_an_event_that_cannot_be_read_says_nothing_of_what_is_in_it() -> None:
    body = b'{"unit": {"name": "ahmed@company.example"}}'
    message = written([pending(unit("one"), body)], "directory")
    with pytest.raises(ValidationError) as alone_refused:
        read(UnitChangedV1, arriving(message))
    first, _ = read(UnitChangedV1, arriving(written([pending(unit("one"), body), pending(unit("two"))], "directory")))
    for said in (str(alone_refused.value), str(first.event)):
        assert "occurred_at" in said
        assert "company.example" not in said
