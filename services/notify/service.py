"""The use cases of notify: tell what happened, show what was told, try again what stopped."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import structlog

from services.notify.classified import Classified
from services.notify.composing import outgoing
from services.notify.errors import NotStoppedError
from services.notify.limiting import AddressLimit
from services.notify.metrics import NOTICES
from services.notify.model import Medium, Notice, Told, notices_for
from services.notify.model.delivery import NoticeRecord, Origin, State
from services.notify.model.telephone import Telephone
from services.notify.outbound import Outbound
from services.notify.ports import Classifications, Notices, Renders
from shared.clock import Clock
from shared.contracts import MatterClassifiedV1
from shared.errors import NotFoundError
from shared.observability.tracing import current_traceparent

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """How long a notice is one process's own (`lease`), and how long it is tried (`patience`)."""

    lease: timedelta
    patience: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How notices of one medium leave: what makes messages of them, and what waits in this process."""

    renderer: Renders
    outbound: Outbound


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What may go to one address within an hour: acknowledgements by mail, and everything by telephone."""

    received: AddressLimit
    telephone: AddressLimit


class Notify:
    """Makes notices durable, and hands them to this process's senders while there is room."""

    def __init__(
        self,
        *,
        notices: Notices,
        classifications: Classifications,
        ways: Mapping[Medium, Way],
        telephone: Telephone,
        limits: Limits,
        clock: Clock,
        terms: Terms,
    ) -> None:
        """There is a way for every medium but calls, which wait in a list (`calls.py`)."""
        self._notices = notices
        self._classified = Classified(classifications)
        self._ways = ways
        self._telephone = telephone
        self._limits = limits
        self._clock = clock
        self._terms = terms

    async def hear(self, event: Told) -> None:
        """Tell the requester of an event, once; returns when the notice is durable. Raises `TransientError`."""
        notice = notices_for(event)
        if notice is None:
            return
        if event.confidential:
            # Before anybody can see that there is a notice.
            await self._classified.note(event, notice)
        now = self._clock.now()
        medium = self._telephone.medium(notice.recipient) if notice.by_telephone else "mail"
        if medium is None:
            await self._note(self._record(event, notice, now, medium=None, state="nobody"))
            return
        if (limit := self._limit(notice)) and not limit.allows(notice.recipient, now):
            await self._note(self._record(event, notice, now, medium=medium, state="withheld"))
            return
        new = False
        try:
            new = await self._send(event, notice, now, medium)
        finally:
            if limit and not new:
                # Neither a repeated event nor a try without the store may use up what a later letter is owed.
                limit.take_back(notice.recipient)

    async def _send(self, event: Told, notice: Notice, now: datetime, medium: Medium) -> bool:
        """Make a notice durable and give it to whoever sends it; says whether it is new."""
        if medium == "call":
            return await self._notices.add(self._record(event, notice, now, medium=medium, state="waiting"))
        outbound = self._ways[medium].outbound
        # Rendered before it is durable: an event that cannot be told is dead-lettered, where somebody sees it.
        letter = outgoing(
            self._ways[medium].renderer,
            notice,
            lease_until=now + self._terms.lease,
            give_up_at=now + self._terms.patience,
            traceparent=current_traceparent(),
        )
        handed = outbound.room(urgent=notice.urgent) > 0 and outbound.hold(notice.notice_id, urgent=notice.urgent)
        # Without room here it is due at once, for whichever process finds it first.
        due = letter.lease_until if handed else now
        record, new = self._record(event, notice, now, medium=medium, state="pending", due=due), False
        try:
            new = await self._notices.add(record)
        finally:
            if handed and not new:
                outbound.release(notice.notice_id, urgent=notice.urgent)
        if handed and new:
            outbound.put(letter)
        return new

    async def classify(self, event: MatterClassifiedV1) -> None:
        """Note whether clearance is needed to see what its requester was told. Raises `TransientError`."""
        await self._classified.hear(event)

    async def listed(
        self,
        *,
        state: State | None,
        submission_id: UUID | None,
        number: str | None,
        confidential: bool,
        after: tuple[datetime, UUID] | None,
        limit: int,
    ) -> Sequence[NoticeRecord]:
        """Notices, newest first; without `confidential` those of ordinary matters."""
        found: list[NoticeRecord] = []
        while len(found) < limit:
            page = await self._notices.listed(
                state=state, submission_id=submission_id, number=number, after=after, limit=limit
            )
            found += page if confidential else await self._classified.ordinary(page)
            if len(page) < limit:
                break
            after = page[-1].created_at, page[-1].notice_id
        return found[:limit]

    async def retry(self, notice_id: UUID, *, confidential: bool) -> NoticeRecord:
        """Try again what was given up or withheld. Raises `NotFoundError`, `NotStoppedError`."""
        there = await self._notices.get(notice_id)
        if there is None or not (confidential or await self._classified.ordinary([there])):
            raise NotFoundError(str(notice_id))
        now = self._clock.now()
        if reopened := await self._notices.reopen(notice_id, now=now, give_up_at=now + self._terms.patience):
            return reopened
        raise NotStoppedError(str(notice_id))

    def _limit(self, notice: Notice) -> AddressLimit | None:
        if notice.by_telephone:
            return self._limits.telephone
        return self._limits.received if notice.kind == "received" else None

    async def _note(self, record: NoticeRecord) -> None:
        """Keep a notice that is not sent."""
        if await self._notices.add(record):
            NOTICES.labels(record.kind, record.state).inc()
            log.warning("notice not sent", outcome=record.state, notice_id=str(record.notice_id))

    def _record(
        self,
        event: Told,
        notice: Notice,
        now: datetime,
        *,
        medium: Medium | None,
        state: State,
        due: datetime | None = None,
    ) -> NoticeRecord:
        way = self._ways.get(medium) if medium else None
        return NoticeRecord(
            notice_id=notice.notice_id,
            submission_id=notice.submission_id,
            kind=notice.kind,
            number=notice.number,
            recipient=notice.recipient,
            urgent=notice.urgent,
            message_id=way.renderer.message_id(notice) if way else "",
            state=state,
            created_at=now,
            next_attempt_at=due,
            give_up_at=now + self._terms.patience,
            # What nobody will be told needs no tracking token.
            origin=None if state == "nobody" else Origin(topic=event.topic, body=event.model_dump_json()),
            traceparent=current_traceparent(),
            medium=medium,
            office=notice.office,
        )
