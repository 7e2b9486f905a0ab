"""The broker's side of the topology: what exists on it from its start, and who may do what."""

from collections.abc import Mapping

from shared.messaging.topology import (
    DELIVERY_LIMIT,
    EXCHANGE,
    HEARD,
    NO_LIMIT,
    VHOST,
    Queue,
    again_exchange,
    queues,
)


def definitions(password_hashes: Mapping[str, str]) -> dict[str, object]:
    """The broker's definitions, as `load_definitions` reads them, for users with these password hashes.

    A user named `operator`, if given, may read and replay everything (the dead-letter command).
    """
    names = [queue for queue in queues() if queue.service in password_hashes]
    return {
        "vhosts": [{"name": VHOST}],
        "users": [
            {"name": name, "password_hash": hashed, "hashing_algorithm": "rabbit_password_hashing_sha256", "tags": []}
            for name, hashed in password_hashes.items()
        ],
        "permissions": [{"user": name, "vhost": VHOST, **_rights(name)} for name in password_hashes],
        "exchanges": [
            _exchange(EXCHANGE, "topic"),
            *(_exchange(again_exchange(service), "direct") for service in HEARD if service in password_hashes),
        ],
        "queues": [_queue(queue.name) for queue in names] + [_queue(queue.dead) for queue in names],
        "bindings": [
            *(_binding(EXCHANGE, queue.name, queue.routing_key) for queue in names),
            *(_binding(again_exchange(queue.service), queue.name, queue.name) for queue in names),
        ],
        "policies": [*(_policy(queue) for queue in names), *(_dead_policy(queue) for queue in names)],
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


def _queue(name: str) -> dict[str, object]:
    # The type is part of the queue and never changes; limits and dead-lettering are policy, which may.
    return {
        "name": name,
        "vhost": VHOST,
        "durable": True,
        "auto_delete": False,
        "arguments": {"x-queue-type": "quorum"},
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


def _rights(user: str) -> dict[str, str]:
    if user == "operator":
        return {"configure": "", "write": ".*", "read": ".*"}
    # Nothing may be declared; events are published to all, or again to oneself; only the own queues are read.
    own = rf"^{_escaped(user)}\..*$"
    return {"configure": "", "write": f"^({_escaped(EXCHANGE)}|{_escaped(again_exchange(user))})$", "read": own}


def _escaped(name: str) -> str:
    return name.replace(".", r"\.")
