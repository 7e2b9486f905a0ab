"""The vault in an S3 bucket.

Writing the same content twice is one object: the PUT is conditional (`If-None-Match: *`) and a 412 means that it is there
already; a 409 that somebody else is storing it at the moment. The server checks the content against the hash that names
it (`x-amz-checksum-sha256`).
"""

import asyncio
import base64
import hashlib
import io
from collections.abc import AsyncGenerator, AsyncIterable, AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import ClientResponse

from shared.errors import NotFoundError, StoreFullError, TransientError
from shared.observability.stores import VAULT
from shared.observability.tracing import traced
from shared.vault.aside import SettingAside
from shared.vault.outgoing import Outgoing
from shared.vault.port import CHUNK, Blob, ChecksumMismatchError, Peek
from shared.vault.settings import VaultSettings
from shared.vault.wire import PATIENCE_SECONDS, Bucket, Content

_STORED = (200, 204, 412)
_FULL = 507
"""MinIO and Ceph say so; SeaweedFS says 500."""
_CONFLICT = 409
_CONFLICT_SECONDS = (0.05, 0.1, 0.2, 0.4, 0.8)
"""Pauses in which another upload of the same content, which a server answers with 409, is given time to end."""
_BROKEN = 400
_MISSING = 404
_PART = 206
_NO_SUCH_PART = 416


class S3Vault:
    """The vault in an S3 bucket."""

    def __init__(self, settings: VaultSettings, *, patience_seconds: float = PATIENCE_SECONDS) -> None:
        self._bucket = Bucket(settings, patience_seconds=patience_seconds)
        self.aside = SettingAside(self._bucket, settings.s3_bucket)

    async def put(self, content: bytes) -> Blob:
        """Store bytes that are at hand. Raises `TransientError`."""
        # What is small goes out together with its headers; of the rest aiohttp takes a piece at a time.
        body = io.BytesIO(content) if len(content) > CHUNK else content
        return await self._put(body, hashlib.sha256(content).hexdigest(), len(content))

    async def put_stream(self, content: AsyncIterable[bytes], *, sha256: str, size: int) -> Blob:
        """Store a stream whose hash and size are known. Raises `ChecksumMismatchError`, `TransientError`."""
        async with Outgoing(content) as body:
            return await self._put(body, sha256, size)

    async def open(self, sha256: str, *, first: int | None = None) -> AsyncGenerator[bytes, None]:
        """The bytes of a blob, or only its `first` ones. Raises `NotFoundError`, `TransientError` once read.

        Whoever stops reading early closes it, and its connection with it.
        """
        async with self._found(sha256, first) as answer:
            if answer is not None:
                async for chunk in answer.content.iter_chunked(CHUNK):
                    yield chunk

    async def peek(self, sha256: str, first: int) -> Peek:
        """The `first` bytes (one or more) of a blob, and its size. Raises `NotFoundError`, `TransientError`."""
        async with self._found(sha256, first) as answer:
            if answer is None:
                return Peek(head=b"", size=0)
            head = b""
            async for chunk in answer.content.iter_any():
                head += chunk
                if len(head) >= first:
                    break
            return Peek(head=head[:first], size=_size(answer))

    async def read(self, sha256: str) -> bytes:
        """All bytes of a blob. Raises `NotFoundError`, `TransientError`."""
        async with self._found(sha256, None) as answer:
            return b"" if answer is None else await answer.read()

    async def is_alive(self) -> bool:
        """Whether the bucket answers."""
        try:
            async with self._bucket.request("HEAD", "", {}) as answer:
                return _is_success(answer)
        except TransientError:
            return False

    async def close(self) -> None:
        """Close the connections."""
        await self._bucket.close()

    async def _put(self, content: Content, sha256: str, size: int) -> Blob:
        headers = {
            "Content-Length": str(size),
            "If-None-Match": "*",
            "x-amz-checksum-sha256": base64.b64encode(bytes.fromhex(sha256)).decode(),
        }
        with traced("vault put", kind="client", diwan__bytes=size):
            async with self._bucket.request("PUT", sha256, headers, content) as answer:
                if answer.status == _BROKEN and b"Digest" in await answer.read():
                    raise ChecksumMismatchError(sha256)
                conflict = answer.status == _CONFLICT
                if answer.status not in _STORED and not conflict:
                    _expect_success(answer)
            if conflict:
                await self._wait_for_other(sha256)
        return Blob(sha256=sha256, size=size)

    async def _wait_for_other(self, sha256: str) -> None:
        """Return once the same content, which somebody else is storing just now, is there. Raises `TransientError`."""
        for pause in _CONFLICT_SECONDS:
            await asyncio.sleep(pause)
            async with self._bucket.request("HEAD", sha256, {}) as answer:
                if _is_success(answer):
                    return
        raise TransientError("vault: another upload of the same content has not ended")

    @asynccontextmanager
    async def _found(self, sha256: str, first: int | None) -> AsyncIterator[ClientResponse | None]:
        """The answer that brings a blob; None when a part was asked for of an empty one."""
        headers = {} if first is None else {"Range": f"bytes=0-{first - 1}"}
        async with self._bucket.request("GET", sha256, headers) as answer:
            if answer.status == _MISSING:
                # A whole bucket that is not there is a fault of the vault's operation, not a lost blob.
                if b"NoSuchBucket" in await answer.read():
                    raise TransientError("vault: no such bucket")
                raise NotFoundError(f"blob {sha256}")
            # An empty object has no first byte: 416 is its way to say so.
            if answer.status == _NO_SUCH_PART:
                yield None
            else:
                _expect_success(answer)
                yield answer


def _is_success(answer: ClientResponse) -> bool:
    return answer.status // 100 == 2  # noqa: PLR2004 - the class of statuses that say yes (RFC 9110, section 15)


def _expect_success(answer: ClientResponse) -> None:
    if _is_success(answer):
        return
    VAULT.inc()
    if answer.status == _FULL:
        raise StoreFullError("vault")
    # Also 403: a vault that does not let us in is a fault of its operation, and the same again may succeed.
    raise TransientError(f"vault answered {answer.status}")


def _size(answer: ClientResponse) -> int:
    """The size of the whole object (RFC 9110, section 14.4), also from a server that sent more than was asked for."""
    if answer.status == _PART:
        return int(answer.headers["Content-Range"].rpartition("/")[2])
    return int(answer.headers["Content-Length"])
