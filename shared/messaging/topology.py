"""The names of exchanges and queues, who hears what, and how broken messages are kept: said once, here.

One topic exchange carries all events. Each service has an exchange of its own, by which it leads an event back to one of
its queues (`shared/messaging/hearing.py`). Each service has one quorum queue per event it hears, named
`<service>.<topic>`, and a second one for the urgent lane (`….urgent`), because quorum queues have no priorities before
RabbitMQ 4. Behind each stands a dead-letter queue (`….dead`). The broker's definitions are rendered from this table;
services may only use what is there, so a service with a stolen password cannot make or bind queues.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from shared.contracts import (
    Event,
    MatterClassifiedV1,
    QuestionAskedV1,
    QuestionSettledV1,
    SubmissionIncompleteV1,
    SubmissionOpenedV1,
    SubmissionReadV1,
    SubmissionRejectedV1,
    SubmissionSupplementedV1,
    TransactionRegisteredV1,
    TransactionRetypedV1,
    TransactionRoutedV1,
    TransactionVoidedV1,
    UnitChangedV1,
)

VHOST = "diwan"
EXCHANGE = "diwan.events"
DEAD = ".dead"
URGENT = ".urgent"

DELIVERY_LIMIT = 20
"""Deliveries of one message before it is dead-lettered by the broker; a service that is killed uses one up per kill."""

NO_LIMIT = 2**31 - 1
"""For dead letters: reading one counts as a delivery, and RabbitMQ 4 would by default drop it after twenty."""

HEARD: Mapping[str, tuple[type[Event], ...]] = {
    "intake": (),
    "registry": (SubmissionReadV1, TransactionRoutedV1, QuestionAskedV1, QuestionSettledV1, UnitChangedV1),
    "routing": (
        TransactionRegisteredV1,
        TransactionVoidedV1,
        SubmissionSupplementedV1,
        MatterClassifiedV1,
        TransactionRetypedV1,
        UnitChangedV1,
    ),
    "notify": (
        SubmissionOpenedV1,
        SubmissionIncompleteV1,
        SubmissionSupplementedV1,
        SubmissionRejectedV1,
        TransactionRoutedV1,
        QuestionAskedV1,
        MatterClassifiedV1,
    ),
    "storage": (SubmissionReadV1, SubmissionSupplementedV1, MatterClassifiedV1, TransactionRoutedV1),
    "directory": (),
}
"""Which events each service hears. A contract test holds it against the services' consumers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """A durable quorum queue of one service for one event and lane."""

    name: str
    service: str
    routing_key: str

    @property
    def dead(self) -> str:
        """The queue that keeps what this one could not digest."""
        return self.name + DEAD


def queue_name(service: str, event: type[Event], *, urgent: bool = False) -> str:
    """The name of a service's queue for an event."""
    return f"{service}.{event.topic}{URGENT if urgent else ''}"


def again_exchange(service: str) -> str:
    """The name of the exchange by which a service sends what it heard to one of its queues again, by the queue's name."""
    return f"{service}.again"


def queues() -> Iterator[Queue]:
    """Every queue but the dead-letter queues."""
    for service, events in HEARD.items():
        for event in events:
            for urgent in (False, True) if event.lanes else (False,):
                yield Queue(
                    name=queue_name(service, event, urgent=urgent),
                    service=service,
                    routing_key=event.topic + (URGENT if urgent else ""),
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
    kind = {"x-queue-type": "quorum"}
    return {"name": name, "vhost": VHOST, "durable": True, "auto_delete": False, "arguments": kind}


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
