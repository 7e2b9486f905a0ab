"""The list of calls: people without a mail address, told by telephone by whoever sits at a counter or at the desk."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import structlog

from services.notify.classified import Classified
from services.notify.composing import UnrenderableError, call_again
from services.notify.errors import CallEndedError, KeyReusedError
from services.notify.metrics import NOTICES
from services.notify.model.calls import CallOutcome, Tick, Ticked
from services.notify.model.delivery import NoticeRecord
from services.notify.ports import Classifications, Notices
from services.notify.rendering import ShortTexts
from shared.clock import Clock
from shared.errors import NotFoundError, OldVersionError, VersionRequiredError
from shared.language import Language, Text

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A call that waits: whom to ask for, in which language, and what to say."""

    record: NoticeRecord
    name: str
    on_behalf_of: str
    language: Language
    says: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Who ticks a call off. `offices` are those whose calls he may make, None for all; `versions` those he has seen.

    Without `confidential` a call about a confidential matter is none; who handed it in at an office knows it anyway.
    """

    person_id: str
    offices: Collection[str] | None
    confidential: bool
    versions: frozenset[int] | None
    key: str | None
    fingerprint: str


class Calls:
    """What waits to be called, and what came of it."""

    def __init__(self, *, notices: Notices, classifications: Classifications, texts: ShortTexts, clock: Clock) -> None:
        self._notices = notices
        self._classified = Classified(classifications)
        self._texts = texts
        self._clock = clock

    async def waiting(
        self,
        *,
        offices: Collection[str] | None,
        confidential: bool,
        after: tuple[bool, datetime, UUID] | None,
        limit: int,
    ) -> Sequence[Call]:
        """Calls that wait, urgent first, then oldest; without `confidential` those about ordinary matters."""
        found: list[NoticeRecord] = []
        while len(found) < limit:
            page = await self._notices.calls(offices=offices, after=after, limit=limit)
            found += page if confidential else await self._classified.ordinary(page)
            if len(page) < limit:
                break
            after = page[-1].urgent, page[-1].created_at, page[-1].notice_id
        return [self._call(record) for record in found[:limit]]

    async def tick(self, notice_id: UUID, request: Request, *, outcome: CallOutcome, remark: str) -> NoticeRecord:
        """Note what came of a call, once.

        Raises `NotFoundError`, `CallEndedError`, `VersionRequiredError`, `OldVersionError`, `KeyReusedError`.
        """
        record = await self._seen(notice_id, request)
        if _is_repeated(record, request):
            return record
        if record.state != "waiting":
            raise CallEndedError(str(notice_id))
        if request.versions is None:
            raise VersionRequiredError(str(notice_id))
        if record.attempts not in request.versions:
            raise OldVersionError(str(notice_id))
        ticked = request.key and Ticked(person_id=request.person_id, key=request.key, fingerprint=request.fingerprint)
        tick = Tick(
            notice_id=notice_id,
            outcome=outcome,
            remark=remark,
            at=self._clock.now(),
            by=request.person_id,
            attempts=record.attempts,
            ticked=ticked or None,
        )
        done = await self._notices.tick(tick)
        if done is None:
            # Somebody was faster, or this very request came twice at once.
            record = await self._seen(notice_id, request)
            if _is_repeated(record, request):
                return record
            raise OldVersionError(str(notice_id))
        NOTICES.labels(done.kind, done.state).inc()
        log.info("call made", notice_id=str(notice_id), outcome=outcome, attempts=done.attempts)
        return done

    async def _seen(self, notice_id: UUID, request: Request) -> NoticeRecord:
        record = await self._notices.get(notice_id)
        theirs = record is not None and (request.offices is None or record.office in request.offices)
        if record is None or record.medium != "call" or not theirs:
            raise NotFoundError(str(notice_id))
        if not (request.confidential or await self._classified.ordinary([record])):
            raise NotFoundError(str(notice_id))
        return record

    def _call(self, record: NoticeRecord) -> Call:
        try:
            notice, requester = call_again(record)
        except UnrenderableError as error:
            # Somebody who calls can look the matter up; a list that is missing a line could not be worked off.
            log.warning("a call without its words", notice_id=str(record.notice_id), error=str(error))
            return Call(record=record, name="", on_behalf_of="", language="both", says=Text(ar="", en=""))
        return Call(
            record=record,
            name=requester.name,
            on_behalf_of=requester.on_behalf_of,
            language=requester.language,
            says=Text(ar=self._texts.spoken(notice, "ar"), en=self._texts.spoken(notice, "en")),
        )


def _is_repeated(record: NoticeRecord, request: Request) -> bool:
    last = record.ticked
    if last is None or (last.person_id, last.key) != (request.person_id, request.key):
        return False
    if last.fingerprint != request.fingerprint:
        raise KeyReusedError(str(request.key))
    return True
