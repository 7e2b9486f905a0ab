"""What is enclosed with a letter: files of the vault, named by their hash."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from services.routing.errors import UnknownUnitError
from services.routing.known_units import UnitWatch
from services.routing.letters.errors import UnknownAttachmentError
from services.routing.letters.model import Content
from services.routing.letters.ports import Blobs
from shared.contracts.base import Document
from shared.errors import NotFoundError
from shared.ids import derived_id
from shared.media import HEAD, sniff


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosure:
    """A file as somebody encloses it: by what name, and the hash of its bytes.

    Who knows the hash of a file has held the file, or seen it listed among documents that he may see: nobody finds 256
    bits otherwise. So the hash is the right to enclose it (docs/decisions/0016).
    """

    name: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What somebody wrote: the content, with what is to be enclosed."""

    content: Content
    enclosures: Sequence[Enclosure] = ()


class Papers:
    """Completes what was written by what units and the vault know."""

    def __init__(self, *, units: UnitWatch, blobs: Blobs) -> None:
        self._units = units
        self._blobs = blobs

    async def complete(self, letter_id: UUID, written: Written, *, confidential: bool) -> Content:
        """The content with its enclosures; `confidential` (سري) is what it is about, and then it is so itself. Raises `UnknownUnitError`, `UnknownAttachmentError`, `TransientError`."""
        known = await self._units.with_all(written.content.to_units)
        for unit_id in written.content.to_units:
            if unit_id not in known.by_id:
                raise UnknownUnitError(unit_id)
        return replace(
            written.content,
            attachments=await documents(letter_id, written.enclosures, self._blobs),
            confidential=confidential or written.content.confidential,
        )


async def documents(letter_id: UUID, enclosures: Sequence[Enclosure], blobs: Blobs) -> tuple[Document, ...]:
    """What the vault says of each. Raises `UnknownAttachmentError`, `TransientError`."""
    return tuple(await asyncio.gather(*(_document(letter_id, each, blobs) for each in enclosures)))


async def _document(letter_id: UUID, enclosure: Enclosure, blobs: Blobs) -> Document:
    try:
        peeked = await blobs.peek(enclosure.sha256, HEAD)
    except NotFoundError as error:
        raise UnknownAttachmentError(enclosure.sha256) from error
    sniffed = sniff(peeked.head, enclosure.name)
    return Document(
        document_id=derived_id(letter_id, enclosure.sha256),
        name=enclosure.name,
        sha256=enclosure.sha256,
        size=peeked.size,
        media_type=sniffed.media_type,
        agrees=sniffed.agrees,
    )
