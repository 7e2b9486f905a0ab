"""The vault's wire.

Writing the same content twice is one object: the PUT is conditional (`If-None-Match: *`) and a 412 means that it is there
already; a 409 that somebody else is storing it at the moment. The server checks the content against the hash that names it (`x-amz-checksum-sha256`). Requests are signed with
the MinIO SDK's own signer and sent with httpx, because the SDK's calls block and hold whole parts in memory, while these
stream both ways.
"""

import asyncio
import base64
import hashlib
from collections.abc import AsyncGenerator, AsyncIterable, AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from urllib.parse import SplitResult, urlsplit

import httpx
from minio.credentials.credentials import Credentials
from minio.signer import sign_v4_s3

from shared.errors import NotFoundError, StoreFullError, TransientError
from shared.vault.port import CHUNK, Blob, ChecksumMismatchError, Peek
from shared.vault.settings import VaultSettings

_STORED = (200, 204, 412)
_CONFLICT = 409
_CONFLICT_SECONDS = (0.05, 0.1, 0.2, 0.4, 0.8)
"""Pauses in which another upload of the same content, which a server answers with 409, is given time to end."""
_BROKEN = 400
_MISSING = 404


class S3Vault:
    """The vault in an S3 bucket."""

    def __init__(self, settings: VaultSettings, client: httpx.AsyncClient | None = None) -> None:
        self._base: SplitResult = urlsplit(f"{settings.s3_endpoint.rstrip('/')}/{settings.s3_bucket}")
        self._region = settings.s3_region
        self._credentials = Credentials(settings.s3_access_key, settings.s3_secret_key.get_secret_value())
        self._client = client or httpx.AsyncClient(
            timeout=httpx.Timeout(30.0, connect=3.0),
            limits=httpx.Limits(max_connections=64, max_keepalive_connections=64),
            trust_env=False,
        )

    async def put(self, content: bytes) -> Blob:
        """Store bytes that are at hand. Raises `TransientError`."""
        return await self._put(content, hashlib.sha256(content).hexdigest(), len(content))

    async def put_stream(self, content: AsyncIterable[bytes], *, sha256: str, size: int) -> Blob:
        """Store a stream whose hash and size are known. Raises `ChecksumMismatchError`, `TransientError`."""
        return await self._put(content, sha256, size)

    async def open(self, sha256: str, *, first: int | None = None) -> AsyncGenerator[bytes, None]:
        """The bytes of a blob, or only its `first` ones. Raises `NotFoundError`, `TransientError` once read.

        Whoever stops reading early closes it, and its connection with it.
        """
        async with self._found(sha256, first) as answer:
            if answer is not None:
                async for chunk in answer.aiter_bytes(CHUNK):
                    yield chunk

    async def peek(self, sha256: str, first: int) -> Peek:
        """The `first` bytes (one or more) of a blob, and its size. Raises `NotFoundError`, `TransientError`."""
        async with self._found(sha256, first) as answer:
            if answer is None:
                return Peek(head=b"", size=0)
            head = b""
            async for chunk in answer.aiter_bytes():
                head += chunk
                if len(head) >= first:
                    break
            return Peek(head=head[:first], size=_size(answer))

    async def read(self, sha256: str) -> bytes:
        """All bytes of a blob. Raises `NotFoundError`, `TransientError`."""
        return b"".join([chunk async for chunk in self.open(sha256)])

    async def is_alive(self) -> bool:
        """Whether the bucket answers."""
        try:
            async with self._answer("HEAD", "", {}) as answer:
                return answer.is_success
        except TransientError:
            return False

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    async def _put(self, content: bytes | AsyncIterable[bytes], sha256: str, size: int) -> Blob:
        headers = {
            "Content-Length": str(size),
            "If-None-Match": "*",
            "x-amz-checksum-sha256": base64.b64encode(bytes.fromhex(sha256)).decode(),
        }
        async with self._answer("PUT", sha256, headers, content) as answer:
            if answer.status_code == _BROKEN and b"Digest" in await answer.aread():
                raise ChecksumMismatchError(sha256)
            conflict = answer.status_code == _CONFLICT
            if answer.status_code not in _STORED and not conflict:
                _expect_success(answer)
        if conflict:
            await self._wait_for_other(sha256)
        return Blob(sha256=sha256, size=size)

    async def _wait_for_other(self, sha256: str) -> None:
        """Return once the same content, which somebody else is storing just now, is there. Raises `TransientError`."""
        for pause in _CONFLICT_SECONDS:
            await asyncio.sleep(pause)
            async with self._answer("HEAD", sha256, {}) as answer:
                if answer.is_success:
                    return
        raise TransientError("vault: another upload of the same content has not ended")

    @asynccontextmanager
    async def _found(self, sha256: str, first: int | None) -> AsyncIterator[httpx.Response | None]:
        """The answer that brings a blob; None when a part was asked for of an empty one."""
        headers = {} if first is None else {"Range": f"bytes=0-{first - 1}"}
        async with self._answer("GET", sha256, headers) as answer:
            if answer.status_code == _MISSING:
                # A whole bucket that is not there is a fault of the vault's operation, not a lost blob.
                if b"NoSuchBucket" in await answer.aread():
                    raise TransientError("vault: no such bucket")
                raise NotFoundError(f"blob {sha256}")
            # An empty object has no first byte: 416 is its way to say so.
            if answer.status_code == httpx.codes.REQUESTED_RANGE_NOT_SATISFIABLE:
                yield None
            else:
                _expect_success(answer)
                yield answer

    @asynccontextmanager
    async def _answer(
        self, method: str, key: str, headers: dict[str, str], content: bytes | AsyncIterable[bytes] | None = None
    ) -> AsyncIterator[httpx.Response]:
        url = self._base._replace(path=f"{self._base.path}/{key}" if key else self._base.path)
        now = datetime.now(UTC)
        # The hash of the payload is checked by x-amz-checksum-sha256, which is signed; so the payload need not be.
        payload = "UNSIGNED-PAYLOAD"
        signed = sign_v4_s3(
            method=method,
            url=url,
            region=self._region,
            headers={
                "Host": url.netloc,
                "x-amz-content-sha256": payload,
                "x-amz-date": now.strftime("%Y%m%dT%H%M%SZ"),
                **headers,
            },
            credentials=self._credentials,
            content_sha256=payload,
            date=now,
        )
        sent = {name: str(value) for name, value in signed.items()}
        request = self._client.build_request(method, url.geturl(), headers=sent, content=content)
        try:
            answer = await self._client.send(request, stream=True)
        except httpx.HTTPError as error:
            raise TransientError(f"vault: {type(error).__name__}") from error
        try:
            yield answer
        except httpx.HTTPError as error:
            raise TransientError(f"vault: {type(error).__name__}") from error
        finally:
            await answer.aclose()


def _expect_success(answer: httpx.Response) -> None:
    if answer.status_code == httpx.codes.INSUFFICIENT_STORAGE:
        raise StoreFullError("vault")  # MinIO and Ceph say so; SeaweedFS says 500
    if not answer.is_success:
        # Also 403: a vault that does not let us in is a fault of its operation, and the same again may succeed.
        raise TransientError(f"vault answered {answer.status_code}")


def _size(answer: httpx.Response) -> int:
    """The size of the whole object (RFC 9110, section 14.4), also from a server that sent more than was asked for."""
    if answer.status_code == httpx.codes.PARTIAL_CONTENT:
        return int(answer.headers["Content-Range"].rpartition("/")[2])
    return int(answer.headers["Content-Length"])
