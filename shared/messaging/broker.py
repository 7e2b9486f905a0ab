"""Events to and from RabbitMQ, with this project's rules: heard by FastStream, published by aio-pika on its connection.

Publishing is persistent, mandatory and confirmed. Hearing: the handler's return acknowledges; a `TransientError` is
retried with back-off and then given back to the queue; everything else goes to the dead-letter queue at once, where it
is kept with its reason.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from inspect import getdoc

import structlog
from aio_pika import Message
from aio_pika.abc import AbstractExchange, AbstractIncomingMessage
from aio_pika.exceptions import AMQPError, PublishError
from faststream import AckPolicy
from faststream.exceptions import FastStreamException
from faststream.rabbit import Channel, ExchangeType, QueueType, RabbitExchange, RabbitMessage, RabbitQueue
from prometheus_client import Counter

from shared.cancellation import is_cancelled
from shared.contracts import EVENTS, Event
from shared.errors import TransientError
from shared.messaging.hearing import Handler, Hearing
from shared.messaging.relay import Pending, UnroutedError
from shared.messaging.topology import EXCHANGE, again_exchange, queue_name
from shared.messaging.urgent_first import UrgentFirst
from shared.messaging.wire import SomeEvent, written

log = structlog.get_logger(__name__)

PAUSES_SECONDS = (0.2, 0.4, 0.8, 1.6, 3.2, 6.4, *[15.0] * 24)
"""Pauses after failed tries in this process, before the message goes back to its queue: six minutes. Times the
deliveries that the broker allows (`DELIVERY_LIMIT`) that is two hours of a store being away, before anything is
dead-lettered for it."""
RECONNECT_SECONDS = 1.0
DRAIN_SECONDS = 60.0
"""How long `drain` waits for what is being heard; whoever drains has a bound of its own."""
STOP_SECONDS = 5.0
"""The same when the broker is stopped without that."""

PUBLISHED = Counter("diwan_events_published_total", "Events that the broker has confirmed.", ["topic"])

_EVENTS = RabbitExchange(EXCHANGE, type=ExchangeType.TOPIC, declare=False)


class EventBroker:
    """One service's side of the event exchange."""

    def __init__(
        self, url: str, service: str, *, prefetch: int = 16, pauses_seconds: Sequence[float] = PAUSES_SECONDS
    ) -> None:
        self.service = service
        self._prefetch = prefetch
        self._pauses_seconds = pauses_seconds
        self._exchanges: dict[str, AbstractExchange] = {}
        self._ending = asyncio.Event()
        self.faststream = UrgentFirst(
            url,
            reconnect_interval=RECONNECT_SECONDS,
            default_channel=Channel(publisher_confirms=True, on_return_raises=True),
            app_id=f"diwan-{service}",
            graceful_timeout=DRAIN_SECONDS,
            logger=None,
            # `Hearing` reads the message itself; there is nothing to inject.
            apply_types=False,
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
                hearing = Hearing(
                    event,
                    handler,
                    queue=name,
                    send_alone=self._sender_to(name),
                    pauses_seconds=self._pauses_seconds,
                    ending=self._ending,
                )
                self.faststream.subscriber(
                    RabbitQueue(name, queue_type=QueueType.QUORUM, durable=True, declare=False),
                    # A channel of its own: a full ordinary lane does not use up the urgent lane's prefetch.
                    channel=Channel(prefetch_count=self._prefetch, publisher_confirms=True, on_return_raises=True),
                    ack_policy=AckPolicy.REJECT_ON_ERROR,
                    decoder=_unread,
                    no_reply=True,
                    title=name,
                    description=getdoc(event),
                )(_described(hearing.hear, event))
            return handler

        return subscribe

    async def publish(self, events: Sequence[Pending]) -> None:
        """Publish events of one routing key as one message; returns once the broker has it on disk.

        Raises `TransientError` (`UnroutedError` is one).
        """
        await self._send(written(events, self.service), _EVENTS, events[0].routing_key)
        PUBLISHED.labels(events[0].topic).inc(len(events))

    def _sender_to(self, queue: str) -> Callable[[Message], Awaitable[None]]:
        again = RabbitExchange(again_exchange(self.service), type=ExchangeType.DIRECT, declare=False)

        async def send(message: Message) -> None:
            await self._send(message, again, queue)

        return send

    async def _send(self, message: Message, to: RabbitExchange, routing_key: str) -> None:
        try:
            # FastStream's own way of publishing costs more than the publishing itself (bench/README.md).
            exchange = self._exchanges.get(to.name)
            if exchange is None:
                exchange = self._exchanges[to.name] = await self.faststream.declare_exchange(to)
            await exchange.publish(message, routing_key, mandatory=True, timeout=10.0)
        except PublishError as error:
            raise UnroutedError(f"broker: {error!r}") from error
        except (AMQPError, FastStreamException, OSError, TimeoutError, RuntimeError, AttributeError) as error:
            # RuntimeError and AttributeError: a channel that is being restored (aio-pika) or not yet there (FastStream).
            raise TransientError(f"broker: {error!r}") from error
        except asyncio.CancelledError as error:
            if is_cancelled():
                raise
            raise TransientError("broker: the connection broke before the confirm") from error

    async def run(self) -> None:
        """Connect, however long it takes, and hear events until cancelled."""
        self._ending.clear()
        try:
            while not await self._started():  # noqa: ASYNC110 - there is no event to wait for
                await asyncio.sleep(RECONNECT_SECONDS)
            log.info("broker connected")
            await asyncio.Event().wait()
        finally:
            with suppress(TimeoutError):
                async with asyncio.timeout(STOP_SECONDS):
                    await self._stop()

    async def drain(self) -> None:
        """Take no more messages, and end what is being heard; publishing goes on.

        What was brought here and not begun is its queue's again then; what is broken off, when the connection is closed.
        """
        self._ending.set()
        await self.faststream.hear_no_more()

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
        self._exchanges.clear()
        await self.faststream.stop()

    def _describe(self, event: type[Event]) -> None:
        for key in (event.topic, f"{event.topic}.urgent") if event.lanes else (event.topic,):
            self.faststream.publisher(
                exchange=_EVENTS, routing_key=key, schema=event, title=key, description=getdoc(event), persist=True
            )


async def _unread(message: RabbitMessage) -> AbstractIncomingMessage:
    # Not the message itself: it keeps what it is decoded to, and would wait for the garbage collector with its body.
    return message.raw_message


def _described(
    hear: Callable[[AbstractIncomingMessage], Awaitable[None]], event: type[Event]
) -> Callable[[AbstractIncomingMessage], Awaitable[None]]:
    """The same, with the event as its argument's type: the AsyncAPI document shows what the messages hold."""

    async def heard(message: AbstractIncomingMessage) -> None:
        await hear(message)

    heard.__annotations__["message"] = event
    return heard
