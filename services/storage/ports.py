"""What storage needs from outside."""

from collections.abc import AsyncGenerator, AsyncIterable, Collection, Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

from services.storage.model import Classification, Grant, Letter, StoredDocument, View
from shared.vault import Blob, Peek


class Documents(Protocol):
    """Knows every document by its id."""

    async def record(self, documents: Sequence[StoredDocument], *, urgent: bool = False) -> None:
        """Make documents known, or say the same again of known ones, which stay where they are. Raises `TransientError`."""
        ...

    async def add(self, documents: Sequence[StoredDocument], *, urgent: bool = False) -> None:
        """Make documents known that may be known already; those stay what they are. Raises `TransientError`."""
        ...

    async def move(self, brought_by: UUID, submission_id: UUID) -> None:
        """Let all that a submission and its own supplements brought belong to a matter. Raises `TransientError`."""
        ...

    async def get(self, document_id: UUID) -> StoredDocument | None:
        """One document."""
        ...

    async def of_submission(self, submission_id: UUID) -> Sequence[StoredDocument]:
        """The documents of a matter in the order they were received, the raw message before what it brought."""
        ...


class Grants(Protocol):
    """Knows which units may see the documents of a matter; a grant may come before its documents."""

    async def grant(self, grant: Grant, *, urgent: bool = False) -> None:
        """Replace the grant of a matter unless the known one is as new or newer. Raises `TransientError`."""
        ...

    async def get(self, submission_id: UUID) -> Grant | None:
        """The grant of one matter."""
        ...


class Classifications(Protocol):
    """Knows which matters are confidential, or were said not to be; a classification may come before the documents."""

    async def note(self, said: Classification, *, urgent: bool = False) -> None:
        """Replace what was said of a matter unless it is as new or newer. Raises `TransientError`."""
        ...

    async def get(self, submission_id: UUID) -> Classification | None:
        """What was said last of one matter."""
        ...


class Homes(Protocol):
    """Knows which matter a supplement belongs to; it may be known before the supplement's documents."""

    async def settle(self, supplement_id: UUID, submission_id: UUID, *, urgent: bool = False) -> None:
        """Remember the matter of a supplement; the first that is said stays. Raises `TransientError`."""
        ...

    async def get(self, supplement_id: UUID, *, urgent: bool = False) -> UUID | None:
        """The matter of one supplement."""
        ...


class Letters(Protocol):
    """Knows what is in the letters that were issued."""

    async def record(self, letter: Letter) -> None:
        """Remember a letter; saying it again changes nothing. Raises `TransientError`."""
        ...

    async def was_sent(self, token_hash: str, document_id: UUID) -> bool:
        """Whether a document is in a letter to the requester whose token has this hash."""
        ...

    async def carrying(self, document_id: UUID) -> Sequence[UUID]:
        """The letters that a document is in."""
        ...

    async def confidential_of(self, letter_ids: Collection[UUID]) -> frozenset[UUID]:
        """Those of these ids that are confidential letters'."""
        ...


class Views(Protocol):
    """Remembers who was given which document."""

    async def add(self, view: View) -> None:
        """Remember; durable when it returns. Raises `TransientError`."""
        ...

    async def of_document(self, document_id: UUID, limit: int) -> Sequence[View]:
        """The latest views of a document, newest first, at most `limit`."""
        ...


class Brought(Protocol):
    """Remembers for a year what staff put into the vault themselves: no document names it before a letter is issued."""

    async def note(self, sha256: str, at: datetime) -> None:
        """Remember that somebody brought this. Raises `TransientError`."""
        ...

    async def among(self, hashes: Collection[str]) -> frozenset[str]:
        """Those of these hashes that somebody brought."""
        ...


class Blobs(Protocol):
    """What storage does with the vault."""

    async def peek(self, sha256: str, first: int) -> Peek:
        """The `first` bytes (one or more) of a blob, and its size. Raises `NotFoundError`, `TransientError`."""
        ...

    def open(self, sha256: str) -> AsyncGenerator[bytes, None]:
        """The bytes of a blob. Raises `NotFoundError`, `TransientError` once read."""
        ...

    async def put_stream(self, content: AsyncIterable[bytes], *, sha256: str, size: int) -> Blob:
        """Store a stream whose hash and size are known. Raises `ChecksumMismatchError`, `TransientError`."""
        ...
