"""Downloads as clients see them."""

import asyncio
from collections.abc import AsyncGenerator
from hashlib import sha256
from typing import Any

import httpx
import pytest
from prometheus_client import REGISTRY

from services.storage.api.download import Download
from services.storage.service import Storage
from shared.contracts.base import Document
from tests.unit.storage.fakes import NOW, PDF, PROGRAM, World, as_, cleared, routed

CLERK = cleared("clerk")


@pytest.fixture
async def document(storage: Storage, world: World) -> Document:
    document = world.attachment("تصريح عمل.pdf", PDF * 20, "application/pdf")
    await storage.record(world.read(document))
    return document


def path(document: Document) -> str:
    return f"/api/v1/documents/{document.document_id}"


def sample(name: str) -> float:
    return REGISTRY.get_sample_value(name) or 0.0


async def test_a_download_is_the_very_bytes_with_safe_headers(client: httpx.AsyncClient, document: Document) -> None:
    answer = await client.get(path(document), headers=CLERK)
    assert answer.status_code == 200
    assert sha256(answer.content).hexdigest() == document.sha256
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-length"] == str(document.size)
    assert answer.headers["content-disposition"].startswith("attachment; filename=\"document.pdf\"; filename*=UTF-8''%")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"] == "sandbox; default-src 'none'"
    assert answer.headers["cache-control"] == "private, no-store"
    assert answer.headers["etag"] == f'"{document.sha256}"'
    assert answer.headers["repr-digest"].startswith("sha-256=:")


async def test_what_is_not_what_it_says_comes_as_bare_bytes(
    storage: Storage, world: World, client: httpx.AsyncClient
) -> None:
    program = world.attachment("invoice.pdf", PROGRAM, "application/vnd.microsoft.portable-executable", agrees=False)
    await storage.record(world.read(program))
    answer = await client.get(path(program), headers=CLERK)
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.content == PROGRAM


async def test_a_look_has_the_headers_of_a_download_and_no_body(
    client: httpx.AsyncClient, document: Document, world: World
) -> None:
    looked, got = [await client.request(method, path(document), headers=CLERK) for method in ("HEAD", "GET")]
    assert looked.headers == got.headers
    assert looked.content == b""
    assert len(world.views.kept) == 1


@pytest.mark.parametrize("method", ["GET", "HEAD"])
async def test_what_the_asker_has_is_not_sent_again(
    client: httpx.AsyncClient, document: Document, method: str, world: World
) -> None:
    headers = CLERK | {"If-None-Match": f'"{document.sha256}"'}
    answer = await client.request(method, path(document), headers=headers)
    assert (answer.status_code, answer.content) == (304, b"")
    assert answer.headers["etag"] == f'"{document.sha256}"'
    assert "content-disposition" not in answer.headers
    assert world.blobs.reading == 0


@pytest.mark.parametrize("method", ["GET", "HEAD"])
async def test_a_lost_blob_is_404_and_not_an_empty_file(
    client: httpx.AsyncClient, document: Document, world: World, method: str
) -> None:
    del world.blobs.kept[document.sha256]
    assert (await client.request(method, path(document), headers=CLERK)).status_code == 404
    assert world.views.kept == []


@pytest.mark.parametrize("method", ["GET", "HEAD"])
async def test_a_vault_that_is_down_is_503_with_a_time_to_come_again(
    client: httpx.AsyncClient, document: Document, world: World, method: str
) -> None:
    world.blobs.down = True
    answer = await client.request(method, path(document), headers=CLERK)
    assert answer.status_code == 503
    assert int(answer.headers["retry-after"]) > 0
    assert world.views.kept == []


async def test_nothing_is_given_when_it_cannot_be_remembered_who_got_it(
    client: httpx.AsyncClient, document: Document, world: World
) -> None:
    world.views.down = True
    assert (await client.get(path(document), headers=CLERK)).status_code == 503
    assert world.blobs.reading == 0


async def test_a_vault_that_breaks_off_breaks_off_the_download(
    client: httpx.AsyncClient, document: Document, world: World
) -> None:
    world.blobs.breaks_after = 2000
    # A server closes the connection on this; a body shorter than its Content-Length must never look complete.
    with pytest.raises(RuntimeError, match="response already started"):
        await client.get(path(document), headers=CLERK)
    assert world.blobs.reading == 0


async def test_every_reading_is_remembered_with_who_and_when(
    storage: Storage, client: httpx.AsyncClient, document: Document, world: World
) -> None:
    (raw, _) = world.documents.kept.values()
    await storage.grant(routed(raw[3].submission_id, "labour"))
    await client.get(path(document), headers=as_("officer", "labour"))
    await client.get(path(document), headers=CLERK | {"If-None-Match": "*"})
    answer = await client.get(f"{path(document)}/views", headers=cleared("auditor"))
    assert [(one["person_id"], one["name"]) for one in answer.json()] == [
        ("clerk@", "Person clerk"),
        ("officer@labour", "Person officer"),
    ]
    assert [one["at"] > NOW.isoformat() for one in answer.json()] == [True, True]
    assert len((await client.get(f"{path(document)}/views?limit=1", headers=cleared("auditor"))).json()) == 1


async def test_an_auditor_asking_about_an_unknown_document_is_told_so(client: httpx.AsyncClient) -> None:
    answer = await client.get(
        "/api/v1/documents/00000000-0000-0000-0000-000000000000/views", headers=cleared("auditor")
    )
    assert answer.status_code == 404


async def test_an_empty_document_can_be_downloaded(storage: Storage, world: World, client: httpx.AsyncClient) -> None:
    empty = world.attachment("empty.txt", b"", "application/octet-stream")
    await storage.record(world.read(empty))
    answer = await client.get(path(empty), headers=CLERK)
    assert (answer.status_code, answer.content, answer.headers["content-length"]) == (200, b"", "0")


async def test_the_list_of_a_matter_tells_what_each_document_is(
    client: httpx.AsyncClient, document: Document, world: World
) -> None:
    (raw, _) = world.documents.kept.values()
    answer = await client.get(f"/api/v1/submissions/{raw[3].submission_id}/documents", headers=CLERK)
    assert [one["document_id"] for one in answer.json()] == [str(raw[3].document_id), str(document.document_id)]
    assert answer.json()[1] == {
        "document_id": str(document.document_id),
        "submission_id": str(raw[3].submission_id),
        "brought_by": str(raw[3].submission_id),
        "received_at": "2026-09-02T08:00:00Z",
        "name": "تصريح عمل.pdf",
        "sha256": document.sha256,
        "size": document.size,
        "media_type": "application/pdf",
        "agrees": True,
        "disposed_at": None,
    }
    assert world.views.kept == []


async def test_downloads_and_their_bytes_are_counted(client: httpx.AsyncClient, document: Document) -> None:
    names = ("diwan_storage_downloads_total", "diwan_storage_downloaded_bytes_total")
    before = [sample(name) for name in names]
    await client.get(path(document), headers=CLERK)
    await client.head(path(document), headers=CLERK)
    assert [sample(name) for name in names] == [before[0] + 1, before[1] + document.size]


async def test_a_client_who_leaves_in_the_middle_closes_the_reading() -> None:
    closed = asyncio.Event()

    async def content() -> AsyncGenerator[bytes, None]:
        try:
            while True:
                yield b"more"
        finally:
            closed.set()

    async def gone(message: Any) -> None:
        if message.get("body"):
            raise OSError("connection lost")

    async def nothing() -> Any:
        await asyncio.Event().wait()

    scope = {"type": "http", "method": "GET", "asgi": {"spec_version": "2.4"}}
    reading = content()
    await anext(reading)
    with pytest.raises(Exception):  # noqa: B017, PT011 - which one is the server's business
        await Download(reading, {})(scope, nothing, gone)
    assert closed.is_set()
