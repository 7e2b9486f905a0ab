"""What surrounds every handler of an event: its trace, retries with back-off, the word in the log, and the count."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import Generic, NoReturn

import structlog
from aio_pika import Message
from aio_pika.abc import AbstractIncomingMessage
from faststream.exceptions import RejectMessage
from prometheus_client import Counter, Histogram
from pydantic import ValidationError

from shared.errors import TransientError
from shared.messaging.in_hand import InHand
from shared.messaging.wire import Arrived, SomeEvent, alone, read
from shared.observability.tracing import traced

log = structlog.get_logger(__name__)

HEARD = Counter("diwan_events_heard_total", "Deliveries of events, by what came out.", ["topic", "outcome"])
RETRIED = Counter("diwan_events_retried_total", "Tries at hearing an event that failed and were made again.", ["topic"])
SECONDS = Histogram("diwan_event_seconds", "Time that one delivery of an event took, its retries too.", ["topic"])

Handler = Callable[[SomeEvent], Awaitable[None]]


class Hearing(Generic[SomeEvent]):
    """Hears the messages of one queue. FastStream acknowledges by what comes out of it.

    Done is acknowledged. An event that came by itself goes to the dead letters when its handler raises, and back to its
    queue when it stays a `TransientError`. One that came in company is sent again by itself, and fares so then: nobody
    suffers for his company, and a dead letter is always one event.
    """

    def __init__(
        self,
        kind: type[SomeEvent],
        handler: Handler[SomeEvent],
        *,
        queue: str,
        send_alone: Callable[[Message], Awaitable[None]],
        pauses_seconds: Sequence[float],
        ending: asyncio.Event,
    ) -> None:
        """With `ending`, what failed is not tried again here: it goes back to its queue, for another process."""
        self._kind = kind
        self._handler = handler
        self._queue = queue
        self._in_hand = InHand(queue)
        self._send_alone = send_alone
        self._pauses_seconds = pauses_seconds
        self._ending = ending

    async def hear(self, message: AbstractIncomingMessage) -> None:
        """Hear all that a message brought."""
        try:
            arrived = read(self._kind, message)
        except ValueError:
            log.exception("dead-lettered", topic=self._kind.topic, message_id=message.message_id)
            self._count("dead-lettered")
            raise
        outcomes = await asyncio.gather(*(self._hear(each) for each in arrived))
        for place, error in enumerate(outcomes):
            if error is None:
                self._count("done")
            elif len(arrived) > 1:
                await self._part(message, place)
            elif isinstance(error, TransientError):
                self._give_back(message, error)
            else:
                log.error("dead-lettered", topic=self._kind.topic, message_id=message.message_id, error=repr(error))
                self._count("dead-lettered")
                raise error

    async def _part(self, message: AbstractIncomingMessage, place: int) -> None:
        log.warning("sent again by itself", topic=self._kind.topic, message_id=message.message_id, place=place)
        try:
            await self._send_alone(alone(message, place))
        except TransientError as error:
            self._give_back(message, error)
        self._count("sent alone")

    def _give_back(self, message: AbstractIncomingMessage, why: TransientError) -> NoReturn:
        log.warning("given back to its queue", topic=self._kind.topic, message_id=message.message_id)
        self._count("given back")
        raise RejectMessage(requeue=True) from why

    def _count(self, outcome: str) -> None:
        HEARD.labels(self._kind.topic, outcome).inc()

    async def _hear(self, arrived: Arrived[SomeEvent]) -> Exception | None:
        """Hear one event; returns what went wrong in the end."""
        topic, event = self._kind.topic, arrived.event
        if isinstance(event, ValidationError):
            return event
        traces = traced(f"hear {topic}", arrived.traceparent, kind="consumer", messaging__destination__name=self._queue)
        with traces as step, self._in_hand.holding(event.occurred_at), SECONDS.labels(topic).time():
            for attempt, pause in enumerate((*self._pauses_seconds, 0.0), start=1):
                try:
                    await self._handler(event)
                except TransientError as error:
                    log.warning("will retry", topic=topic, attempt=attempt, error=str(error))
                    RETRIED.labels(topic).inc()
                    step.says(diwan__retries=attempt)
                    last = error
                except Exception as error:
                    log.exception("not digested", topic=topic, event_id=str(event.id))
                    step.failed(type(error).__name__)
                    return error
                else:
                    return None
                with suppress(TimeoutError):
                    async with asyncio.timeout(pause):
                        await self._ending.wait()
                if self._ending.is_set():
                    break
        return last
