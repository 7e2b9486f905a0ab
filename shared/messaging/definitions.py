"""The broker's side of the topology: what exists on it from its start, and who may do what."""

from collections.abc import Mapping, Sequence

from shared.messaging.topology import (
    BACKUP,
    DEAD,
    DELIVERY_LIMIT,
    EXCHANGE,
    HEARD,
    MARKERS,
    MEMORY,
    MEMORY_AGE,
    MEMORY_BYTES,
    MEMORY_SEGMENT_BYTES,
    NO_LIMIT,
    OPERATOR,
    VHOST,
    Queue,
    again_exchange,
    queues,
)


def definitions(password_hashes: Mapping[str, str]) -> dict[str, object]:
    """The broker's definitions, as `load_definitions` reads them, for users with these password hashes.

    A user named `operator`, if given, may read and replay everything (the dead-letter command). With one named `backup`
    the broker remembers what was published.
    """
    names = [queue for queue in queues() if queue.service in password_hashes]
    remembered = sorted({queue.routing_key for queue in names}) if BACKUP in password_hashes else []
    return {
        "vhosts": [{"name": VHOST}],
        "users": [
            {"name": name, "password_hash": hashed, "hashing_algorithm": "rabbit_password_hashing_sha256", "tags": []}
            for name, hashed in password_hashes.items()
        ],
        "permissions": [{"user": name, "vhost": VHOST, **_rights(name)} for name in password_hashes],
        "topic_permissions": [_topics(name) for name in password_hashes if name in HEARD],
        "exchanges": [
            _exchange(EXCHANGE, "topic"),
            *(_exchange(again_exchange(service), "direct") for service in HEARD if service in password_hashes),
            *([_exchange(MARKERS, "direct")] if remembered else []),
        ],
        "queues": [
            *(_queue(queue.name) for queue in names),
            *(_queue(queue.dead) for queue in names),
            *([_queue(MEMORY, "stream")] if remembered else []),
        ],
        "bindings": [
            *(_binding(EXCHANGE, queue.name, queue.routing_key) for queue in names),
            *(_binding(again_exchange(queue.service), queue.name, queue.name) for queue in names),
            *_remembering(remembered),
        ],
        "policies": [
            *(_policy(queue) for queue in names),
            *(_dead_policy(queue) for queue in names),
            *([_memory_policy()] if remembered else []),
        ],
    }


def _exchange(name: str, kind: str) -> dict[str, object]:
    return {
        "name": name,
        "vhost": VHOST,
        "type": kind,
        "durable": True,
        "auto_delete": False,
        "internal": False,
        "arguments": {},
    }


def _binding(source: str, queue: str, routing_key: str) -> dict[str, object]:
    return {
        "source": source,
        "vhost": VHOST,
        "destination": queue,
        "destination_type": "queue",
        "routing_key": routing_key,
        "arguments": {},
    }


def _remembering(routing_keys: Sequence[str]) -> list[dict[str, object]]:
    # Key by key, and not all at once: an event that no service's queue takes has to come back to its publisher.
    bindings = [_binding(EXCHANGE, MEMORY, key) for key in routing_keys]
    return [*bindings, _binding(MARKERS, MEMORY, MEMORY)] if bindings else []


def _queue(name: str, kind: str = "quorum") -> dict[str, object]:
    # The type is part of the queue and never changes; limits and dead-lettering are policy, which may.
    return {
        "name": name,
        "vhost": VHOST,
        "durable": True,
        "auto_delete": False,
        "arguments": {"x-queue-type": kind},
    }


def _policy(queue: Queue) -> dict[str, object]:
    return {
        "name": queue.name,
        "vhost": VHOST,
        "pattern": f"^{_escaped(queue.name)}$",
        "apply-to": "queues",
        "priority": 1,
        "definition": {
            "dead-letter-exchange": "",
            "dead-letter-routing-key": queue.dead,
            # at-most-once is the default and may lose the very message somebody has to look at
            "dead-letter-strategy": "at-least-once",
            "overflow": "reject-publish",
            "delivery-limit": DELIVERY_LIMIT,
        },
    }


def _dead_policy(queue: Queue) -> dict[str, object]:
    return {
        "name": queue.dead,
        "vhost": VHOST,
        "pattern": f"^{_escaped(queue.dead)}$",
        "apply-to": "queues",
        "priority": 1,
        "definition": {"delivery-limit": NO_LIMIT},
    }


def _memory_policy() -> dict[str, object]:
    return {
        "name": MEMORY,
        "vhost": VHOST,
        "pattern": f"^{_escaped(MEMORY)}$",
        "apply-to": "queues",
        "priority": 1,
        "definition": {
            "max-age": MEMORY_AGE,
            "max-length-bytes": MEMORY_BYTES,
            "stream-max-segment-size-bytes": MEMORY_SEGMENT_BYTES,
        },
    }


def _rights(user: str) -> dict[str, str]:
    if user == OPERATOR:
        return {"configure": "", "write": ".*", "read": ".*"}
    if user == BACKUP:
        read = rf"^({_escaped(MEMORY)}|.*{_escaped(DEAD)})$"
        return {"configure": "", "write": f"^{_escaped(MARKERS)}$", "read": read}
    # Nothing may be declared; events are published to all, or again to oneself; only the own queues are read.
    own = rf"^{_escaped(user)}\..*$"
    return {"configure": "", "write": f"^({_escaped(EXCHANGE)}|{_escaped(again_exchange(user))})$", "read": own}


def _topics(service: str) -> dict[str, str]:
    # Whoever has a service's password can state nothing in the name of another.
    return {
        "user": service,
        "vhost": VHOST,
        "exchange": EXCHANGE,
        "write": rf"^{_escaped(service)}\.",
        "read": "^$",
    }


def _escaped(name: str) -> str:
    return name.replace(".", r"\.")
