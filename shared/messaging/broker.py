"""Events to and from RabbitMQ, by FastStream, with this project's rules.

Publishing is persistent, mandatory and confirmed. Hearing: the handler's return acknowledges; a `TransientError` is
retried with back-off and then given back to the queue; everything else goes to the dead-letter queue at once, where it
is kept with its reason. CloudEvents 1.0 attributes travel in the headers (AMQP binding, binary mode).
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import structlog
from aio_pika.exceptions import AMQPError
from faststream import AckPolicy, BaseMiddleware, StreamMessage
from faststream.exceptions import RejectMessage
from faststream.rabbit import Channel, ExchangeType, QueueType, RabbitBroker, RabbitExchange, RabbitQueue
from faststream.rabbit.prometheus import RabbitPrometheusMiddleware
from prometheus_client import REGISTRY, CollectorRegistry
from typing_extensions import override

from shared.contracts import EVENTS, Event
from shared.errors import TransientError
from shared.messaging.relay import Pending
from shared.messaging.topology import EXCHANGE, queue_name
from shared.observability.tracing import traced

log = structlog.get_logger(__name__)

SomeEvent = TypeVar("SomeEvent", bound=Event)
Handler = Callable[[SomeEvent], Awaitable[None]]

RETRIES = 8
"""Tries in this process before the message goes back to its queue: with the pauses below about a minute."""
FIRST_PAUSE_SECONDS = 0.2
LONGEST_PAUSE_SECONDS = 15.0
RECONNECT_SECONDS = 1.0

_EXCHANGE = RabbitExchange(EXCHANGE, type=ExchangeType.TOPIC, declare=False)


class EventBroker:
    """One service's side of the event exchange."""

    def __init__(self, url: str, service: str, *, prefetch: int = 256, registry: CollectorRegistry = REGISTRY) -> None:
        self.service = service
        self._prefetch = prefetch
        self.faststream = RabbitBroker(
            url,
            reconnect_interval=RECONNECT_SECONDS,
            default_channel=Channel(publisher_confirms=True, on_return_raises=True),
            app_id=f"diwan-{service}",
            graceful_timeout=10.0,
            logger=None,
            middlewares=[
                RabbitPrometheusMiddleware(registry=registry, app_name=f"diwan-{service}", metrics_prefix="diwan"),
                _Hearing,
            ],
            # Credentials must not stand in the AsyncAPI document.
            specification_url="amqp://broker/diwan",
        )
        for event in EVENTS:
            if event.topic.split(".")[0] == service:
                self._describe(event)

    def hears(self, event: type[SomeEvent]) -> Callable[[Handler[SomeEvent]], Handler[SomeEvent]]:
        """Decorate the function that hears an event; both lanes are heard, each by consumers of its own."""

        def subscribe(handler: Handler[SomeEvent]) -> Handler[SomeEvent]:
            for urgent in (False, True) if event.lanes else (False,):
                name = queue_name(self.service, event, urgent=urgent)
                self.faststream.subscriber(
                    RabbitQueue(name, queue_type=QueueType.QUORUM, durable=True, declare=False),
                    # A channel of its own: a full ordinary lane does not use up the urgent lane's prefetch.
                    channel=Channel(prefetch_count=self._prefetch, publisher_confirms=True, on_return_raises=True),
                    ack_policy=AckPolicy.REJECT_ON_ERROR,
                    no_reply=True,
                    title=name,
                    description=event.__doc__,
                )(handler)
            return handler

        return subscribe

    async def publish(self, event: Pending) -> None:
        """Publish one event; returns once the broker has it on disk. Raises `TransientError`."""
        try:
            await self.faststream.publish(
                event.body,
                exchange=_EXCHANGE,
                routing_key=event.routing_key,
                persist=True,
                mandatory=True,
                message_id=event.id,
                message_type=event.topic,
                timestamp=event.occurred_at,
                content_type="application/json",
                headers=_cloud_event(event, self.service),
                timeout=10.0,
            )
        except (AMQPError, TimeoutError, RuntimeError, AttributeError) as error:
            # RuntimeError and AttributeError: a channel that is being restored (aio-pika) or not yet there (FastStream).
            raise TransientError(f"broker: {error!r}") from error

    async def run(self) -> None:
        """Connect, however long it takes, and hear events until cancelled."""
        while True:
            try:
                await self.faststream.start()
                break
            except Exception as error:  # noqa: BLE001 - any reason: it is tried again
                # The door must open without a broker, so a service starts and waits for it here.
                log.warning("broker is not there yet", error=repr(error))
                await self.faststream.stop()
                await asyncio.sleep(RECONNECT_SECONDS)
        log.info("broker connected")
        try:
            await asyncio.Event().wait()
        finally:
            await self.faststream.stop()

    async def is_alive(self) -> bool:
        """Whether the connection stands."""
        return bool(await self.faststream.ping(timeout=1.0))

    def _describe(self, event: type[Event]) -> None:
        for key in (event.topic, f"{event.topic}.urgent") if event.lanes else (event.topic,):
            self.faststream.publisher(
                exchange=_EXCHANGE, routing_key=key, schema=event, title=key, description=event.__doc__, persist=True
            )


class _Hearing(BaseMiddleware[Any, Any]):
    """Trace, retry and the word in the log, around every handler."""

    @override
    async def consume_scope(self, call_next: Callable[[Any], Awaitable[Any]], msg: StreamMessage[Any]) -> Any:
        traceparent = str(msg.headers.get("traceparent", ""))
        with traced(f"hear {msg.raw_message.type}", traceparent):
            pause = FIRST_PAUSE_SECONDS
            for attempt in range(1, RETRIES + 1):
                try:
                    return await call_next(msg)
                except TransientError as error:
                    log.warning("will retry", event=msg.raw_message.type, attempt=attempt, error=str(error))
                    last = error
                except Exception:
                    log.exception("dead-lettered", event=msg.raw_message.type, message_id=msg.message_id)
                    raise
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE_SECONDS)
            log.warning("given back to its queue", event=msg.raw_message.type, message_id=msg.message_id)
            raise RejectMessage(requeue=True) from last


def _cloud_event(event: Pending, service: str) -> dict[str, Any]:
    """CloudEvents 1.0, AMQP binding, section 3.1: attributes as headers with the prefix `cloudEvents_`."""
    return {
        "cloudEvents_specversion": "1.0",
        "cloudEvents_id": event.id,
        "cloudEvents_type": event.topic,
        "cloudEvents_source": f"/diwan/{service}",
        "cloudEvents_subject": event.subject,
        "cloudEvents_time": event.occurred_at.isoformat(),
        "traceparent": event.traceparent,
    }
