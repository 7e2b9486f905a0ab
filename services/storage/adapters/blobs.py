"""The vault in S3, with sizes."""

from collections.abc import AsyncGenerator
from typing import cast

import httpx

from services.storage.model import Peek
from shared.errors import NotFoundError, TransientError
from shared.vault import S3Vault


class S3Blobs(S3Vault):
    """What every service does with the vault, and one thing more: a look at the beginning that also tells the size."""

    async def peek(self, sha256: str, first: int) -> Peek:
        """The `first` bytes (one or more) of a blob, and its size. Raises `NotFoundError`, `TransientError`."""
        async with self._answer("GET", sha256, {"Range": f"bytes=0-{first - 1}"}) as answer:
            if answer.status_code == httpx.codes.NOT_FOUND:
                # A whole bucket that is not there is a fault of the vault's operation, not a lost blob.
                if b"NoSuchBucket" in await answer.aread():
                    raise TransientError("vault: no such bucket")
                raise NotFoundError(f"blob {sha256}")
            if answer.status_code == httpx.codes.REQUESTED_RANGE_NOT_SATISFIABLE:
                # An empty object has no first byte.
                return Peek(head=b"", size=0)
            if not answer.is_success:
                raise TransientError(f"vault answered {answer.status_code}")
            head = b""
            async for chunk in answer.aiter_bytes():
                head += chunk
                if len(head) >= first:
                    break
            return Peek(head=head[:first], size=_size(answer))

    def open(self, sha256: str, *, first: int | None = None) -> AsyncGenerator[bytes, None]:
        """The bytes of a blob, as a generator: whoever stops reading early closes it, and its connection with it."""
        return cast("AsyncGenerator[bytes, None]", super().open(sha256, first=first))


def _size(answer: httpx.Response) -> int:
    """The size of the whole object (RFC 9110, section 14.4), also from a server that sent more than was asked for."""
    if answer.status_code == httpx.codes.PARTIAL_CONTENT:
        return int(answer.headers["Content-Range"].rpartition("/")[2])
    return int(answer.headers["Content-Length"])
