"""Events to and from RabbitMQ, with this project's rules: heard by FastStream, published by aio-pika on its connection.

Publishing is persistent, mandatory and confirmed. Hearing: the handler's return acknowledges; a `TransientError` is
retried with back-off and then given back to the queue; everything else goes to the dead-letter queue at once, where it
is kept with its reason. CloudEvents 1.0 attributes travel in the headers (AMQP binding, binary mode).
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from inspect import getdoc
from typing import Any, TypeVar

import structlog
from aio_pika import DeliveryMode, Message
from aio_pika.abc import AbstractExchange
from aio_pika.exceptions import AMQPError, PublishError
from faststream import AckPolicy
from faststream.exceptions import FastStreamException
from faststream.rabbit import Channel, ExchangeType, QueueType, RabbitBroker, RabbitExchange, RabbitMessage, RabbitQueue
from prometheus_client import Counter
from typing_extensions import override

from shared.cancellation import is_cancelled
from shared.contracts import EVENTS, Event
from shared.errors import TransientError
from shared.messaging.hearing import Hearing
from shared.messaging.relay import Pending, UnroutedError
from shared.messaging.topology import EXCHANGE, URGENT, queue_name

log = structlog.get_logger(__name__)

SomeEvent = TypeVar("SomeEvent", bound=Event)
Handler = Callable[[SomeEvent], Awaitable[None]]

PAUSES_SECONDS = (0.2, 0.4, 0.8, 1.6, 3.2, 6.4, *[15.0] * 24)
"""Pauses after failed tries in this process, before the message goes back to its queue: six minutes. Times the
deliveries that the broker allows (`DELIVERY_LIMIT`) that is two hours of a store being away, before anything is
dead-lettered for it."""
RECONNECT_SECONDS = 1.0

PUBLISHED = Counter("diwan_events_published_total", "Events that the broker has confirmed.", ["topic"])

_EXCHANGE = RabbitExchange(EXCHANGE, type=ExchangeType.TOPIC, declare=False)


class _UrgentFirst(RabbitBroker):
    """Starts the urgent lanes before all others: subscribers start one by one, and each takes at once what waits for it.

    FastStream keeps them in a set, and starts them in no order.
    """

    @property
    @override
    def subscribers(self) -> list[Any]:
        return sorted(super().subscribers, key=lambda each: not each.queue.name.endswith(URGENT))


class EventBroker:
    """One service's side of the event exchange."""

    def __init__(
        self,
        url: str,
        service: str,
        *,
        prefetch: int = 256,
        pauses_seconds: Sequence[float] = PAUSES_SECONDS,
    ) -> None:
        self.service = service
        self._prefetch = prefetch
        self._exchange: AbstractExchange | None = None
        self.faststream: RabbitBroker = _UrgentFirst(
            url,
            reconnect_interval=RECONNECT_SECONDS,
            default_channel=Channel(publisher_confirms=True, on_return_raises=True),
            app_id=f"diwan-{service}",
            graceful_timeout=10.0,
            logger=None,
            # Handlers get the event that `_decoder` has read; there is nothing to inject.
            apply_types=False,
            middlewares=[partial(Hearing, pauses_seconds=pauses_seconds)],
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
                    decoder=_decoder(event),
                    no_reply=True,
                    title=name,
                    description=getdoc(event),
                )(handler)
            return handler

        return subscribe

    async def publish(self, event: Pending) -> None:
        """Publish one event; returns once the broker has it on disk. Raises `TransientError` (`UnroutedError` is one)."""
        try:
            exchange = self._exchange or await self._find_exchange()
            await exchange.publish(_message(event, self.service), event.routing_key, mandatory=True, timeout=10.0)
        except PublishError as error:
            raise UnroutedError(f"broker: {error!r}") from error
        except (AMQPError, FastStreamException, OSError, TimeoutError, RuntimeError, AttributeError) as error:
            # RuntimeError and AttributeError: a channel that is being restored (aio-pika) or not yet there (FastStream).
            raise TransientError(f"broker: {error!r}") from error
        except asyncio.CancelledError as error:
            if is_cancelled():
                raise
            raise TransientError("broker: the connection broke before the confirm") from error
        PUBLISHED.labels(event.topic).inc()

    async def run(self) -> None:
        """Connect, however long it takes, and hear events until cancelled."""
        try:
            while not await self._started():  # noqa: ASYNC110 - there is no event to wait for
                await asyncio.sleep(RECONNECT_SECONDS)
            log.info("broker connected")
            await asyncio.Event().wait()
        finally:
            await self._stop()

    async def is_alive(self) -> bool:
        """Whether the connection stands."""
        return bool(await self.faststream.ping(timeout=1.0))

    async def _started(self) -> bool:
        # The door must open without a broker, so a service starts and waits for it here.
        try:
            await self.faststream.start()
        except (Exception, asyncio.CancelledError) as error:
            if is_cancelled():
                raise
            log.warning("broker is not there yet", error=repr(error))
            await self._stop()
            return False
        return True

    async def _stop(self) -> None:
        self._exchange = None
        await self.faststream.stop()

    async def _find_exchange(self) -> AbstractExchange:
        # FastStream's own way of publishing costs more than the publishing itself (bench/README.md).
        self._exchange = await self.faststream.declare_exchange(_EXCHANGE)
        return self._exchange

    def _describe(self, event: type[Event]) -> None:
        for key in (event.topic, f"{event.topic}.urgent") if event.lanes else (event.topic,):
            self.faststream.publisher(
                exchange=_EXCHANGE, routing_key=key, schema=event, title=key, description=getdoc(event), persist=True
            )


def _decoder(event: type[Event]) -> Callable[[RabbitMessage], Awaitable[Event]]:
    async def decode(message: RabbitMessage) -> Event:
        return event.model_validate_json(message.body)

    return decode


def _message(event: Pending, service: str) -> Message:
    return Message(
        event.body,
        delivery_mode=DeliveryMode.PERSISTENT,
        message_id=event.id,
        correlation_id=event.id,
        type=event.topic,
        timestamp=event.occurred_at,
        content_type="application/json",
        headers=_cloud_event(event, service),
        app_id=f"diwan-{service}",
    )


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
