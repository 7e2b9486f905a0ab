"""What the vault's bytes make of what intake says of a document."""

from uuid import UUID

from services.storage.model import StoredDocument
from shared.contracts import SubmissionReadV1
from shared.contracts.base import Channel, Document
from shared.media import sniff
from shared.vault import Peek


def judged(read: SubmissionReadV1, stated: Document | None, peeked: Peek) -> StoredDocument:
    """A document as the vault's bytes show it; `stated` is None for the raw message, of which intake says no more."""
    name = stated.name if stated else raw_name(read.submission_id, read.channel)
    sniffed = sniff(peeked.head, name)
    return StoredDocument(
        document_id=stated.document_id if stated else read.submission_id,
        submission_id=read.supplements or read.submission_id,
        brought_by=read.submission_id,
        received_at=read.received_at,
        name=name,
        sha256=stated.sha256 if stated else read.sha256,
        size=peeked.size,
        media_type=sniffed.media_type,
        agrees=sniffed.agrees
        if stated is None
        else agree(stated, media_type=sniffed.media_type, fits_name=sniffed.agrees, size=peeked.size),
    )


def raw_name(submission_id: UUID, channel: Channel) -> str:
    """The name of the raw message, or of the manifest of an upload."""
    return f"{submission_id}.{'eml' if channel == 'mail' else 'json'}"


def agree(stated: Document, *, media_type: str, fits_name: bool, size: int) -> bool:
    """Whether what the vault holds is what the name and intake say. Whoever doubts wins."""
    return fits_name and stated.agrees and stated.media_type == media_type and stated.size == size
