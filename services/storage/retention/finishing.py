"""What was confirmed is carried out: documents are closed to everybody, and bytes that nobody else needs go.

Every step may be done again, so whoever dies in the middle leaves it to the next; several may do it at the same time.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import structlog

from services.storage.model import StoredDocument
from services.storage.ports import Brought, Documents
from services.storage.retention.model import Confirmed, Disposal, SetAside
from services.storage.retention.ports import AsideBlobs, Asides, Carrying, Disposals, DisposedDocuments, KeptMatters
from shared.clock import Clock
from shared.repeating import repeat

log = structlog.get_logger(__name__)


class Finishing:
    """Carries out disposals. `grace` is how long bytes stay set aside before they are erased."""

    def __init__(
        self,
        *,
        matters: KeptMatters,
        disposals: Disposals,
        documents: Documents,
        disposed: DisposedDocuments,
        letters: Carrying,
        brought: Brought,
        blobs: AsideBlobs,
        asides: Asides,
        clock: Clock,
        grace: timedelta,
        poll_seconds: float,
    ) -> None:
        self._matters = matters
        self._disposals = disposals
        self._documents = documents
        self._disposed = disposed
        self._letters = letters
        self._brought = brought
        self._blobs = blobs
        self._asides = asides
        self._clock = clock
        self._grace = grace
        self._poll_seconds = poll_seconds
        self._something = asyncio.Event()

    def wake(self) -> None:
        """Something was confirmed."""
        self._something.set()

    async def run(self) -> None:
        """Carry out what waits, and look after what was set aside, until cancelled."""
        failure = "a disposal waits for a store"
        await repeat(self._step, seconds=self._poll_seconds, failure=failure, woken=self._something)

    async def finish(self) -> None:
        """Carry out everything that was confirmed and is not done. Raises `TransientError`."""
        for disposal_id in await self._disposals.waiting():
            if (disposal := await self._disposals.get(disposal_id)) is not None:
                await self._carry_out(disposal)

    async def look_after(self) -> None:
        """Bring back what is needed again, and erase what was set aside long enough. Raises `TransientError`."""
        now = self._clock.now()
        asides = await self._asides.all()
        needed = await self._needed([one.sha256 for one in asides])
        for one in asides:
            # Somebody handed in the same bytes while they went: the door was told that they are there. It is looked at until
            # the end of the term: another process may be about to take them away.
            if one.sha256 in needed and await self._blobs.bring_back(one.sha256):
                log.info("bytes are needed again and were brought back", sha256=one.sha256)
            if one.erase_at <= now:
                await self._blobs.erase(one.sha256)
                await self._asides.remove(one)

    async def _step(self) -> None:
        await self.finish()
        await self.look_after()

    async def _carry_out(self, disposal: Disposal) -> None:
        waiting = [one for one in disposal.matters if one.outcome is None]
        # All are taken before anything of one goes: a letter of one may have a document of another.
        for one in waiting:
            await self._matters.claim(one, disposal.disposal_id)
        for one in waiting:
            # Asked once more right before: somebody may have begun to work on it again.
            taken = await self._matters.claim(one, disposal.disposal_id)
            became = await (self._delete(disposal, one) if taken else self._leave(disposal, one))
            await self._disposals.became(disposal.disposal_id, became)

    async def _leave(self, disposal: Disposal, one: Confirmed) -> Confirmed:
        known = await self._disposals.get(disposal.disposal_id)
        for each in known.matters if known else ():
            if each.submission_id == one.submission_id and each.outcome is not None:
                return each  # another process was faster, and it was opened again since: that it was deleted stays true
        held = any(each.held for each in await self._matters.numbered([one.number]))
        # Whoever died over it may have begun: what is given back is named again, and so its bytes are brought back, too.
        if begun := await self._marked(disposal.disposal_id, one.submission_id):
            await self._disposed.spare([each.document_id for each in begun], disposal.disposal_id)
        log.info("left as it is", number=one.number, held=held, given_back=len(begun))
        return replace(one, outcome="held" if held else "changed")

    async def _delete(self, disposal: Disposal, one: Confirmed) -> Confirmed:
        there = [each for each in await self._documents.of_submission(one.submission_id) if not each.disposed_at]
        going = [each.document_id for each in there if not await self._is_carried(each, one.submission_id)]
        await self._disposed.dispose(going, disposal.disposal_id, disposal.at)
        marked = await self._marked(disposal.disposal_id, one.submission_id)
        # Looked at again once they are marked: a letter that takes one from now on takes what is gone.
        spared = [each.document_id for each in marked if await self._is_carried(each, one.submission_id)]
        if spared:
            await self._disposed.spare(spared, disposal.disposal_id)
        gone = [each for each in marked if each.document_id not in spared]
        for sha256 in {each.sha256 for each in gone}:
            await self._take_away(sha256)
        log.info("documents were deleted", number=one.number, documents=len(gone), disposal=disposal.disposal_id)
        return replace(one, outcome="deleted", documents=len(gone), size=sum(each.size for each in gone))

    async def _marked(self, disposal_id: str, submission_id: UUID) -> list[StoredDocument]:
        found = await self._documents.of_submission(submission_id)
        return [each for each in found if each.disposal_id == disposal_id]

    async def _is_carried(self, document: StoredDocument, submission_id: UUID) -> bool:
        """Whether a letter of another matter, or of none, has this document: unless that one's documents went, too."""
        letters = await self._letters.carrying(document.document_id)
        if not letters:
            return False
        homes = await self._disposed.homes_of(letters)
        for letter_id in letters:
            # A letter of which nothing is known yet may be anybody's.
            others = (homes.get(letter_id) or frozenset({letter_id})) - {submission_id}
            if others - await self._matters.disposed(others):
                return True
        return False

    async def _take_away(self, sha256: str) -> None:
        """Set a blob aside that nobody needs any more; it is written down before, so that it is not forgotten."""
        if await self._needed([sha256]):
            return
        await self._asides.add(SetAside(sha256=sha256, erase_at=self._clock.now() + self._grace))
        await self._blobs.set_aside(sha256)

    async def _needed(self, hashes: Sequence[str]) -> frozenset[str]:
        """Those that a document names, and those that somebody brought for a letter which is not issued yet."""
        named = await self._disposed.named(hashes)
        return named | await self._brought.among([one for one in hashes if one not in named])
