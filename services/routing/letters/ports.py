"""What letters need from outside."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from services.routing.letters.model import Letter
from services.routing.letters.sheet import Sheet
from shared.contracts import Event
from shared.vault import Blob, Peek


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """A letter on which routing itself has something to do; `tries` counts how often that was begun, this one too."""

    letter: Letter
    tries: int


class Letters(Protocol):
    """Keeps letters, each together with the events that tell of it."""

    async def add(self, letter: Letter, events: Sequence[Event]) -> bool:
        """Make a letter durable and say whether it is new: one that is there stays as it is. Raises `TransientError`."""
        ...

    async def replace(self, before: Letter, after: Letter, events: Sequence[Event]) -> bool:
        """Put a changed letter in the place of what it was; says no, and does nothing, when that is not so any more.

        Raises `TransientError`.
        """
        ...

    async def get(self, letter_id: UUID) -> Letter | None:
        """One letter."""
        ...

    async def shelf(self, keys: Sequence[str], *, newest_first: bool, after: str, limit: int) -> Sequence[Letter]:
        """What stands on any of these shelves (`model.shelves`), each letter once, by place, behind the place `after`.

        An empty `after` is the beginning, whichever end that is.
        """
        ...

    async def claim(self, now: datetime, until: datetime) -> Claimed | None:
        """The letter that has waited longest for routing's own work; nobody else gets it before `until`."""
        ...

    async def postpone(self, letter_id: UUID, until: datetime) -> None:
        """Let a letter that still needs work be claimed again from then on."""
        ...


class Printer(Protocol):
    """Makes the form of a letter."""

    async def pdf(self, sheet: Sheet) -> bytes:
        """The PDF of a sheet, the same bytes for the same sheet. Raises `NotPrintedError`, `TransientError`."""
        ...


class Blobs(Protocol):
    """What letters do with the vault."""

    async def put(self, content: bytes) -> Blob:
        """Store bytes. Raises `TransientError`."""
        ...

    async def peek(self, sha256: str, first: int) -> Peek:
        """The `first` bytes of a blob, and its size. Raises `NotFoundError`, `TransientError`."""
        ...
