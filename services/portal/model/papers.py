"""Documents beside a matter: which of them can be looked at in a browser, and as what."""

from dataclasses import dataclass
from typing import Final, Literal
from uuid import UUID

from pydantic import AwareDatetime

from services.portal.model.asked import Told

PDF: Final = "application/pdf"
PICTURES: Final = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
"""Pictures that every browser draws and none of which can hold a script. SVG is none of them."""

Shown = Literal["pages", "picture", "nothing", "too-large", "broken", "away", "disposed"]
"""As what a document is shown; or why it is not."""


class Paper(Told):
    """A document of a matter, as storage tells it."""

    document_id: UUID
    name: str
    sha256: str
    size: int
    media_type: str
    agrees: bool
    received_at: AwareDatetime
    disposed_at: AwareDatetime | None = None

    @property
    def shown_as(self) -> Shown:
        """What it can be shown as, by what its first bytes are; the name's ending makes no difference."""
        if self.disposed_at is not None:
            return "disposed"
        if self.media_type == PDF:
            return "pages"
        return "picture" if self.media_type in PICTURES else "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """The document that is looked at. `pages` of it are shown, which may have more."""

    paper: Paper
    shown: Shown
    pages: int = 0
    more: bool = False
