"""What a dead letter says of itself, and what it looks like when it is sent once more."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from aio_pika import DeliveryMode, Message
from aio_pika.abc import AbstractIncomingMessage

from shared.messaging.topology import DEAD

BODY_SHOWN = 400
"""Characters of a body that are shown unless all of it is asked for."""

_COUNTED_BY_THE_BROKER = ("x-death", "x-delivery-count", "x-acquired-count")
_SAID_BY_THE_BROKER = ("x-first-death-", "x-last-death-", "x-opt-")


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A dead letter as it is shown. Times are UTC; what the message does not say is empty or None."""

    queue: str
    message_id: str
    topic: str
    reason: str
    """`rejected` (the service raised), `delivery_limit` (given back or killed too often), or another of the broker's."""
    died_at: datetime | None
    sent_at: datetime | None
    trace_id: str
    body: str


def queue_of(name: str) -> str:
    """The queue that a name means, whether it names the queue itself or its dead-letter queue."""
    return name.removesuffix(DEAD)


def letter_of(message: AbstractIncomingMessage, queue: str, *, shown: int | None = BODY_SHOWN) -> Letter:
    """Read a message of a queue's dead-letter queue; `shown` limits the body's characters, None shows it whole."""
    death = _last_death(message)
    died_at = death.get("time")
    body = _printable(message.body.decode("utf-8", errors="replace"))
    return Letter(
        queue=queue,
        message_id=message.message_id or "",
        topic=message.type or "",
        reason=str(death.get("reason", "unknown")),
        died_at=_utc(died_at) if isinstance(died_at, datetime) else None,
        sent_at=_utc(message.timestamp) if message.timestamp else None,
        trace_id=_trace_id(message),
        body=body if shown is None or len(body) <= shown else f"{body[:shown]}… ({len(message.body)} bytes)",
    )


def sent_again(message: AbstractIncomingMessage) -> Message:
    """The message as it was first published: same id, same headers, persistent.

    What the broker wrote about its deaths is left out, so that deliveries are counted anew. The user's id, too: the
    broker refuses a message that names another user than the one who publishes it.
    """
    return Message(
        message.body,
        headers={name: value for name, value in message.headers.items() if not _is_the_brokers(name)},
        content_type=message.content_type,
        content_encoding=message.content_encoding,
        delivery_mode=DeliveryMode.PERSISTENT,
        priority=message.priority,
        correlation_id=message.correlation_id,
        message_id=message.message_id,
        timestamp=message.timestamp,
        type=message.type,
        app_id=message.app_id,
    )


def _printable(text: str) -> str:
    # What could not be digested may also be meant for the operator's terminal.
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text)


def _is_the_brokers(header: str) -> bool:
    return header in _COUNTED_BY_THE_BROKER or header.startswith(_SAID_BY_THE_BROKER)


def _last_death(message: AbstractIncomingMessage) -> dict[str, Any]:
    # The broker puts the latest first.
    deaths = message.headers.get("x-death")
    return deaths[0] if isinstance(deaths, list) and deaths and isinstance(deaths[0], dict) else {}


def _trace_id(message: AbstractIncomingMessage) -> str:
    parts = str(message.headers.get("traceparent", "")).split("-")
    return parts[1] if len(parts) > 1 else ""


def _utc(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
