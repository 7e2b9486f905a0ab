"""The poller: finds notices that are due, claims them and hands them to this process's senders."""

import asyncio
from datetime import timedelta

import structlog

from services.notify.composing import UnrenderableError, outgoing_again
from services.notify.metrics import NOTICES, RELAY_UP
from services.notify.model.delivery import GivenUp, NoticeRecord
from services.notify.model.notice import Medium
from services.notify.outbound import Outbound
from services.notify.ports import Notices, Renders
from services.notify.sending import Sender
from shared.clock import Clock
from shared.repeating import repeat

log = structlog.get_logger(__name__)

MOST = 250
"""Notices claimed at once: rendering them must not hold up the loop for long."""


class Poller:
    """Looks for what is due: retries, what found no room in memory, and what a process that died had taken."""

    def __init__(
        self,
        *,
        notices: Notices,
        outbound: Outbound,
        sender: Sender,
        renderer: Renders,
        clock: Clock,
        lease: timedelta,
        seconds: float,
        medium: Medium = "mail",
    ) -> None:
        self._notices = notices
        self._outbound = outbound
        self._sender = sender
        self._renderer = renderer
        self._clock = clock
        self._lease = lease
        self._seconds = seconds
        self._medium = medium

    async def run(self) -> None:
        """Poll until cancelled."""
        await repeat(self.poll, seconds=self._seconds, failure="could not look for due notices")

    async def poll(self) -> None:
        """Look once. Raises `TransientError`."""
        stalled = self._sender.stalled
        if self._medium == "mail":
            RELAY_UP.set(0 if stalled else 1)
        if stalled:
            return
        for urgent in (True, False):
            limit = min(MOST, self._outbound.room(urgent=urgent))
            while limit:
                now = self._clock.now()
                claimed = await self._notices.claim(
                    medium=self._medium, urgent=urgent, now=now, until=now + self._lease, limit=limit
                )
                for record in claimed:
                    await self._hand(record)
                # A full hand means that there is more: what waited long need not wait for the next poll.
                full = len(claimed) == limit
                limit = min(MOST, self._outbound.room(urgent=urgent)) if full else 0

    async def _hand(self, record: NoticeRecord) -> None:
        if not self._outbound.hold(record.notice_id, urgent=record.urgent):
            return
        try:
            letter = outgoing_again(self._renderer, record)
        except UnrenderableError as error:
            self._outbound.release(record.notice_id, urgent=record.urgent)
            log.warning("notice not sent", outcome=GivenUp.outcome, notice_id=str(record.notice_id), error=str(error))
            NOTICES.labels(record.kind, GivenUp.outcome).inc()
            await self._notices.settle(GivenUp(notice_id=record.notice_id, error=str(error)), urgent=record.urgent)
        else:
            self._outbound.put(letter)
            # Rendering takes its time; others may run in between.
            await asyncio.sleep(0)
