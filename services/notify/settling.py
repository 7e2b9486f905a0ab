"""What becomes of a notice after an attempt: counted, logged and written down."""

import asyncio

import structlog

from services.notify.metrics import NOTICES, SECONDS
from services.notify.model.delivery import Outgoing, Sent, Settlement
from services.notify.model.words import nameless
from services.notify.outbound import Outbound
from services.notify.ports import Notices
from shared.errors import TransientError

log = structlog.get_logger(__name__)

STORE_SECONDS = 1.0
"""Pause before a result is written down again when the store did not answer."""


class Settling:
    """Writes results down."""

    def __init__(self, notices: Notices, outbound: Outbound) -> None:
        self._notices = notices
        self._outbound = outbound

    async def settle(self, letter: Outgoing, settlement: Settlement) -> None:
        """Write it down, however long the store is away; then the letter's place is free again."""
        try:
            while True:
                try:
                    await self._notices.settle(settlement, urgent=letter.urgent)
                except TransientError as error:
                    log.warning("result not written down yet", notice_id=str(letter.notice_id), error=str(error))
                    await asyncio.sleep(STORE_SECONDS)
                else:
                    return
        except Exception:
            # It goes out once more after its lease, with the same Message-ID.
            log.exception("result not written down", notice_id=str(letter.notice_id))
        finally:
            self._outbound.release(letter.notice_id, urgent=letter.urgent)


def observe(letter: Outgoing, settlement: Settlement) -> None:
    """Count and log what an attempt ended in."""
    notice = letter.notice
    NOTICES.labels(notice.kind, settlement.outcome).inc()
    facts = {"notice_id": str(notice.notice_id), "kind": notice.kind, "submission_id": str(notice.submission_id)}
    if isinstance(settlement, Sent):
        SECONDS.labels(notice.kind).observe((settlement.at - notice.stated_at).total_seconds())
        log.info("notice sent", **facts)
    else:
        outcome, attempts = settlement.outcome, letter.attempts + 1
        log.warning("notice not sent", outcome=outcome, error=nameless(settlement.error), attempts=attempts, **facts)
