"""What retention needs from outside. Every call may raise `TransientError`."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

from services.storage.retention.model import Confirmed, Count, Disposal, KeptMatter, SetAside, Span

Place = tuple[datetime, UUID]
"""Where a page of what is due ends: the moment that counts, and the matter."""


class NamedClasses(Protocol):
    """Knows which class a request type names."""

    async def note(self, request_type: str, version: int, class_code: str | None) -> None:
        """Remember it, unless newer news is known."""
        ...

    async def all(self) -> Mapping[str, str]:
        """Request type → class, of those that name one."""
        ...


class KeptMatters(Protocol):
    """Knows the matters that were closed. Of what is said of one, the later version holds, in whatever order it comes."""

    async def closed(self, matter: KeptMatter, *, typed: int, classified: int) -> None:
        """Note that a matter was closed; `typed` and `classified` are the versions of its type and clearance."""
        ...

    async def opened(self, submission_id: UUID, version: int) -> None:
        """Note that work on a matter began again, if it was closed at all."""
        ...

    async def retyped(self, submission_id: UUID, request_type: str, version: int) -> None:
        """Note the type of a matter, also of one that is not closed yet."""
        ...

    async def classified(self, submission_id: UUID, version: int, *, confidential: bool) -> None:
        """Note whether a matter needs clearance, if it was closed at all."""
        ...

    async def held(self, number: str, version: int, *, held: bool) -> bool:
        """Note whether a matter is held; False where its documents are deleted, or are just being."""
        ...

    async def types(self) -> Sequence[str]:
        """The request types of what is over."""
        ...

    async def due(
        self, spans: Sequence[Span], after: Place | None, limit: int, *, cleared: bool
    ) -> Sequence[tuple[Span, KeptMatter]]:
        """What is due and not held, in order of the moment that counts; what needs clearance only if `cleared`."""
        ...

    async def counts(self, spans: Sequence[Span], *, cleared: bool) -> Sequence[Count]:
        """How much of it there is, by class and year."""
        ...

    async def numbered(self, numbers: Collection[str]) -> Sequence[KeptMatter]:
        """The matters of these numbers that were closed."""
        ...

    async def claim(self, one: Confirmed, disposal_id: str) -> bool:
        """Take a matter for a disposal, if it is still what was confirmed and not held; True, too, where it is taken by it.

        From then on it cannot be held, and only news of a later version changes its state.
        """
        ...

    async def disposed(self, submission_ids: Collection[UUID]) -> frozenset[UUID]:
        """Those of these whose documents are deleted, or are just being."""
        ...


class Disposals(Protocol):
    """Keeps what was confirmed; none is ever removed."""

    async def add(self, disposal: Disposal) -> bool:
        """Keep a new one; False, and nothing done, where there is one of its id."""
        ...

    async def get(self, disposal_id: str) -> Disposal | None:
        """One of them."""
        ...

    async def latest(self, after: datetime | None, limit: int) -> Sequence[Disposal]:
        """The newest first, those before a moment."""
        ...

    async def waiting(self) -> Sequence[str]:
        """Those that are not done, the oldest first."""
        ...

    async def became(self, disposal_id: str, one: Confirmed) -> None:
        """Note what became of a matter."""
        ...


class DisposedDocuments(Protocol):
    """What retention does with documents."""

    async def dispose(self, document_ids: Collection[UUID], disposal_id: str, at: datetime) -> None:
        """Let nobody read these documents any more; of what was disposed of before, that stays what is known."""
        ...

    async def spare(self, document_ids: Collection[UUID], disposal_id: str) -> None:
        """Take it back for some of them."""
        ...

    async def homes_of(self, brought_by: Collection[UUID]) -> Mapping[UUID, frozenset[UUID]]:
        """The matters in which there is something that a submission or letter brought."""
        ...

    async def named(self, hashes: Collection[str]) -> frozenset[str]:
        """Those of these hashes that a document has which was not disposed of."""
        ...


class Carrying(Protocol):
    """Knows what is in the letters that were issued."""

    async def carrying(self, document_id: UUID) -> Sequence[UUID]:
        """The letters that a document is in."""
        ...


class AsideBlobs(Protocol):
    """What retention does with bytes. All of it may be done again."""

    async def set_aside(self, sha256: str) -> None:
        """Take a blob out of everybody's reach; nothing where it is not there."""
        ...

    async def bring_back(self, sha256: str) -> bool:
        """Put it where it was, if it was set aside and is not there; whether that was done. It stays aside, too."""
        ...

    async def erase(self, sha256: str) -> None:
        """Delete what was set aside, for good."""
        ...


class Asides(Protocol):
    """Remembers which blobs are set aside."""

    async def add(self, aside: SetAside) -> None:
        """Remember one; again, it gets the later moment."""
        ...

    async def all(self) -> Sequence[SetAside]:
        """All of them, those that are erased first at the front."""
        ...

    async def remove(self, aside: SetAside) -> None:
        """Forget one, unless it was set aside again meanwhile."""
        ...
