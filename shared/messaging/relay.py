"""The relay: publishes what waits in an outbox, with confirms, and then takes it out.

It is woken by whoever committed in this process; polling finds what a dead process left. An event may be published more
than once (a crash between confirm and removal), never less: hearers recognise the event's id.
"""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

import structlog

from shared.errors import TransientError
from shared.observability.tracing import took
from shared.pacing import PACE_SECONDS, Pace

log = structlog.get_logger(__name__)

BATCH = 256
POLL_SECONDS = 1.0
PAUSE_AFTER_FAILURE_SECONDS = 1.0
MOST_UNROUTED = 4096
"""Events without a queue that are looked past; with more of them at the front, what is behind them waits too."""


MOST_TOGETHER = 16
MOST_BYTES_TOGETHER = 1_000_000
"""What sets out together is one message, up to so many events and bytes of them."""


class UnroutedError(TransientError):
    """No queue takes an event, perhaps because the broker's definitions are older than this service."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """An event that is durable and waits to be published."""

    owner: object
    id: str
    topic: str
    routing_key: str
    subject: str
    occurred_at: datetime
    traceparent: str
    body: bytes


class Outbox(Protocol):
    """Where pending events wait."""

    async def waiting(self, limit: int) -> Sequence[Pending]:
        """Some of what waits, urgent first."""
        ...

    async def published(self, events: Sequence[Pending]) -> None:
        """Take published events out."""
        ...


class Publisher(Protocol):
    """Publishes events of one routing key as one message; returns once the broker has confirmed it, else raises."""

    async def publish(self, events: Sequence[Pending]) -> None:
        """Publish and wait for the confirm."""
        ...


class Relay:
    """Moves events from an outbox to the broker, until cancelled."""

    def __init__(
        self,
        outbox: Outbox,
        publisher: Publisher,
        *,
        poll_seconds: float = POLL_SECONDS,
        pause_seconds: float = PAUSE_AFTER_FAILURE_SECONDS,
    ) -> None:
        self._outbox = outbox
        self._publisher = publisher
        self._poll_seconds = poll_seconds
        self._pause_seconds = pause_seconds
        self._woken = asyncio.Event()
        self._unrouted = 0
        self._pace = Pace(PACE_SECONDS)

    def wake(self) -> None:
        """Say that something was committed."""
        self._woken.set()

    async def run(self) -> None:
        """Relay until cancelled. A failure pauses it; nothing is dropped."""
        while True:
            await self._pace.turn()
            self._woken.clear()
            try:
                moved = await self.relay_once()
            except Exception as error:  # noqa: BLE001 - the events still wait; giving up would strand them
                log.warning("relay paused", error=repr(error))
                await asyncio.sleep(self._pause_seconds)
                continue
            if moved == 0:
                await self._wait()

    async def relay_once(self) -> int:
        """Publish one batch; returns how many events were confirmed.

        Raises `TransientError` when any was not, unless others went that would have waited behind unrouted ones.
        """
        waiting = await self._outbox.waiting(BATCH + self._unrouted)
        parties = together(waiting)
        answers = await asyncio.gather(*(self._publisher.publish(party) for party in parties), return_exceptions=True)
        confirmed = [event for party, answer in zip(parties, answers, strict=True) if answer is None for event in party]
        if confirmed:
            await self._outbox.published(confirmed)
            for event in confirmed:
                # From the moment it became true: the time in the outbox is what an operator looks for.
                took(f"publish {event.topic}", event.traceparent, event.occurred_at, kind="producer")
        failed = [answer for party, answer in zip(parties, answers, strict=True) if answer is not None for _ in party]
        unrouted = sum(isinstance(answer, UnroutedError) for answer in failed)
        self._unrouted = min(unrouted, MOST_UNROUTED)
        if failed and (unrouted < len(failed) or not confirmed):
            # Named anew: a publisher's CancelledError, raised here, would pass for our own cancellation.
            raise TransientError(f"{len(failed)} not confirmed, such as {failed[0]!r}") from failed[0]
        return len(confirmed)

    async def _wait(self) -> None:
        try:
            await asyncio.wait_for(self._woken.wait(), self._poll_seconds)
        except TimeoutError:
            return


def together(events: Iterable[Pending]) -> Sequence[Sequence[Pending]]:
    """What can be one message each: events of one routing key, in the order in which they wait."""
    parties: list[list[Pending]] = []
    open_parties: dict[str, list[Pending]] = {}
    for event in events:
        party = open_parties.get(event.routing_key, [])
        if not party or not _has_room(party, event):
            party = open_parties[event.routing_key] = []
            parties.append(party)
        party.append(event)
    return parties


def _has_room(party: Sequence[Pending], event: Pending) -> bool:
    size = sum(len(each.body) for each in party) + len(event.body)
    return len(party) < MOST_TOGETHER and size <= MOST_BYTES_TOGETHER
