"""What is recorded of a submission's documents: what intake says of them, and of the raw message what its bytes say."""

from services.storage.model import StoredDocument
from shared.contracts import SubmissionReadV1
from shared.media import Sniffed, sniff
from shared.vault import Peek


def attached(read: SubmissionReadV1) -> list[StoredDocument]:
    """The documents as intake says they are: it looked at the very bytes whose hash it names."""
    return [
        StoredDocument(
            document_id=stated.document_id,
            submission_id=read.supplements or read.submission_id,
            brought_by=read.submission_id,
            received_at=read.received_at,
            name=stated.name,
            sha256=stated.sha256,
            size=stated.size,
            media_type=stated.media_type,
            agrees=stated.agrees,
        )
        for stated in read.documents
    ]


def raw_as_stated(read: SubmissionReadV1) -> StoredDocument | None:
    """The raw message, or the manifest of an upload; None when its bytes have to say what it is.

    What intake could read is what it was read as. What it could not read may be anything; and an event that was stated
    by an earlier version says no size.
    """
    if read.size is None or not read.readable:
        return None
    media_type = "message/rfc822" if read.channel == "mail" else "application/json"
    return _raw(read, Sniffed(media_type=media_type, agrees=True), read.size)


def raw_as_seen(read: SubmissionReadV1, peeked: Peek) -> StoredDocument:
    """The raw message, or the manifest of an upload, as the vault's bytes show it."""
    return _raw(read, sniff(peeked.head, _raw_name(read)), peeked.size)


def _raw(read: SubmissionReadV1, sniffed: Sniffed, size: int) -> StoredDocument:
    return StoredDocument(
        document_id=read.submission_id,
        submission_id=read.supplements or read.submission_id,
        brought_by=read.submission_id,
        received_at=read.received_at,
        name=_raw_name(read),
        sha256=read.sha256,
        size=size,
        media_type=sniffed.media_type,
        agrees=sniffed.agrees,
    )


def _raw_name(read: SubmissionReadV1) -> str:
    return f"{read.submission_id}.{'eml' if read.channel == 'mail' else 'json'}"
