"""What is needed of a place that keeps backups."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO, Protocol


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that is kept."""

    name: str
    size: int
    at: datetime
    """When it was written (UTC)."""


class Store(Protocol):
    """Keeps files under names such as `blobs/a/abcd…`; every call raises `BackupError` when the place fails."""

    def alone(self) -> AbstractContextManager[None]:
        """Keep others from writing meanwhile, where the place can; raises `BackupError` when somebody else does."""
        ...

    def writing(self, name: str) -> AbstractContextManager[BinaryIO]:
        """A file to write to. It is there, whole and durable, when the context ends well, and not at all otherwise."""
        ...

    def reading(self, name: str) -> AbstractContextManager[BinaryIO]:
        """A file to read from. Raises `DamagedError` when it is not there."""
        ...

    def names(self, prefix: str) -> Iterator[Kept]:
        """The files whose names begin so; `prefix` ends with a slash."""
        ...

    def remove(self, name: str) -> None:
        """Remove a file; nothing where there is none."""
        ...
