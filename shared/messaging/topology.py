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
    ClosureRestatedV1,
    Event,
    HolderRemindedV1,
    LetterApprovedV1,
    LetterIssuedV1,
    LetterNumberedV1,
    MatterClassifiedV1,
    PersonChangedV1,
    QuestionAskedV1,
    QuestionSettledV1,
    RequestTypeChangedV1,
    SubmissionIncompleteV1,
    SubmissionOpenedV1,
    SubmissionReadV1,
    SubmissionRejectedV1,
    SubmissionSupplementedV1,
    TransactionClosedV1,
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

OPERATOR = "operator"
"""The broker user of the operator's commands (dead letters, restoring); it may read and write every queue."""
BACKUP = "backup"
"""The broker user of backups: it reads the memory and the dead letters, and marks moments. Without it there is no memory."""
MEMORY = "diwan.memory"
"""A stream: a copy of every event of the last days, read without being used up, for backups (docs/decisions/0032)."""
MARKERS = "diwan.markers"
"""The exchange that leads to the memory alone, for marks between its events."""
MEMORY_AGE = "3D"
"""Longer than a weekend, at whose end somebody sees that a service hears nothing."""
MEMORY_BYTES = 1_000_000_000
MEMORY_SEGMENT_BYTES = 50_000_000
"""What is old is forgotten a segment at a time."""

HEARD: Mapping[str, tuple[type[Event], ...]] = {
    "intake": (RequestTypeChangedV1,),
    "registry": (
        SubmissionReadV1,
        TransactionRoutedV1,
        QuestionAskedV1,
        QuestionSettledV1,
        TransactionClosedV1,
        LetterApprovedV1,
        LetterIssuedV1,
        UnitChangedV1,
    ),
    "routing": (
        TransactionRegisteredV1,
        TransactionVoidedV1,
        SubmissionSupplementedV1,
        LetterNumberedV1,
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
        TransactionClosedV1,
        QuestionAskedV1,
        LetterIssuedV1,
        MatterClassifiedV1,
        HolderRemindedV1,
        PersonChangedV1,
    ),
    "storage": (
        SubmissionReadV1,
        SubmissionSupplementedV1,
        MatterClassifiedV1,
        TransactionRoutedV1,
        LetterIssuedV1,
        TransactionClosedV1,
        ClosureRestatedV1,
        TransactionRetypedV1,
        RequestTypeChangedV1,
    ),
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
