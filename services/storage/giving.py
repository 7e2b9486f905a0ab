"""A document is handed to somebody: remembered first of all, then streamed."""

from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from uuid import UUID

from services.storage.model import Reading, StoredDocument, View
from services.storage.ports import Blobs, Views
from shared.clock import Clock


class Giving:
    """Gives documents to those who may have them; that is decided before."""

    def __init__(self, *, blobs: Blobs, views: Views, clock: Clock, new_id: Callable[[], UUID]) -> None:
        self._blobs = blobs
        self._views = views
        self._clock = clock
        self._new_id = new_id

    async def give(
        self, document: StoredDocument, *, person_id: str, name: str, on_behalf_of: str = "", has: Callable[[str], bool]
    ) -> Reading:
        """Give a document to somebody and remember it, with whom they acted for (an id).

        `has` says of a hash whether they have it already.

        Raises `NotFoundError` when the vault lacks it, and `TransientError`, both before the first byte is given.
        """
        view = View(
            view_id=self._new_id(),
            document_id=document.document_id,
            submission_id=document.submission_id,
            person_id=person_id,
            name=name,
            at=self._clock.now(),
            on_behalf_of=on_behalf_of,
        )
        if has(document.sha256):
            await self._views.add(view)
            return Reading(document=document, content=None)
        content = self._blobs.open(document.sha256)
        try:
            first = await anext(content, b"")
            await self._views.add(view)
        except BaseException:
            await content.aclose()
            raise
        return Reading(document=document, content=_joined(first, content))


async def _joined(first: bytes, rest: AsyncGenerator[bytes, None]) -> AsyncGenerator[bytes, None]:
    async with aclosing(rest):
        yield first
        async for chunk in rest:
            yield chunk
