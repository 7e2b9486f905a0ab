import inspect
import json
import pkgutil
import re
import time
from datetime import UTC, datetime
from importlib import import_module
from typing import Any
from uuid import RFC_4122, uuid4

import pytest
from pydantic import BaseModel, ValidationError

import shared.contracts
from shared.contracts import EVENTS, Event
from shared.contracts.base import SubmissionEvent
from shared.ids import new_id
from shared.messaging.topology import HEARD, queue_name, queues

every_event = pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.topic)


def owner(event: type[Event]) -> str:
    return event.topic.split(".")[0]


def defined_events() -> set[type[Event]]:
    """Every event class with a topic of its own, in any module of the contracts."""
    modules = [
        import_module(f"shared.contracts.{found.name}") for found in pkgutil.iter_modules(shared.contracts.__path__)
    ]
    return {
        value
        for module in modules
        for value in vars(module).values()
        if inspect.isclass(value) and issubclass(value, Event) and "topic" in vars(value)
    }


def test_every_event_is_in_the_list_once() -> None:
    assert set(EVENTS) == defined_events()
    assert len({event.topic for event in EVENTS}) == len(EVENTS)


@every_event
def test_an_event_stands_in_the_module_of_its_owner(event: type[Event]) -> None:
    assert event.__module__ == f"shared.contracts.{owner(event)}"
    assert owner(event) in HEARD


@every_event
def test_the_version_is_in_class_and_topic(event: type[Event]) -> None:
    name, version = re.fullmatch(r"(\w+)V(\d+)", event.__name__).groups()  # type: ignore[union-attr]  # no match fails the test, too
    in_words = re.sub(r"(?<!^)(?=[A-Z])", "-", name).lower()
    assert event.topic == f"{owner(event)}.{in_words}.v{version}"


@every_event
def test_an_event_is_named_in_the_past_tense(event: type[Event]) -> None:
    verb = event.topic.split(".")[1].rsplit("-", 1)[1]
    assert verb.endswith("ed") or verb in ("read", "incomplete"), "read and incomplete are the two that do not show it"


@every_event
def test_an_event_says_what_it_means(event: type[Event]) -> None:
    assert event.__doc__
    assert event.__doc__ != Event.__doc__
    assert event.__doc__ != SubmissionEvent.__doc__


@every_event
def test_an_event_is_heard_by_somebody(event: type[Event]) -> None:
    assert [service for service, heard in HEARD.items() if event in heard]


@every_event
def test_an_event_and_everything_in_it_is_frozen_and_takes_fields_that_it_does_not_know(event: type[Event]) -> None:
    for model in models_in(event):
        assert model.model_config.get("frozen"), model
        # A bilingual text has exactly two languages; everything else may gain optional fields.
        assert model.model_config.get("extra") == ("forbid" if model.__name__ == "Text" else "ignore"), model


@every_event
def test_every_time_has_a_time_zone(event: type[Event]) -> None:
    with pytest.raises(ValidationError) as raised:
        event.model_validate({"occurred_at": "2026-11-21T20:00:00"})
    assert ("occurred_at",) in [error["loc"] for error in raised.value.errors() if error["type"] == "timezone_aware"]


def test_an_urgent_event_travels_in_its_lane_if_it_has_one() -> None:
    facts: dict[str, Any] = {"occurred_at": datetime.now(UTC), "submission_id": uuid4(), "number": "n", "reason": "r"}
    voided = shared.contracts.TransactionVoidedV1(**facts, voided_by="p", urgent=True)
    assert voided.routing_key == "registry.transaction-voided.v1.urgent"
    assert voided.model_copy(update={"urgent": False}).routing_key == "registry.transaction-voided.v1"
    assert not shared.contracts.UnitChangedV1.lanes


def test_what_a_later_version_adds_is_ignored_by_who_does_not_know_it() -> None:
    facts = {
        "occurred_at": "2026-11-21T20:00:00Z",
        "submission_id": str(uuid4()),
        "number": "IN-2026-000001-7",
        "reason": "twice",
        "voided_by": "person",
        "something_new": {"of": "tomorrow"},
    }
    heard = shared.contracts.TransactionVoidedV1.model_validate_json(json.dumps(facts))
    assert heard.number == "IN-2026-000001-7"
    assert heard.subject_id == facts["submission_id"]


def test_queues_are_named_by_service_topic_and_lane() -> None:
    read = shared.contracts.SubmissionReadV1
    assert queue_name("registry", read) == "registry.intake.submission-read.v1"
    assert queue_name("registry", read, urgent=True) == "registry.intake.submission-read.v1.urgent"
    assert {queue.dead for queue in queues()} == {f"{queue.name}.dead" for queue in queues()}
    # AMQP 0-9-1: a queue's name has at most 255 bytes.
    assert max(len(queue.dead.encode()) for queue in queues()) <= 255


def models_in(model: type[BaseModel], seen: frozenset[type[BaseModel]] = frozenset()) -> set[type[BaseModel]]:
    """A model and those of its fields, however deep."""
    found: set[type[BaseModel]] = {model}
    for field in model.model_fields.values():
        for part in parts_of(field.annotation):
            if inspect.isclass(part) and issubclass(part, BaseModel) and part not in seen:
                found |= models_in(part, seen | {model})
    return found


def parts_of(annotation: Any) -> list[Any]:
    inner = getattr(annotation, "__args__", ())
    return [annotation, *(part for argument in inner for part in parts_of(argument))]


def test_ids_of_events_sort_by_time_so_that_an_outbox_is_a_queue() -> None:
    earlier = [new_id() for _ in range(50)]
    time.sleep(0.002)
    later = [new_id() for _ in range(50)]
    assert max(map(str, earlier)) < min(map(str, later))
    assert len({*earlier, *later}) == 100
    assert {(one.version, one.variant) for one in later} == {(7, RFC_4122)}
