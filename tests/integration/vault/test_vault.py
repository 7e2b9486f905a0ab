"""Blobs on their way into a bucket and back."""

import asyncio
import hashlib
from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from shared.errors import NotFoundError, StoreFullError, TransientError
from shared.vault import Blob, ChecksumMismatchError, S3Vault
from tests.integration.vault.bucket import Bucket, answers, opened

CONTENT = "طلب".encode()
HASH = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def bucket() -> Bucket:
    return Bucket()


@pytest.fixture
async def vault(bucket: Bucket) -> AsyncIterator[S3Vault]:
    async with opened(bucket) as vault:
        yield vault


async def pieces(*parts: bytes) -> AsyncIterator[bytes]:
    for part in parts:
        yield part


@pytest.mark.parametrize("content", [CONTENT, b"", bytes(5_000_000)], ids=["short", "empty", "long"])
async def test_bytes_are_kept_by_their_hash(vault: S3Vault, bucket: Bucket, content: bytes) -> None:
    sha256 = hashlib.sha256(content).hexdigest()
    assert await vault.put(content) == Blob(sha256=sha256, size=len(content))
    assert bucket.blobs == {sha256: content}
    assert await vault.read(sha256) == content
    assert b"".join([chunk async for chunk in vault.open(sha256)]) == content


async def test_the_same_bytes_again_are_one_object_and_a_yes(vault: S3Vault, bucket: Bucket) -> None:
    await vault.put(CONTENT)
    assert await vault.put(CONTENT) == Blob(sha256=HASH, size=len(CONTENT))
    assert len(bucket.blobs) == 1


async def test_a_stream_is_kept_with_the_length_it_states(vault: S3Vault, bucket: Bucket) -> None:
    blob = await vault.put_stream(pieces(CONTENT[:2], CONTENT[2:]), sha256=HASH, size=len(CONTENT))
    assert blob == Blob(sha256=HASH, size=len(CONTENT))
    assert bucket.blobs == {HASH: CONTENT}
    assert bucket.requests[0].headers["Content-Length"] == str(len(CONTENT))
    assert "Transfer-Encoding" not in bucket.requests[0].headers


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


async def test_a_blob_is_given_as_it_is_whatever_encoding_the_server_states(vault: S3Vault, bucket: Bucket) -> None:
    async def stated(_request: web.Request) -> web.Response:
        return web.Response(body=CONTENT, headers={"Content-Encoding": "gzip"})

    bucket.instead = stated
    assert await vault.read(HASH) == CONTENT


async def test_a_blob_that_is_not_there_is_not_found(vault: S3Vault) -> None:
    with pytest.raises(NotFoundError, match=HASH):
        await vault.read(HASH)


@pytest.mark.parametrize("status", [403, 500, 503])
async def test_a_vault_that_does_not_say_yes_is_never_taken_for_one(
    vault: S3Vault, bucket: Bucket, status: int
) -> None:
    bucket.instead = answers(status)
    with pytest.raises(TransientError):
        await vault.put(CONTENT)
    with pytest.raises(TransientError):
        await vault.read(HASH)
    assert not await vault.is_alive()


async def test_a_vault_that_sends_us_elsewhere_is_not_followed(vault: S3Vault, bucket: Bucket) -> None:
    async def elsewhere(_request: web.Request) -> web.Response:
        return web.Response(status=301, headers={"Location": "http://elsewhere.example/"})

    bucket.instead = elsewhere
    with pytest.raises(TransientError):
        await vault.put(CONTENT)
    assert not await vault.is_alive()


async def test_a_vault_that_is_full_is_told_from_one_that_does_not_answer(vault: S3Vault, bucket: Bucket) -> None:
    bucket.instead = answers(507)
    with pytest.raises(StoreFullError):
        await vault.put(CONTENT)


async def test_requests_are_signed_and_the_secret_never_travels(vault: S3Vault, bucket: Bucket) -> None:
    await vault.put(CONTENT)
    (request,) = bucket.requests
    assert request.url.endswith(f"/v/{HASH}")
    assert request.headers["Authorization"].startswith("AWS4-HMAC-SHA256 Credential=intake/")
    assert "x-amz-checksum-sha256" in request.headers["Authorization"]
    assert "the-secret" not in str(request.headers)


async def test_the_same_bytes_that_somebody_else_is_storing_are_waited_for(vault: S3Vault, bucket: Bucket) -> None:
    async def conflict(request: web.Request) -> web.Response:
        if request.method == "PUT":
            return web.Response(status=409, text="<Error><Code>ConditionalRequestConflict</Code></Error>")
        heads = sum(one.method == "HEAD" for one in bucket.requests)
        return web.Response(status=200 if heads == 2 else 404)

    bucket.instead = conflict
    assert await vault.put(CONTENT) == Blob(sha256=HASH, size=len(CONTENT))
    assert [one.method for one in bucket.requests] == ["PUT", "HEAD", "HEAD"]
    assert bucket.requests[-1].url.endswith(f"/v/{HASH}")


async def test_bytes_that_somebody_else_did_not_store_after_all_are_no_yes(vault: S3Vault, bucket: Bucket) -> None:
    async def conflict(request: web.Request) -> web.Response:
        return web.Response(status=409 if request.method == "PUT" else 404)

    bucket.instead = conflict
    with pytest.raises(TransientError):
        await vault.put(CONTENT)


async def test_the_vault_is_alive_when_its_bucket_answers(vault: S3Vault) -> None:
    assert await vault.is_alive()


async def test_what_the_source_of_a_stream_raises_comes_out_as_it_is(vault: S3Vault, bucket: Bucket) -> None:
    async def broken() -> AsyncIterator[bytes]:
        yield CONTENT[:2]
        raise LookupError("the source's own")

    with pytest.raises(LookupError, match="the source's own"):
        await vault.put_stream(broken(), sha256=HASH, size=len(CONTENT))
    assert bucket.blobs == {}


async def test_a_source_can_be_read_on_when_the_vault_answers_before_its_end(vault: S3Vault, bucket: Bucket) -> None:
    answered = asyncio.Event()

    async def slow() -> AsyncIterator[bytes]:
        yield CONTENT[:2]
        await answered.wait()
        yield CONTENT[2:4]
        yield CONTENT[4:]

    source = slow()
    bucket.instead = answers(412)
    storing = asyncio.create_task(vault.put_stream(source, sha256=HASH, size=len(CONTENT)))
    await asyncio.sleep(0.1)
    answered.set()
    assert await storing == Blob(sha256=HASH, size=len(CONTENT))
    assert [piece async for piece in source][-1] == CONTENT[4:]


async def test_storing_that_is_cancelled_does_not_wait_for_its_source(vault: S3Vault) -> None:
    async def silent() -> AsyncIterator[bytes]:
        yield CONTENT[:2]
        await asyncio.Event().wait()

    storing = asyncio.create_task(vault.put_stream(silent(), sha256=HASH, size=len(CONTENT)))
    await asyncio.sleep(0.1)
    storing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asyncio.wait_for(storing, 5)
