import base64
import hashlib
from collections.abc import AsyncIterator, Callable

import httpx
import pytest
from pydantic import SecretStr

from shared.errors import NotFoundError, StoreFullError, TransientError
from shared.vault import Blob, ChecksumMismatchError, S3Vault, VaultSettings

CONTENT = "طلب".encode()
HASH = hashlib.sha256(CONTENT).hexdigest()
SETTINGS = VaultSettings(
    s3_endpoint="http://s3.example:9000/", s3_access_key="intake", s3_secret_key=SecretStr("the-secret"), s3_bucket="v"
)


class Bucket:
    """An S3 bucket in memory, as far as the vault uses one; it keeps what it was asked."""

    def __init__(self) -> None:
        self.blobs: dict[str, bytes] = {}
        self.requests: list[httpx.Request] = []
        self.instead: Callable[[httpx.Request], httpx.Response] | None = None

    async def __call__(self, request: httpx.Request) -> httpx.Response:
        content = await request.aread()
        self.requests.append(request)
        if self.instead:
            return self.instead(request)
        key = request.url.path.removeprefix("/v").removeprefix("/")
        if request.method == "PUT":
            return self._put(key, content, request.headers)
        if request.method == "HEAD":
            return httpx.Response(200)
        return self._get(key, request.headers) if key in self.blobs else httpx.Response(404)

    def _get(self, key: str, headers: httpx.Headers) -> httpx.Response:
        blob = self.blobs[key]
        if "range" not in headers:
            return httpx.Response(200, content=blob)
        last = int(headers["range"].rpartition("-")[2])
        return httpx.Response(206, content=blob[: last + 1]) if blob else httpx.Response(416)

    def _put(self, key: str, content: bytes, headers: httpx.Headers) -> httpx.Response:
        if headers["x-amz-checksum-sha256"] != base64.b64encode(hashlib.sha256(content).digest()).decode():
            return httpx.Response(400, text="<Error><Code>BadDigest</Code></Error>")
        if key in self.blobs and headers["if-none-match"] == "*":
            return httpx.Response(412)
        self.blobs[key] = content
        return httpx.Response(200)


@pytest.fixture
def bucket() -> Bucket:
    return Bucket()


@pytest.fixture
async def vault(bucket: Bucket) -> AsyncIterator[S3Vault]:
    opened = S3Vault(SETTINGS, httpx.AsyncClient(transport=httpx.MockTransport(bucket)))
    yield opened
    await opened.close()


async def pieces(*parts: bytes) -> AsyncIterator[bytes]:
    for part in parts:
        yield part


async def test_bytes_are_kept_by_their_hash(vault: S3Vault, bucket: Bucket) -> None:
    assert await vault.put(CONTENT) == Blob(sha256=HASH, size=len(CONTENT))
    assert bucket.blobs == {HASH: CONTENT}
    assert await vault.read(HASH) == CONTENT


async def test_the_same_bytes_again_are_one_object_and_a_yes(vault: S3Vault, bucket: Bucket) -> None:
    await vault.put(CONTENT)
    assert await vault.put(CONTENT) == Blob(sha256=HASH, size=len(CONTENT))
    assert len(bucket.blobs) == 1


async def test_a_stream_is_kept_with_the_length_it_states(vault: S3Vault, bucket: Bucket) -> None:
    blob = await vault.put_stream(pieces(CONTENT[:2], CONTENT[2:]), sha256=HASH, size=len(CONTENT))
    assert blob == Blob(sha256=HASH, size=len(CONTENT))
    assert bucket.blobs == {HASH: CONTENT}
    assert bucket.requests[0].headers["content-length"] == str(len(CONTENT))
    assert "transfer-encoding" not in bucket.requests[0].headers


async def test_bytes_that_are_not_what_their_hash_says_are_refused(vault: S3Vault, bucket: Bucket) -> None:
    with pytest.raises(ChecksumMismatchError, match=HASH):
        await vault.put_stream(pieces(b"else"), sha256=HASH, size=4)
    assert bucket.blobs == {}


async def test_the_beginning_of_a_blob_can_be_read_alone(vault: S3Vault) -> None:
    await vault.put(CONTENT)
    assert b"".join([chunk async for chunk in vault.open(HASH, first=2)]) == CONTENT[:2]


async def test_an_empty_blob_has_an_empty_beginning(vault: S3Vault) -> None:
    blob = await vault.put(b"")
    assert [chunk async for chunk in vault.open(blob.sha256, first=512)] == []


async def test_a_blob_that_is_not_there_is_not_found(vault: S3Vault) -> None:
    with pytest.raises(NotFoundError, match=HASH):
        await vault.read(HASH)


@pytest.mark.parametrize("status", [403, 500, 503, 301])
async def test_a_vault_that_does_not_say_yes_is_never_taken_for_one(
    vault: S3Vault, bucket: Bucket, status: int
) -> None:
    bucket.instead = lambda _request: httpx.Response(status)
    with pytest.raises(TransientError):
        await vault.put(CONTENT)
    with pytest.raises(TransientError):
        await vault.read(HASH)
    assert not await vault.is_alive()


async def test_a_vault_that_is_full_is_told_from_one_that_does_not_answer(vault: S3Vault, bucket: Bucket) -> None:
    bucket.instead = lambda _request: httpx.Response(507, text="<Error><Code>XMinioStorageFull</Code></Error>")
    with pytest.raises(StoreFullError):
        await vault.put(CONTENT)


@pytest.mark.parametrize("error", [httpx.ConnectError("refused"), httpx.ReadTimeout("slow"), httpx.ReadError("broken")])
async def test_a_vault_that_does_not_answer_is_passing_trouble(
    vault: S3Vault, bucket: Bucket, error: httpx.HTTPError
) -> None:
    def fail(_request: httpx.Request) -> httpx.Response:
        raise error

    bucket.instead = fail
    with pytest.raises(TransientError):
        await vault.put(CONTENT)
    with pytest.raises(TransientError):
        await vault.read(HASH)
    assert not await vault.is_alive()


async def test_a_connection_that_breaks_within_a_blob_is_passing_trouble(vault: S3Vault, bucket: Bucket) -> None:
    async def broken() -> AsyncIterator[bytes]:
        yield CONTENT[:2]
        raise httpx.ReadError("broken")

    bucket.instead = lambda _request: httpx.Response(200, content=broken())
    with pytest.raises(TransientError):
        await vault.read(HASH)


async def test_requests_are_signed_and_the_secret_never_travels(vault: S3Vault, bucket: Bucket) -> None:
    await vault.put(CONTENT)
    (request,) = bucket.requests
    assert request.url == f"http://s3.example:9000/v/{HASH}"
    assert request.headers["authorization"].startswith("AWS4-HMAC-SHA256 Credential=intake/")
    assert "x-amz-checksum-sha256" in request.headers["authorization"]
    assert "the-secret" not in str(request.headers)


async def test_the_same_bytes_that_somebody_else_is_storing_are_waited_for(vault: S3Vault, bucket: Bucket) -> None:
    def conflict(request: httpx.Request) -> httpx.Response:
        if request.method == "PUT":
            return httpx.Response(409, text="<Error><Code>ConditionalRequestConflict</Code></Error>")
        heads = sum(one.method == "HEAD" for one in bucket.requests)
        return httpx.Response(200 if heads == 2 else 404)

    bucket.instead = conflict
    assert await vault.put(CONTENT) == Blob(sha256=HASH, size=len(CONTENT))
    assert [one.method for one in bucket.requests] == ["PUT", "HEAD", "HEAD"]
    assert bucket.requests[-1].url.path == f"/v/{HASH}"


async def test_bytes_that_somebody_else_did_not_store_after_all_are_no_yes(vault: S3Vault, bucket: Bucket) -> None:
    bucket.instead = lambda request: httpx.Response(409 if request.method == "PUT" else 404)
    with pytest.raises(TransientError):
        await vault.put(CONTENT)


async def test_the_vault_is_alive_when_its_bucket_answers(vault: S3Vault) -> None:
    assert await vault.is_alive()
