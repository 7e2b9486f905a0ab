"""A letter as it will look, page by page: printed by routing as the issued one is, and drawn like every other document."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from services.portal.errors import NotDrawnError, RefusedError, SignInNeededError
from services.portal.model.held import KEEP_SECONDS, Held
from services.portal.ports import Drawing, Letters
from services.portal.viewing import Viewer
from shared.errors import NotFoundError, TransientError


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """How many pages are shown, and whether there are more; no page when it cannot be had now."""

    pages: int
    more: bool = False


class Previewing:
    """Prints a letter once for each state of it that somebody looks at."""

    def __init__(
        self,
        *,
        letters: Letters,
        drawing: Drawing,
        most_kept: int,
        most_pages: int,
        keep_seconds: float = KEEP_SECONDS,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._letters = letters
        self._drawing = drawing
        self._most_pages = most_pages
        self._held: Held[tuple[str, UUID, int]] = Held(most=most_kept, seconds=keep_seconds, monotonic=monotonic)

    async def look(self, viewer: Viewer, letter_id: UUID, version: int) -> Preview:
        """What there is to look at."""
        try:
            count = await self._drawing.count(await self.pdf(viewer, letter_id, version))
        except (TransientError, NotFoundError, RefusedError, NotDrawnError, SignInNeededError):
            return Preview(pages=0)
        return Preview(pages=min(count, self._most_pages), more=count > self._most_pages)

    async def page(self, viewer: Viewer, letter_id: UUID, version: int, number: int) -> bytes:
        """A page as JPEG. Raises `NotDrawnError`, and as `pdf` does."""
        if not 1 <= number <= self._most_pages:
            raise NotDrawnError
        return await self._drawing.page(await self.pdf(viewer, letter_id, version), number)

    async def pdf(self, viewer: Viewer, letter_id: UUID, version: int) -> bytes:
        """The whole. Raises `NotFoundError`, `RefusedError` for an issued letter, `SignInNeededError`, `TransientError`."""
        key = (viewer.session_id, letter_id, version)
        return await self._held.get(key, lambda: self._letters.preview(viewer.token, letter_id))
