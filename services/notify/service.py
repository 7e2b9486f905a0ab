"""The use cases of notify: tell what happened, show what was told, try again what stopped."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import structlog

from services.notify.composing import outgoing
from services.notify.errors import NotStoppedError
from services.notify.limiting import AddressLimit
from services.notify.metrics import NOTICES
from services.notify.model import Notice, Told, notices_for
from services.notify.model.delivery import NoticeRecord, Origin, State
from services.notify.outbound import Outbound
from services.notify.ports import Notices
from services.notify.rendering import Renderer
from shared.clock import Clock
from shared.errors import NotFoundError
from shared.observability.tracing import current_traceparent

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """How long a notice is one process's own (`lease`), and how long it is tried (`patience`)."""

    lease: timedelta
    patience: timedelta


class Notify:
    """Makes notices durable, and hands them to this process's senders while there is room."""

    def __init__(
        self,
        *,
        notices: Notices,
        outbound: Outbound,
        renderer: Renderer,
        limit: AddressLimit,
        clock: Clock,
        terms: Terms,
    ) -> None:
        self._notices = notices
        self._outbound = outbound
        self._renderer = renderer
        self._limit = limit
        self._clock = clock
        self._terms = terms

    async def hear(self, event: Told) -> None:
        """Tell the requester of an event, once; returns when the notice is durable. Raises `TransientError`."""
        notice = notices_for(event)
        if notice is None:
            return
        now = self._clock.now()
        limited = notice.kind == "received"
        if limited and not self._limit.allows(notice.recipient, now):
            await self._withhold(event, notice, now)
            return
        # Rendered before it is durable: an event that cannot be told is dead-lettered, where somebody sees it.
        letter = outgoing(
            self._renderer,
            notice,
            lease_until=now + self._terms.lease,
            give_up_at=now + self._terms.patience,
            traceparent=current_traceparent(),
        )
        handed = self._outbound.room(urgent=notice.urgent) > 0 and self._outbound.hold(
            notice.notice_id, urgent=notice.urgent
        )
        new = False
        try:
            # Without room here it is due at once, for whichever process finds it first.
            new = await self._notices.add(self._record(event, notice, now, due=letter.lease_until if handed else now))
        finally:
            if handed and not new:
                self._outbound.release(notice.notice_id, urgent=notice.urgent)
            if limited and not new:
                # Neither a repeated event nor a try without the store may use up what a later letter is owed.
                self._limit.take_back(notice.recipient)
        if handed and new:
            self._outbound.put(letter)

    async def listed(
        self,
        *,
        state: State | None,
        submission_id: UUID | None,
        number: str | None,
        after: tuple[datetime, UUID] | None,
        limit: int,
    ) -> Sequence[NoticeRecord]:
        """Notices, newest first."""
        return await self._notices.listed(
            state=state, submission_id=submission_id, number=number, after=after, limit=limit
        )

    async def retry(self, notice_id: UUID) -> NoticeRecord:
        """Try again what was given up or withheld. Raises `NotFoundError`, `NotStoppedError`."""
        now = self._clock.now()
        reopened = await self._notices.reopen(notice_id, now=now, give_up_at=now + self._terms.patience)
        if reopened is not None:
            return reopened
        if await self._notices.get(notice_id) is None:
            raise NotFoundError(str(notice_id))
        raise NotStoppedError(str(notice_id))

    async def _withhold(self, event: Told, notice: Notice, now: datetime) -> None:
        if await self._notices.add(self._record(event, notice, now, due=None)):
            NOTICES.labels(notice.kind, "withheld").inc()
            log.warning("withheld: too many to one address", notice_id=str(notice.notice_id))

    def _record(self, event: Told, notice: Notice, now: datetime, *, due: datetime | None) -> NoticeRecord:
        return NoticeRecord(
            notice_id=notice.notice_id,
            submission_id=notice.submission_id,
            kind=notice.kind,
            number=notice.number,
            recipient=notice.recipient,
            urgent=notice.urgent,
            message_id=self._renderer.message_id(notice),
            state="withheld" if due is None else "pending",
            created_at=now,
            next_attempt_at=due,
            give_up_at=now + self._terms.patience,
            origin=Origin(topic=event.topic, body=event.model_dump_json()),
            traceparent=current_traceparent(),
        )
