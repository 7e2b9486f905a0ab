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
from services.notify.model.delivery import Classification, NoticeRecord, Origin, State
from services.notify.outbound import Outbound
from services.notify.ports import Classifications, Notices
from services.notify.rendering import Renderer
from shared.clock import Clock
from shared.contracts import (
    LetterIssuedV1,
    MatterClassifiedV1,
    QuestionAskedV1,
    TransactionClosedV1,
    TransactionRoutedV1,
)
from shared.errors import NotFoundError
from shared.observability.tracing import current_traceparent

log = structlog.get_logger(__name__)

_ONLY_VERSION = 1
"""Of what is said of a notice itself: a letter's classification never changes."""


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
        classifications: Classifications,
        outbound: Outbound,
        renderer: Renderer,
        limit: AddressLimit,
        clock: Clock,
        terms: Terms,
    ) -> None:
        self._notices = notices
        self._classifications = classifications
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
        if event.confidential:
            # Before anybody can see that there is a notice.
            await self._note_confidential(event, notice)
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

    async def classify(self, event: MatterClassifiedV1) -> None:
        """Note whether clearance is needed to see what its requester was told. Raises `TransientError`."""
        # What is ordinary from its first moment nobody asks about.
        if event.confidential or event.version > 1:
            await self._classify(event.submission_id, event.version, confidential=event.confidential)

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
            hidden = frozenset() if confidential else await self._hidden(page)
            found += [one for one in page if hidden.isdisjoint((one.submission_id, one.notice_id))]
            if len(page) < limit:
                break
            after = page[-1].created_at, page[-1].notice_id
        return found[:limit]

    async def retry(self, notice_id: UUID, *, confidential: bool) -> NoticeRecord:
        """Try again what was given up or withheld. Raises `NotFoundError`, `NotStoppedError`."""
        there = await self._notices.get(notice_id)
        if there is None or (not confidential and await self._hidden([there])):
            raise NotFoundError(str(notice_id))
        now = self._clock.now()
        reopened = await self._notices.reopen(notice_id, now=now, give_up_at=now + self._terms.patience)
        if reopened is None:
            raise NotStoppedError(str(notice_id))
        return reopened

    async def _hidden(self, records: Sequence[NoticeRecord]) -> frozenset[UUID]:
        """Those of their matters, and of themselves, that are seen by clearance only."""
        ids = {each for one in records for each in (one.submission_id, one.notice_id)}
        return await self._classifications.confidential_of(ids)

    async def _note_confidential(self, event: Told, notice: Notice) -> None:
        match event:
            case LetterIssuedV1():
                # It is, and its matter need not be: the mail that brings it is told of by itself.
                await self._classify(notice.notice_id, _ONLY_VERSION, confidential=True)
            case TransactionRoutedV1() | QuestionAskedV1() | TransactionClosedV1():
                await self._classify(event.submission_id, event.classified, confidential=True)
            case _:
                await self._classify(event.submission_id, event.version or 0, confidential=True)

    async def _classify(self, submission_id: UUID, version: int, *, confidential: bool) -> None:
        said = Classification(submission_id=submission_id, confidential=confidential, version=version)
        await self._classifications.note(said)

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
