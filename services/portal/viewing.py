"""Looking at documents: what is shown of them, and that a document is fetched once and not for every page."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from services.portal.errors import DocumentDisposedError, NotDrawnError
from services.portal.model.held import KEEP_SECONDS, Held
from services.portal.model.papers import PICTURES, Opened, Paper, Shown
from services.portal.ports import Drawing, Papers, Stream
from shared.errors import NotFoundError, TransientError
from shared.media import HEAD, sniff


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """Somebody who looks: the session, and the token that storage knows the person by."""

    session_id: str
    token: str


class Viewing:
    """The use cases of the viewer.

    `most_bytes` is the largest document that is shown; `most_kept` how many bytes of documents are held for their next
    pages, each at most `keep_seconds`; `most_pages` how many pages of one are shown.
    """

    def __init__(
        self,
        *,
        papers: Papers,
        drawing: Drawing,
        most_bytes: int,
        most_kept: int,
        most_pages: int,
        keep_seconds: float = KEEP_SECONDS,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._papers = papers
        self._drawing = drawing
        self._most_bytes = most_bytes
        self._most_pages = most_pages
        self._held: Held[tuple[str, UUID]] = Held(most=most_kept, seconds=keep_seconds, monotonic=monotonic)

    async def papers_of(self, viewer: Viewer, submission_id: UUID) -> Sequence[Paper]:
        """The documents of a matter; none while storage is away. Raises `SignInNeededError`."""
        try:
            return await self._papers.of(viewer.token, submission_id)
        except (TransientError, NotFoundError):
            return ()

    async def enclosable(self, viewer: Viewer, submission_id: UUID) -> Sequence[Paper]:
        """The documents of a matter whose bytes are there still. Raises `SignInNeededError`."""
        return [one for one in await self.papers_of(viewer, submission_id) if one.disposed_at is None]

    async def open(self, viewer: Viewer, papers: Sequence[Paper], wanted: UUID | None) -> Opened | None:
        """The document that is to be looked at: the one that is wanted, or the first that can be shown."""
        viewable = [paper for paper in papers if paper.shown_as not in ("nothing", "disposed")]
        asked = [paper for paper in papers if paper.document_id == wanted]
        paper = next(iter(asked or viewable or papers), None)
        if paper is None:
            return None
        shown, count = await self._looked_at(viewer, paper)
        return Opened(paper=paper, shown=shown, pages=min(count, self._most_pages), more=count > self._most_pages)

    async def page(self, viewer: Viewer, document_id: UUID, number: int) -> bytes:
        """A page of a PDF as JPEG. Raises `NotDrawnError`, `NotFoundError`, `SignInNeededError`, `TransientError`."""
        if not 1 <= number <= self._most_pages:
            raise NotDrawnError
        return await self._drawing.page(await self._whole(viewer, document_id), number)

    async def picture(self, viewer: Viewer, document_id: UUID) -> tuple[str, bytes]:
        """A picture with its media type, which is what its bytes say and nothing else. Raises as `page` does."""
        content = await self._fetch(viewer, document_id)
        media_type = sniff(content[:HEAD], "").media_type
        if media_type not in PICTURES:
            raise NotDrawnError
        return media_type, content

    async def file(self, viewer: Viewer, document_id: UUID) -> Stream:
        """The document as it arrived. Raises `NotFoundError`, `SignInNeededError`, `TransientError`."""
        return await self._papers.open(viewer.token, document_id)

    async def _looked_at(self, viewer: Viewer, paper: Paper) -> tuple[Shown, int]:
        shown = paper.shown_as
        if shown not in ("nothing", "disposed") and paper.size > self._most_bytes:
            return "too-large", 0
        if shown != "pages":
            return shown, 0
        try:
            return shown, await self._drawing.count(await self._whole(viewer, paper.document_id))
        except NotDrawnError:
            return "broken", 0
        except DocumentDisposedError:
            # A letter's own list of its documents does not say so; and it may have been deleted just now.
            return "disposed", 0
        except (TransientError, NotFoundError):
            return "away", 0

    async def _whole(self, viewer: Viewer, document_id: UUID) -> bytes:
        """A document, fetched with the person's own right; what is kept is kept for that session alone."""
        return await self._held.get((viewer.session_id, document_id), lambda: self._fetch(viewer, document_id))

    async def _fetch(self, viewer: Viewer, document_id: UUID) -> bytes:
        stream = await self._papers.open(viewer.token, document_id)
        try:
            if stream.size > self._most_bytes:
                raise NotDrawnError
            return b"".join([chunk async for chunk in stream.chunks()])
        finally:
            await stream.close()
