"""What the portal needs of the services behind it for clerks."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar
from uuid import UUID

from services.portal.model.clerks import Bounced, DeskMatter, Route
from services.portal.model.found import Found
from services.portal.model.papers import Paper
from shared.language import Text

Line = TypeVar("Line")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed(Generic[Line]):
    """A page of a list, and where the next one begins; an empty text when there is none."""

    lines: Sequence[Line]
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """That a change is made once, and only to what was seen: the form's key, and the version if one was told."""

    key: str
    version: str = ""


class Matters(Protocol):
    """Registry as clerks use it. Every call is made with the person's own token.

    All raise `SignInNeededError` when the token is not taken any more, `TransientError`; those that change something
    `RefusedError` with the service's code, such as `already-decided` or `stale-version`.
    """

    async def waiting(self, token: str, state: str, after: str) -> Listed[DeskMatter]:
        """What waits in a state, urgent first, then oldest, from a place on."""
        ...

    async def matter(self, token: str, submission_id: UUID) -> DeskMatter:
        """One matter, in whatever state. Raises `NotFoundError`."""
        ...

    async def search(self, token: str, query: Mapping[str, str]) -> Listed[Found]:
        """What is found, newest first. Raises `RefusedError` for what cannot be looked for."""
        ...

    async def decide(
        self, token: str, submission_id: UUID, action: str, body: Mapping[str, object], condition: Condition
    ) -> DeskMatter:
        """Register, return or reject what waits."""
        ...


class Routes(Protocol):
    """Routing as clerks use it; raises as `Matters` does."""

    async def doubtful(self, token: str, after: str) -> Listed[Route]:
        """Transactions whose unit is a guess."""
        ...

    async def route(self, token: str, number: str) -> Route | None:
        """Where a transaction is; None when routing has not heard of it yet."""
        ...

    async def assign(self, token: str, number: str, unit_id: str, reason: str, condition: Condition) -> None:
        """Give a transaction to a unit, or confirm the one that has it."""
        ...


class Notices(Protocol):
    """Notify as clerks use it; raises as `Matters` does."""

    async def bounced(self, token: str, after: str, submission_id: UUID | None = None) -> Listed[Bounced]:
        """Notices that were given up: all of them, or those of one matter."""
        ...

    async def retry(self, token: str, notice_id: UUID) -> None:
        """Try one again."""
        ...


class People(Protocol):
    """The units, and who works there; both may be a minute old."""

    async def units(self) -> Mapping[str, Text]:
        """Names of units by code. Raises `TransientError`."""
        ...

    async def names(self, token: str) -> Mapping[str, Text]:
        """Names of people by id. Raises as `Matters` does."""
        ...


class Stream(Protocol):
    """The bytes of a document on their way. Whoever has it must close it."""

    size: int

    def chunks(self) -> AsyncIterator[bytes]:
        """The bytes in order. Raises `TransientError` when they break off."""
        ...

    async def close(self) -> None:
        """Let go of it."""
        ...


class Papers(Protocol):
    """Storage, which remembers who was given a document; raises as `Matters` does."""

    async def of(self, token: str, submission_id: UUID) -> Sequence[Paper]:
        """The documents of a matter, the raw message among them."""
        ...

    async def open(self, token: str, document_id: UUID) -> Stream:
        """A document's bytes. Raises `NotFoundError`."""
        ...


class Drawing(Protocol):
    """Makes pictures of a PDF's pages where nothing that is in the PDF can do any harm."""

    async def count(self, pdf: bytes) -> int:
        """How many pages it has. Raises `NotDrawnError`, `TransientError`."""
        ...

    async def page(self, pdf: bytes, number: int) -> bytes:
        """A page, counted from 1, as JPEG. Raises the same."""
        ...
