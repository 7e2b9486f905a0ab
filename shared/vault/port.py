"""What services need of the vault."""

from collections.abc import AsyncGenerator, AsyncIterable
from dataclasses import dataclass
from typing import Protocol

CHUNK = 256 * 1024
"""Bytes that are passed on at a time."""


class ChecksumMismatchError(Exception):
    """The bytes are not those that the hash names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Blob:
    """Bytes in the vault."""

    sha256: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Peek:
    """The beginning of a blob, and how many bytes it has in all."""

    head: bytes
    size: int


class Vault(Protocol):
    """Keeps bytes by their hash."""

    async def put(self, content: bytes) -> Blob:
        """Store bytes that are at hand. Raises `TransientError`."""
        ...

    async def put_stream(self, content: AsyncIterable[bytes], *, sha256: str, size: int) -> Blob:
        """Store a stream whose hash and size are known. Raises `ChecksumMismatchError`, `TransientError`."""
        ...

    def open(self, sha256: str, *, first: int | None = None) -> AsyncGenerator[bytes, None]:
        """The bytes of a blob, or only its `first` ones. Raises `NotFoundError`, `TransientError` once read.

        Whoever stops reading early closes it, and its connection with it.
        """
        ...

    async def peek(self, sha256: str, first: int) -> Peek:
        """The `first` bytes (one or more) of a blob, and its size. Raises `NotFoundError`, `TransientError`."""
        ...

    async def read(self, sha256: str) -> bytes:
        """All bytes of a blob. Raises `NotFoundError`, `TransientError`."""
        ...

    async def is_alive(self) -> bool:
        """Whether the bucket answers."""
        ...
