"""What intake needs from outside."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from datetime import datetime
from typing import Protocol, TypeAlias
from uuid import UUID

from services.intake.model import Held, StartedFile, Submission, Unread
from services.intake.reading.model import ReadMail
from shared.contracts import Event, RequestTypeChangedV1
from shared.contracts.base import Document

FreeBytes: TypeAlias = Callable[[], Awaitable[int]]
"""Tells how many bytes are free on the disk of the submissions' store. Raises `TransientError`."""


class Submissions(Protocol):
    """Keeps submissions, each together with the events that tell of it."""

    async def add(self, submission: Submission, events: Sequence[Event]) -> Submission:
        """Make a submission durable; returns the earlier one when its key is known. Raises `TransientError`.

        One that is still to be read is left for `READING_TIME` to whoever added it.
        """
        ...

    async def get(self, submission_id: UUID) -> Submission | None:
        """One submission."""
        ...

    async def by_token_hash(self, hashed: str) -> Submission | None:
        """The submission whose token has this hash."""
        ...

    async def by_thread(self, threads: Sequence[str]) -> Submission | None:
        """The submission of the first of these threads that is known."""
        ...

    async def mark_read(self, submission_id: UUID, documents: Sequence[Document], events: Sequence[Event]) -> None:
        """Note that a submission was read; does nothing when it was before. Raises `TransientError`."""
        ...

    async def claim_unread(self, *, urgent: bool, now: datetime, most: int) -> Sequence[Unread]:
        """Some of the mails of one lane whose reading time is over, the oldest first; they get a new one.

        Two who claim at once may get the same: reading twice does no harm. Raises `TransientError`.
        """
        ...


class MailReader(Protocol):
    """Reads raw mail within limits."""

    async def read(self, raw: bytes) -> ReadMail:
        """What is in a mail. Raises `Unreadable` with a code that says why it cannot be read."""
        ...


class StartedFiles(Protocol):
    """Keeps files that are sent in parts, for a while. Every method raises `TransientError`."""

    async def add(self, started: StartedFile) -> None:
        """Keep a file of which nothing has come yet."""
        ...

    async def get(self, key: str) -> StartedFile | None:
        """One file; one whose time is over may still be found."""
        ...

    async def held(self, client: str, now: datetime) -> tuple[Held, Held]:
        """What is held for a client, and for all."""
        ...

    async def append(self, started: StartedFile, content: bytes) -> StartedFile | None:
        """Put bytes at the end of a file, durably; None when it does not end any more where it did."""
        ...

    def read(self, pieces: Sequence[UUID]) -> AsyncIterator[bytes]:
        """The bytes of pieces, in this order; those that are gone are passed over."""
        ...

    async def end(self, key: str, ends_at: datetime) -> None:
        """Have a file forgotten sooner."""
        ...

    async def remove(self, key: str) -> None:
        """Forget a file at once; nothing happens when it is not there."""
        ...


class TypeProjection(Protocol):
    """Keeps request types as registry tells of them. Every method raises `TransientError`."""

    async def note(self, event: RequestTypeChangedV1) -> None:
        """Remember a type as it is now; older news changes nothing."""
        ...

    async def all(self) -> Sequence[RequestTypeChangedV1]:
        """Every type that was told of."""
        ...
