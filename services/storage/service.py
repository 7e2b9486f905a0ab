"""The vault's keeper: records what is in it, lets those see it who may, and remembers who did."""

from collections.abc import AsyncIterable, Callable, Sequence
from uuid import UUID

import structlog

from services.storage.arriving import Arriving
from services.storage.errors import ContentMismatchError, DocumentDisposedError, FileTooLargeError
from services.storage.giving import Giving
from services.storage.metrics import MISMATCHES
from services.storage.model import REQUESTER, Kept, Reading, StoredDocument, View
from services.storage.ports import Blobs, Brought, Classifications, Documents, Grants, Homes, Letters, Views
from services.storage.recording import attached, raw_as_seen, raw_as_stated
from services.storage.seeing import Seeing
from shared.clock import Clock
from shared.contracts import MatterClassifiedV1, SubmissionReadV1, SubmissionSupplementedV1, TransactionRoutedV1
from shared.errors import NotFoundError
from shared.ids import new_id
from shared.media import HEAD, sniff
from shared.principal import Principal
from shared.tracking import token_hash
from shared.vault import ChecksumMismatchError

log = structlog.get_logger(__name__)


def _has_nothing(_sha256: str) -> bool:
    return False


class Storage:
    """Documents, and the right to see them."""

    def __init__(
        self,
        *,
        documents: Documents,
        grants: Grants,
        classifications: Classifications,
        homes: Homes,
        letters: Letters,
        views: Views,
        blobs: Blobs,
        brought: Brought,
        clock: Clock,
        max_file_bytes: int,
        new_id: Callable[[], UUID] = new_id,
    ) -> None:
        self._documents = documents
        self._seeing = Seeing(grants=grants, classifications=classifications, letters=letters)
        self._homes = homes
        self._letters = letters
        self._views = views
        self._blobs = blobs
        self._brought, self._clock = brought, clock
        self._max_file_bytes = max_file_bytes
        self._giving = Giving(blobs=blobs, views=views, clock=clock, new_id=new_id)

    async def record(self, read: SubmissionReadV1) -> None:
        """Make the documents of a submission known; saying it again changes nothing.

        Raises `TransientError`, and `NotFoundError` when the vault has to be asked and lacks the raw message.
        """
        raw = raw_as_stated(read) or raw_as_seen(read, await self._blobs.peek(read.sha256, HEAD))
        documents = [raw, *attached(read)]
        await self._documents.record(documents, urgent=read.urgent)
        # Looked up after the write, as `supplement` moves after it has written: whoever is second moves them.
        await self._bring_home(read.submission_id, urgent=read.urgent)
        for document in documents:
            if not document.agrees:
                MISMATCHES.inc()
                log.warning(
                    "document is not what it says", document=str(document.document_id), media_type=document.media_type
                )

    async def supplement(self, supplemented: SubmissionSupplementedV1) -> None:
        """Let what a submission brought belong to the matter that registry added it to, also what is recorded later.

        Saying it again changes nothing. Raises `ValueError` for an id that is none, `TransientError`.
        """
        supplement_id, urgent = UUID(supplemented.supplement_id), supplemented.urgent
        if supplemented.confidential and supplemented.version is not None:
            # Before they are there: the matter may have been ordinary until these were joined to it.
            await self._seeing.classify(
                supplemented.submission_id, supplemented.version, confidential=True, urgent=urgent
            )
        await self._homes.settle(supplement_id, supplemented.submission_id, urgent=urgent)
        await self._bring_home(supplement_id, urgent=urgent)

    async def classify(self, classified: MatterClassifiedV1) -> None:
        """Note whether clearance is needed for a matter's documents. Raises `TransientError`."""
        await self._seeing.classify(
            classified.submission_id,
            classified.version,
            confidential=classified.confidential,
            urgent=classified.urgent,
        )

    async def grant(self, routed: TransactionRoutedV1) -> None:
        """Let the units that have a matter or a part of it see its documents, and no others. Raises `TransientError`."""
        await self._seeing.grant(routed)

    async def inspect(self, reader: Principal, document_id: UUID) -> StoredDocument:
        """What would be read, without reading it. Raises `NotFoundError`, `DocumentDisposedError`, `TransientError`."""
        document, _ = await self._visible(reader, document_id)
        return await self._there(document)

    async def read(self, reader: Principal, document_id: UUID, *, has: Callable[[str], bool] = _has_nothing) -> Reading:
        """Give a document to somebody and remember it, first of all; `has` says of a hash whether they have it already.

        Raises `NotFoundError` for what is absent and for what may not be seen, `DocumentDisposedError` for what was deleted
        when its term was over, and `TransientError`, all before the first byte is given.
        """
        document, right = await self._visible(reader, document_id)
        _check_there(document)
        return await self._giving.give(
            document, person_id=reader.person_id, name=reader.name, on_behalf_of=reader.on_behalf_of(right), has=has
        )

    async def inspect_sent(self, token: str, document_id: UUID) -> StoredDocument:
        """What `read_sent` would give, without giving it. Raises as `inspect` does."""
        return await self._there(await self._sent(token, document_id))

    async def read_sent(self, token: str, document_id: UUID, *, has: Callable[[str], bool] = _has_nothing) -> Reading:
        """Give a document of an answer to the holder of the tracking token, as `read` does to staff."""
        document = await self._sent(token, document_id)
        _check_there(document)
        return await self._giving.give(document, person_id=REQUESTER, name="", has=has)

    async def documents_of(self, reader: Principal, submission_id: UUID) -> Sequence[StoredDocument]:
        """The documents of a matter. Raises `NotFoundError` when there are none, or none for this reader."""
        found = await self._seeing.seen_of(reader, submission_id, await self._documents.of_submission(submission_id))
        if not found:
            raise NotFoundError(str(submission_id))
        return found

    async def views_of(self, auditor: Principal, document_id: UUID, limit: int) -> Sequence[View]:
        """Who was given a document, newest first. Raises `NotFoundError` when there is none, or none for this auditor."""
        await self._visible(auditor, document_id)
        return await self._views.of_document(document_id, limit)

    async def keep(self, content: AsyncIterable[bytes], *, sha256: str, size: int) -> Kept:
        """Put a stream into the vault. What is there already is still read to its end, so a wrong hash is always told.

        Raises `FileTooLargeError`, `ContentMismatchError`, `TransientError`.
        """
        if size > self._max_file_bytes:
            raise FileTooLargeError(f"{size} bytes")
        arriving = Arriving(content, expected=sha256, size=size)
        created = not await self._is_there(sha256)
        if created:
            try:
                await self._blobs.put_stream(arriving, sha256=sha256, size=size)
            except ChecksumMismatchError as error:
                raise ContentMismatchError(sha256) from error
        async for _ in arriving:
            pass
        # After they are there, as retention takes away before it looks: whoever is second sees the other.
        await self._brought.note(sha256, self._clock.now())
        return Kept(sha256=sha256, size=size, media_type=sniff(arriving.head, "").media_type, created=created)

    async def _bring_home(self, brought_by: UUID, *, urgent: bool) -> None:
        home = await self._homes.get(brought_by, urgent=urgent)
        if home is None:
            return
        # The matter may have been joined to another one, which has a number and so is joined to none.
        joined_to = await self._homes.get(home, urgent=urgent)
        await self._documents.move(brought_by, joined_to or home)

    async def _is_there(self, sha256: str) -> bool:
        try:
            await self._blobs.peek(sha256, 1)
        except NotFoundError:
            return False
        return True

    async def _there(self, document: StoredDocument) -> StoredDocument:
        """A document whose bytes are there."""
        _check_there(document)
        await self._blobs.peek(document.sha256, 1)
        return document

    async def _visible(self, reader: Principal, document_id: UUID) -> tuple[StoredDocument, Principal]:
        """A document, and in whose right it is seen."""
        document = await self._documents.get(document_id)
        if document is None:
            raise NotFoundError(str(document_id))
        return document, await self._seeing.right_to(reader, document)

    async def _sent(self, token: str, document_id: UUID) -> StoredDocument:
        document = await self._documents.get(document_id)
        if document is None or not await self._letters.was_sent(token_hash(token), document_id):
            raise NotFoundError(str(document_id))
        return document


def _check_there(document: StoredDocument) -> None:
    if document.disposed_at is not None:
        raise DocumentDisposedError(f"{document.document_id} by {document.disposal_id}")
