"""A service's side of the exchange, as `shared.web.app` runs it, with handlers of a test's own."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from uuid import uuid4

from shared.contracts import Event, SubmissionReadV1
from shared.contracts.base import Requester
from shared.errors import TransientError
from shared.messaging.broker import EventBroker
from shared.messaging.relay import Pending

QUICK_PAUSES = (0.01, 0.01, 0.01)
PATIENCE_SECONDS = 20.0

Handler = Callable[[SubmissionReadV1], Awaitable[None]]


class RunningService:
    """A broker's side that runs in the background."""

    def __init__(self, broker: EventBroker, task: asyncio.Task[None]) -> None:
        self.broker = broker
        self._task = task

    async def publish(self, *events: Event) -> None:
        """Publish events, all at once."""
        await asyncio.gather(*(self.broker.publish([pending(event)]) for event in events))

    async def publish_together(self, *events: Event) -> None:
        """Publish events in one message."""
        await self.broker.publish([pending(event) for event in events])

    async def publish_patiently(self, event: Event) -> None:
        """Publish one event, however often it takes."""

        async def done() -> bool:
            try:
                await self.broker.publish([pending(event)])
            except TransientError:
                return False
            return True

        await until(done)

    async def stop(self) -> None:
        """Stop, as a service does that is told to."""
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)


@asynccontextmanager
async def running(
    url: str,
    service: str,
    handlers: Mapping[type[SubmissionReadV1], Handler] | None = None,
    *,
    prefetch: int = 16,
    pauses_seconds: Sequence[float] = QUICK_PAUSES,
    connected: bool = True,
) -> AsyncIterator[RunningService]:
    """Run a service's side of the exchange; `connected` false does not wait for the broker."""
    broker = EventBroker(url, service, prefetch=prefetch, pauses_seconds=pauses_seconds)
    for event, handler in (handlers or {}).items():
        broker.hears(event)(handler)
    running_service = RunningService(broker, asyncio.create_task(broker.run()))
    try:
        if connected:
            await until(broker.is_alive)
            await until(lambda: _consumes(broker))
        yield running_service
    finally:
        await running_service.stop()


async def _consumes(broker: EventBroker) -> bool:
    return all(getattr(subscriber, "running", False) for subscriber in broker.faststream.subscribers)


def received(*, urgent: bool = False) -> SubmissionReadV1:
    """An event, never the same twice."""
    now = datetime.now(UTC)
    return SubmissionReadV1(
        occurred_at=now,
        urgent=urgent,
        submission_id=uuid4(),
        channel="mail",
        received_at=now,
        sha256="0" * 64,
        requester=Requester(token="0" * 32),
    )


def pending(event: Event, *, routing_key: str = "", body: bytes = b"", traceparent: str = "") -> Pending:
    """An event as it lies in an outbox."""
    return Pending(
        owner=event.subject_id,
        id=str(event.id),
        topic=event.topic,
        routing_key=routing_key or event.routing_key,
        subject=event.subject_id,
        occurred_at=event.occurred_at,
        traceparent=traceparent,
        body=body or event.model_dump_json().encode(),
    )


async def until(is_so: Callable[[], Awaitable[bool]], seconds: float = PATIENCE_SECONDS) -> None:
    """Wait until something is so; fails when it does not become so."""
    end = time.monotonic() + seconds
    while not await is_so():
        assert time.monotonic() < end, f"not so within {seconds} s"
        await asyncio.sleep(0.05)
