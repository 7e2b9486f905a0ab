"""A blob on its way in: counted and hashed as it passes, so that a wrong one is never complete in the vault."""

from collections.abc import AsyncIterable
from hashlib import sha256
from typing import Self

from services.storage.errors import ContentMismatchError
from shared.media import HEAD


class Arriving:
    """Passes on what arrives, but withholds the end of anything that is not what its hash and size name.

    It may be read on after its first reader has stopped: what the vault did not need (because it has the blob already)
    is then still checked.
    """

    def __init__(self, content: AsyncIterable[bytes], *, expected: str, size: int) -> None:
        self._content = aiter(content)
        self._expected = expected
        self._size = size
        self._digest = sha256()
        self._received = 0
        self._head = bytearray()

    @property
    def head(self) -> bytes:
        """The first bytes of what has arrived."""
        return bytes(self._head)

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> bytes:
        """The next bytes. Raises `ContentMismatchError` in place of the last ones when they are wrong."""
        try:
            chunk = await anext(self._content)
        except StopAsyncIteration:
            if self._received != self._size or self._digest.hexdigest() != self._expected:
                raise ContentMismatchError(f"{self._received} of {self._size} bytes") from None
            raise
        self._received += len(chunk)
        self._digest.update(chunk)
        self._head += chunk[: HEAD - len(self._head)]
        if self._received > self._size:
            raise ContentMismatchError(f"more than {self._size} bytes")
        if self._received == self._size and self._digest.hexdigest() != self._expected:
            raise ContentMismatchError(self._expected)
        return chunk
