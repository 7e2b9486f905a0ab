"""The senders: each has one connection to the relay and hands over one notice after another."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import timedelta

import structlog

from services.notify.connecting import PROBE_SECONDS, Connecting
from services.notify.enclosing import Enclosing
from services.notify.errors import DeferredError, RefusedError, StaleConnectionError
from services.notify.model.delivery import GivenUp, Outgoing, RetrySchedule, Sent, Settlement
from services.notify.outbound import Outbound
from services.notify.ports import MailConnection, MailRelay, Notices
from services.notify.settling import Settling, observe
from shared.clock import Clock
from shared.observability.tracing import traced

log = structlog.get_logger(__name__)

DRAIN_LOOK_SECONDS = 0.05
FAREWELL_SECONDS = 5.0
"""How long a service that stops lets its senders finish what they are handing over."""


class Sender:
    """Hands waiting notices to the relay, over several connections, until cancelled.

    Of two or more connections the first takes urgent notices only, and all take urgent ones first. While the relay is
    away one sender probes it and everything waits: that costs no notice an attempt.
    """

    def __init__(
        self,
        *,
        outbound: Outbound,
        relay: MailRelay,
        notices: Notices,
        enclosing: Enclosing,
        schedule: RetrySchedule,
        clock: Clock,
        chance: Callable[[], float],
        connections: int,
        margin: timedelta,
        probe_seconds: Sequence[float] = PROBE_SECONDS,
    ) -> None:
        """`margin` of its lease is what a notice must have left to be handed over; `chance` is in [0, 1)."""
        self._outbound = outbound
        self._settling = Settling(notices, outbound)
        self._enclosing = enclosing
        self._schedule = schedule
        self._clock = clock
        self._chance = chance
        self._margin = margin
        self._connections = [relay.connection() for _ in range(connections)]
        self._connecting = Connecting(probe_seconds)
        self._busy: set[asyncio.Task[None]] = set()

    @property
    def stalled(self) -> bool:
        """Whether the relay is away: nothing that is claimed now would go out."""
        return self._connecting.failing and not any(connection.is_open for connection in self._connections)

    async def run(self) -> None:
        """Send until cancelled; what is being handed over then may finish."""
        workers = [
            asyncio.create_task(self._work(connection, urgent_only=index == 0 and len(self._connections) > 1))
            for index, connection in enumerate(self._connections)
        ]
        try:
            await asyncio.gather(*workers)
        finally:
            for worker in workers:
                worker.cancel()
            await asyncio.gather(*workers, return_exceptions=True)
            await self._finish()
            await asyncio.gather(*(connection.close() for connection in self._connections))

    async def drain(self) -> None:
        """Hand over what is here already, and let nothing more in.

        Another process would only find it when its lease is over; while the relay is away it is left for that.
        """
        self._outbound.close()
        while not (self._outbound.is_empty or self.stalled):  # noqa: ASYNC110 - notices are settled by many tasks
            await asyncio.sleep(DRAIN_LOOK_SECONDS)

    async def _finish(self) -> None:
        try:
            async with asyncio.timeout(FAREWELL_SECONDS):
                # What is handed over still has to be written down, by tasks that come only then.
                while self._busy:
                    await asyncio.wait(self._busy)
        except TimeoutError:
            log.warning("stopped before everything was written down", notices=len(self._busy))

    async def _work(self, connection: MailConnection, *, urgent_only: bool) -> None:
        while True:
            await self._outbound.wait(urgent_only=urgent_only)
            # The letter stays in its lane until there is a connection for it: another sender may have one.
            if not connection.is_open:
                await self._connecting.open(connection)
            letter = self._outbound.take(urgent_only=urgent_only)
            if letter is None:
                continue
            if letter.lease_until - self._clock.now() < self._margin:
                # Soon it is anybody's; whoever claims it next sends it.
                self._outbound.release(letter.notice_id, urgent=letter.urgent)
                continue
            # A task of its own, shielded: a service that stops must not cut a mail off in its middle, or it goes twice.
            await asyncio.shield(self._keep(asyncio.create_task(self._deliver(connection, letter))))

    async def _deliver(self, connection: MailConnection, letter: Outgoing) -> None:
        with traced("send notice", letter.traceparent, kind="client", diwan__notice=letter.notice.kind) as step:
            try:
                reply = await self._enclosing.hand_over(connection, letter)
            except StaleConnectionError:
                self._outbound.put_back(letter)
                return
            except RefusedError as error:
                settlement: Settlement = GivenUp(notice_id=letter.notice_id, error=str(error))
            except DeferredError as error:
                settlement = self._failed(letter, str(error))
            except Exception as error:
                # One notice that trips over a defect must not stop the others.
                log.exception("sending failed", notice_id=str(letter.notice_id))
                settlement = self._failed(letter, repr(error))
            else:
                settlement = Sent(notice_id=letter.notice_id, at=self._clock.now(), reply=reply)
            step.says(diwan__outcome=settlement.outcome)
            observe(letter, settlement)
            # Written down beside the next one's sending, many at once.
            self._keep(asyncio.create_task(self._settling.settle(letter, settlement)))

    def _failed(self, letter: Outgoing, error: str) -> Settlement:
        return self._schedule.after_failure(letter, self._clock.now(), error, self._chance())

    def _keep(self, task: asyncio.Task[None]) -> asyncio.Task[None]:
        self._busy.add(task)
        task.add_done_callback(self._busy.discard)
        return task
