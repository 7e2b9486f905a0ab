"""What surrounds every handler of an event: its trace, retries with back-off, the word in the log, and the count."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from types import TracebackType
from typing import Any

import structlog
from faststream import BaseMiddleware, ContextRepo, StreamMessage
from faststream.exceptions import RejectMessage
from prometheus_client import Counter, Histogram
from typing_extensions import override

from shared.errors import TransientError
from shared.observability.tracing import traced

log = structlog.get_logger(__name__)

HEARD = Counter("diwan_events_heard_total", "Deliveries of events, by what came out.", ["topic", "outcome"])
SECONDS = Histogram("diwan_event_seconds", "Time that one delivery of an event took, its retries too.", ["topic"])


class Hearing(BaseMiddleware[Any, Any]):
    """One delivery of one message. FastStream makes one for each, and acknowledges by what comes out of it."""

    def __init__(self, msg: Any | None, /, *, context: ContextRepo, pauses_seconds: Sequence[float]) -> None:
        super().__init__(msg, context=context)
        self._pauses_seconds = pauses_seconds
        self._understood = False

    @override
    async def consume_scope(self, call_next: Callable[[Any], Awaitable[Any]], msg: StreamMessage[Any]) -> Any:
        self._understood = True
        topic, traceparent = str(msg.raw_message.type), str(msg.headers.get("traceparent", ""))
        with traced(f"hear {topic}", traceparent), SECONDS.labels(topic).time():
            for attempt, pause in enumerate((*self._pauses_seconds, 0.0), start=1):
                try:
                    result = await call_next(msg)
                except TransientError as error:
                    log.warning("will retry", topic=topic, attempt=attempt, error=str(error))
                    last = error
                except Exception:
                    log.exception("dead-lettered", topic=topic, message_id=msg.message_id)
                    HEARD.labels(topic, "dead-lettered").inc()
                    raise
                else:
                    HEARD.labels(topic, "done").inc()
                    return result
                await asyncio.sleep(pause)
            log.warning("given back to its queue", topic=topic, message_id=msg.message_id)
            HEARD.labels(topic, "given back").inc()
            raise RejectMessage(requeue=True) from last

    @override
    async def after_processed(
        self,
        exc_type: type[BaseException] | None = None,
        exc_val: BaseException | None = None,
        exc_tb: TracebackType | None = None,
    ) -> bool | None:
        # What cannot even be decoded never gets to a handler.
        if exc_val is not None and not self._understood:
            log.error("dead-lettered", topic=self.msg.type, message_id=self.msg.message_id, exc_info=exc_val)
        return await super().after_processed(exc_type, exc_val, exc_tb)
