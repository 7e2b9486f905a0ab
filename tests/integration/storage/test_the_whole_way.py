"""From bytes put by HTTP to a download by an officer, on the real stores."""

import hashlib
import tracemalloc
from collections.abc import AsyncIterator
from uuid import uuid4

import httpx
import pytest

from services.storage.adapters import (
    MongoBrought,
    MongoClassifications,
    MongoDocuments,
    MongoGrants,
    MongoHomes,
    MongoLetters,
    MongoViews,
)
from services.storage.service import Storage
from shared.clock import SystemClock
from shared.contracts import SubmissionReadV1
from shared.contracts.base import Document, Requester
from shared.vault import S3Vault
from tests.unit.storage.fakes import MAIL, NOW, PDF, app_of, as_, cleared, routed

MEGABYTE = 1024 * 1024


@pytest.fixture
def storage(
    documents: MongoDocuments,
    grants: MongoGrants,
    classifications: MongoClassifications,
    homes: MongoHomes,
    letters: MongoLetters,
    views: MongoViews,
    blobs: S3Vault,
    brought: MongoBrought,
) -> Storage:
    return Storage(
        documents=documents,
        grants=grants,
        classifications=classifications,
        homes=homes,
        letters=letters,
        views=views,
        blobs=blobs,
        brought=brought,
        clock=SystemClock(),
        max_file_bytes=25 * MEGABYTE,
    )


@pytest.fixture
async def client(storage: Storage) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app=app_of(storage))
    async with httpx.AsyncClient(transport=transport, base_url="http://storage") as client:
        yield client


async def test_a_document_goes_all_the_way(storage: Storage, blobs: S3Vault, client: httpx.AsyncClient) -> None:
    name = hashlib.sha256(PDF).hexdigest()
    put = [await client.put(f"/api/v1/blobs/{name}", content=PDF, headers=as_("clerk")) for _ in range(2)]
    assert [answer.status_code for answer in put] == [201, 200]
    raw = await blobs.put(MAIL)
    document = Document(
        document_id=uuid4(),
        name="تصريح عمل.pdf",
        sha256=name,
        size=len(PDF),
        media_type=put[0].json()["media_type"],
        agrees=True,
    )
    read = SubmissionReadV1(
        occurred_at=NOW,
        submission_id=uuid4(),
        channel="mail",
        received_at=NOW,
        sha256=raw.sha256,
        requester=Requester(token="0" * 32),
        documents=(document,),
    )
    officer, path = as_("officer", "labour"), f"/api/v1/documents/{document.document_id}"
    await storage.grant(routed(read.submission_id, "labour"))
    assert (await client.get(path, headers=officer)).status_code == 404
    await storage.record(read)
    answer = await client.get(path, headers=officer)
    assert (answer.status_code, answer.content) == (200, PDF)
    assert answer.headers["content-type"] == "application/pdf"
    await storage.grant(routed(read.submission_id, "trade", version=2))
    assert (await client.get(path, headers=officer)).status_code == 404
    listed = await client.get(f"/api/v1/submissions/{read.submission_id}/documents", headers=cleared("clerk"))
    assert [one["name"] for one in listed.json()] == [f"{read.submission_id}.eml", "تصريح عمل.pdf"]
    assert [one["agrees"] for one in listed.json()] == [True, True]
    seen = await client.get(f"{path}/views", headers=cleared("auditor"))
    assert [one["person_id"] for one in seen.json()] == ["officer@labour"]


async def test_wrong_bytes_leave_nothing_in_the_vault(client: httpx.AsyncClient) -> None:
    content = uuid4().bytes * MEGABYTE
    path = f"/api/v1/blobs/{hashlib.sha256(content).hexdigest()}"
    wrong = await client.put(path, content=bytes(len(content)), headers=as_("clerk"))
    assert (wrong.status_code, wrong.json()["code"]) == (422, "checksum-mismatch")
    # 201, not 200: it was not there.
    assert (await client.put(path, content=content, headers=as_("clerk"))).status_code == 201


async def test_a_large_file_passes_through_without_being_held(blobs: S3Vault, storage: Storage) -> None:
    block, count = uuid4().bytes * 4096, 320  # 20 MB in pieces of 64 KB
    digest = hashlib.sha256()
    for _ in range(count):
        digest.update(block)

    async def content() -> AsyncIterator[bytes]:
        for _ in range(count):
            yield block

    tracemalloc.start()
    try:
        await storage.keep(content(), sha256=digest.hexdigest(), size=count * len(block))
        received = 0
        async for chunk in blobs.open(digest.hexdigest()):
            received += len(chunk)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert received == count * len(block)
    assert peak < 5 * MEGABYTE
