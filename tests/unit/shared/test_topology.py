import re
from typing import Any

import pytest

from shared.contracts import EVENTS
from shared.messaging.definitions import definitions
from shared.messaging.topology import (
    BACKUP,
    DELIVERY_LIMIT,
    EXCHANGE,
    HEARD,
    MARKERS,
    MEMORY,
    MEMORY_AGE,
    NO_LIMIT,
    again_exchange,
    queue_name,
    queues,
)

USERS = {name: f"hash-of-{name}" for name in (*HEARD, "operator")}
REMEMBERING = {**USERS, BACKUP: "hash-of-backup"}


def rendered(part: str) -> list[dict[str, Any]]:
    found = definitions(USERS)[part]
    assert isinstance(found, list)
    return found


def rights_of(user: str) -> dict[str, str]:
    (found,) = [each for each in rendered("permissions") if each["user"] == user]
    return found


def names() -> list[str]:
    return [queue["name"] for queue in rendered("queues")]


def test_every_service_has_a_queue_per_event_and_lane_it_hears() -> None:
    expected = {
        queue_name(service, event, urgent=urgent)
        for service, events in HEARD.items()
        for event in events
        for urgent in (False, True)
        if event.lanes or not urgent
    }
    assert {queue.name for queue in queues()} == expected
    assert "registry.intake.submission-read.v1.urgent" in expected
    assert "registry.directory.unit-changed.v1.urgent" not in expected


def test_every_queue_has_a_dead_letter_queue_behind_it() -> None:
    assert sorted(names()) == sorted(name for queue in queues() for name in (queue.name, queue.dead))


def test_every_queue_is_durable_and_a_quorum_queue() -> None:
    assert all(queue["durable"] and not queue["auto_delete"] for queue in rendered("queues"))
    assert {queue["arguments"]["x-queue-type"] for queue in rendered("queues")} == {"quorum"}


def test_no_name_is_there_twice() -> None:
    assert len(names()) == len(set(names()))


def test_every_policy_matches_exactly_its_queue() -> None:
    # RabbitMQ searches for the pattern anywhere in the name.
    for policy in rendered("policies"):
        assert [name for name in names() if re.search(policy["pattern"], name)] == [policy["name"]]
    assert sorted(policy["name"] for policy in rendered("policies")) == sorted(names())


def test_what_is_given_back_too_often_goes_behind_its_own_queue_and_is_never_dropped() -> None:
    policies = {policy["name"]: policy["definition"] for policy in rendered("policies")}
    for queue in queues():
        definition = policies[queue.name]
        assert definition["dead-letter-exchange"] == ""
        assert definition["dead-letter-routing-key"] == queue.dead
        assert definition["dead-letter-strategy"] == "at-least-once"
        assert definition["overflow"] == "reject-publish"
        assert definition["delivery-limit"] == DELIVERY_LIMIT


def test_reading_dead_letters_never_uses_them_up() -> None:
    policies = {policy["name"]: policy["definition"] for policy in rendered("policies")}
    assert {tuple(policies[queue.dead].items()) for queue in queues()} == {(("delivery-limit", NO_LIMIT),)}


def test_each_lane_is_bound_by_its_own_routing_key() -> None:
    bindings = {each["destination"]: each for each in rendered("bindings") if each["source"] == EXCHANGE}
    assert bindings.keys() == {queue.name for queue in queues()}
    for queue in queues():
        assert bindings[queue.name]["routing_key"] == queue.routing_key
        assert queue.name == f"{queue.service}.{queue.routing_key}"


def test_a_service_can_lead_an_event_back_to_each_of_its_queues_and_to_no_other() -> None:
    for service in HEARD:
        again = [each for each in rendered("bindings") if each["source"] == again_exchange(service)]
        assert all(each["routing_key"] == each["destination"] for each in again)
        assert {each["destination"] for each in again} == {queue.name for queue in queues() if queue.service == service}


@pytest.mark.parametrize("service", HEARD)
def test_a_service_may_read_its_own_queues_and_publish_to_all_or_to_itself_and_nothing_else(service: str) -> None:
    rights = rights_of(service)
    assert rights["configure"] == ""
    exchanges = (EXCHANGE, "amq.default", "amq.topic", *map(again_exchange, HEARD))
    writable = {name for name in (*exchanges, *names()) if re.search(rights["write"], name)}
    assert writable == {EXCHANGE, again_exchange(service)}
    assert {name for name in names() if re.search(rights["read"], name)} == {
        name for name in names() if name.startswith(f"{service}.")
    }
    assert not re.search(rights["read"], EXCHANGE)


def test_an_empty_pattern_is_no_right_at_all() -> None:
    # RabbitMQ takes the empty pattern for ^$, which matches the name of nothing that can be declared.
    assert {each["configure"] for each in rendered("permissions")} == {""}


def test_the_operator_may_read_and_replay_everything_but_change_nothing() -> None:
    rights = rights_of("operator")
    assert all(re.search(rights["read"], name) for name in names())
    assert re.search(rights["write"], "amq.default")
    assert rights["configure"] == ""


def test_a_service_may_state_its_own_events_and_no_other() -> None:
    allowed = {each["user"]: each for each in rendered("topic_permissions")}
    assert allowed.keys() == HEARD.keys()
    for service, rights in allowed.items():
        assert rights["exchange"] == EXCHANGE
        stated = {event.topic for event in EVENTS if re.search(rights["write"], event.topic)}
        assert stated == {event.topic for event in EVENTS if event.topic.split(".")[0] == service}


def test_no_user_may_administer_the_broker() -> None:
    assert all(user["tags"] == [] for user in rendered("users"))
    assert {user["name"]: user["password_hash"] for user in rendered("users")} == USERS


def remembering(part: str) -> list[dict[str, Any]]:
    """What a broker has besides when it remembers."""
    with_memory = definitions(REMEMBERING)[part]
    assert isinstance(with_memory, list)
    return [each for each in with_memory if each not in rendered(part)]


def test_a_broker_with_a_user_for_backups_remembers_what_is_published() -> None:
    (memory,) = remembering("queues")
    assert (memory["name"], memory["arguments"]) == (MEMORY, {"x-queue-type": "stream"})
    (policy,) = remembering("policies")
    assert [name for name in (*names(), MEMORY) if re.search(policy["pattern"], name)] == [MEMORY]
    assert policy["definition"]["max-age"] == MEMORY_AGE


def test_it_remembers_what_somebody_hears_and_nothing_else() -> None:
    # An event that no service's queue takes has to come back to its publisher.
    bindings = remembering("bindings")
    assert {each["destination"] for each in bindings} == {MEMORY}
    assert {each["routing_key"] for each in bindings if each["source"] == EXCHANGE} == {
        queue.routing_key for queue in queues()
    }
    assert [each["routing_key"] for each in bindings if each["source"] == MARKERS] == [MEMORY]


def test_a_backup_may_read_the_memory_and_dead_letters_and_write_marks_only() -> None:
    (rights,) = remembering("permissions")
    assert rights["configure"] == ""
    exchanges = (EXCHANGE, MARKERS, "amq.default", *map(again_exchange, HEARD))
    assert [name for name in (*exchanges, *names(), MEMORY) if re.search(rights["write"], name)] == [MARKERS]
    readable = {name for name in (*names(), MEMORY) if re.search(rights["read"], name)}
    assert readable == {MEMORY, *(queue.dead for queue in queues())}


def test_no_service_may_read_or_mark_the_memory() -> None:
    for service in HEARD:
        rights = rights_of(service)
        assert not re.search(rights["read"], MEMORY)
        assert not re.search(rights["write"], MARKERS)


def test_a_broker_for_some_services_has_only_their_queues() -> None:
    some = definitions({"storage": "hash"})
    assert isinstance(some["queues"], list)
    assert {queue["name"].split(".")[0] for queue in some["queues"]} == {"storage"}
