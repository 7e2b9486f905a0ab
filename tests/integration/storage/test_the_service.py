"""Storage as it runs: events from the real broker, HTTP over a real socket."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from hashlib import sha256
from uuid import uuid4

import aio_pika
import httpx
import pytest
import uvicorn
from fastapi import FastAPI
from pydantic import SecretStr

from deploy.local.stack import Stack
from services.storage.main import create_app
from services.storage.settings import Settings
from shared.contracts import SubmissionReadV1
from shared.contracts.base import Document, Requester
from shared.messaging.topology import DEAD, queue_name
from shared.mongo.connection import Database
from shared.vault import Blob, S3Vault, VaultSettings
from tests.integration.messaging.services import running, until
from tests.unit.storage.fakes import MAIL, NOW, PDF, Tokens, as_, cleared, routed, supplemented

MEGABYTE = 1024 * 1024
CLERK = cleared("clerk")

ServiceUrl = Callable[[str], str]


@pytest.fixture
def settings(
    servers: Stack, mongo_database: Database, vault_settings: VaultSettings, amqp_service_url: ServiceUrl
) -> Settings:
    return Settings.model_validate(
        {
            **vault_settings.model_dump(),
            "mongo_url": servers.mongo_admin_url,
            "mongo_database": mongo_database.name,
            "amqp_url": SecretStr(amqp_service_url("storage")),
            "public_url": "http://localhost",
            "mail_domain": "diwan.example",
            "issuer": "http://localhost",
            "jwks_url": "http://127.0.0.1:1/jwks",
            "config_dir": servers.settings.config,
        }
    )


@pytest.fixture
async def client(settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    app = create_app(settings)
    app.state.authenticator = Tokens()
    async with serving(app) as url, httpx.AsyncClient(base_url=url, timeout=20, trust_env=False) as client:

        async def is_ready() -> bool:
            return (await client.get("/readyz")).status_code == 200

        await until(is_ready)
        yield client


@asynccontextmanager
async def serving(app: FastAPI) -> AsyncIterator[str]:
    """Serve an app in this loop, on a free port of this machine."""
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_config=None))
    task = asyncio.create_task(server.serve())

    async def has_started() -> bool:
        return server.started

    await until(has_started)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        await task


def read(raw: Blob, *documents: Document, urgent: bool = False, readable: bool = True) -> SubmissionReadV1:
    return SubmissionReadV1(
        occurred_at=NOW,
        urgent=urgent,
        submission_id=uuid4(),
        channel="mail",
        received_at=NOW,
        sha256=raw.sha256,
        size=raw.size,
        readable=readable,
        requester=Requester(token="0" * 32),
        documents=documents,
    )


async def answers(client: httpx.AsyncClient, path: str, status: int, headers: dict[str, str]) -> httpx.Response:
    """The answer, once it has this status."""
    answer = await client.get(path, headers=headers)

    async def is_so() -> bool:
        nonlocal answer
        answer = await client.get(path, headers=headers)
        return answer.status_code == status

    await until(is_so)
    return answer


@pytest.mark.parametrize("urgent", [False, True])
async def test_what_intake_and_routing_say_opens_a_document_to_the_unit(
    client: httpx.AsyncClient, vault: S3Vault, amqp_service_url: ServiceUrl, *, urgent: bool
) -> None:
    raw, pdf = await vault.put(MAIL), await vault.put(PDF)
    document = Document(
        document_id=uuid4(),
        name="تصريح عمل.pdf",
        sha256=pdf.sha256,
        size=pdf.size,
        media_type="application/pdf",
        agrees=True,
    )
    event = read(raw, document, urgent=urgent)
    path, officer = f"/api/v1/documents/{document.document_id}", as_("officer", "labour")
    async with (
        running(amqp_service_url("routing"), "routing") as routing,
        running(amqp_service_url("intake"), "intake") as intake,
    ):
        await routing.publish(routed(event.submission_id, "labour"))
        await intake.publish(event, event)
    answer = await answers(client, path, 200, officer)
    assert answer.content == PDF
    assert answer.headers["content-type"] == "application/pdf"
    looked = await client.head(path, headers=officer)
    assert (looked.status_code, looked.content, looked.headers["content-length"]) == (200, b"", str(len(PDF)))
    held = await client.get(path, headers=officer | {"If-None-Match": answer.headers["etag"]})
    assert (held.status_code, held.content) == (304, b"")
    listed = await client.get(f"/api/v1/submissions/{event.submission_id}/documents", headers=officer)
    assert [one["name"] for one in listed.json()] == [f"{event.submission_id}.eml", "تصريح عمل.pdf"]


@pytest.mark.parametrize("urgent", [False, True])
@pytest.mark.parametrize("told_first", [False, True])
async def test_what_registry_adds_to_a_matter_opens_to_its_unit(
    client: httpx.AsyncClient, vault: S3Vault, amqp_service_url: ServiceUrl, *, told_first: bool, urgent: bool
) -> None:
    raw = await vault.put(MAIL)
    matter, supplement = read(raw), read(raw, urgent=urgent)
    told = supplemented(matter.submission_id, supplement.submission_id, urgent=urgent)
    path, officer = f"/api/v1/documents/{supplement.submission_id}", as_("officer", "labour")
    async with (
        running(amqp_service_url("routing"), "routing") as routing,
        running(amqp_service_url("registry"), "registry") as registry,
        running(amqp_service_url("intake"), "intake") as intake,
    ):
        await routing.publish(routed(matter.submission_id, "labour"))
        await intake.publish(matter)
        await answers(client, f"/api/v1/documents/{matter.submission_id}", 200, officer)
        if told_first:
            await registry.publish(told, told)
            await intake.publish(supplement)
        else:
            await intake.publish(supplement)
            await answers(client, path, 200, CLERK)
            assert (await client.get(path, headers=officer)).status_code == 404
            await registry.publish(told, told)
        await answers(client, path, 200, officer)
        # A repeated delivery does not take it away again.
        await intake.publish(supplement)
    listed = await client.get(f"/api/v1/submissions/{matter.submission_id}/documents", headers=officer)
    assert {one["brought_by"] for one in listed.json()} == {str(matter.submission_id), str(supplement.submission_id)}
    assert {one["submission_id"] for one in listed.json()} == {str(matter.submission_id)}


@pytest.mark.usefixtures("client")
async def test_an_event_about_a_lost_message_is_dead_lettered_at_once(
    amqp_service_url: ServiceUrl, amqp_operator_url: str
) -> None:
    event = read(Blob(sha256="0" * 64, size=1), readable=False)
    async with running(amqp_service_url("intake"), "intake") as intake:
        await intake.publish(event)
    async with await aio_pika.connect(amqp_operator_url) as connection, connection.channel() as channel:
        dead = await channel.get_queue(queue_name("storage", SubmissionReadV1) + DEAD, ensure=False)
        found: list[str] = []

        async def is_dead() -> bool:
            while message := await dead.get(fail=False, no_ack=True):
                found.append(message.message_id or "")
            return str(event.id) in found

        await until(is_dead)


async def test_a_file_of_the_largest_size_goes_through_and_one_byte_more_does_not(client: httpx.AsyncClient) -> None:
    content = uuid4().bytes * (25 * MEGABYTE // 16)
    path = f"/api/v1/blobs/{sha256(content).hexdigest()}"
    assert [(await client.put(path, content=content, headers=CLERK)).status_code for _ in range(2)] == [201, 200]
    answer = await client.put(path, content=content + b"x", headers=CLERK)
    assert (answer.status_code, answer.json()["code"]) == (413, "file-too-large")


async def test_a_body_of_unknown_length_is_told_to_say_it(client: httpx.AsyncClient) -> None:
    async def chunked() -> AsyncIterator[bytes]:
        yield PDF

    answer = await client.put(f"/api/v1/blobs/{'0' * 64}", content=chunked(), headers=CLERK)
    assert (answer.status_code, answer.json()["code"]) == (411, "length-required")


async def test_a_sender_who_breaks_off_leaves_nothing(client: httpx.AsyncClient) -> None:
    content = uuid4().bytes * MEGABYTE
    path = f"/api/v1/blobs/{sha256(content).hexdigest()}"

    async def broken() -> AsyncIterator[bytes]:
        yield content[: 3 * MEGABYTE]
        raise OSError("the sender is gone")

    with pytest.raises(OSError, match="the sender is gone"):
        await client.put(path, content=broken(), headers=CLERK | {"Content-Length": str(len(content))})
    assert (await client.put(path, content=content, headers=CLERK)).status_code == 201


async def test_many_who_leave_in_the_middle_do_not_use_up_the_vaults_connections(
    client: httpx.AsyncClient, vault: S3Vault, amqp_service_url: ServiceUrl
) -> None:
    large = await vault.put(uuid4().bytes * MEGABYTE)  # 16 MB: more than the buffers on the way
    event = read(large)
    async with running(amqp_service_url("intake"), "intake") as intake:
        await intake.publish(event)
    path = f"/api/v1/documents/{event.submission_id}"
    await answers(client, path, 200, CLERK)
    for _ in range(70):  # S3Vault has 64 connections
        async with client.stream("GET", path, headers=CLERK) as answer:
            assert answer.status_code == 200
            await anext(answer.aiter_bytes())
    assert len((await client.get(path, headers=CLERK)).content) == large.size


async def test_the_service_shows_what_it_counts_and_what_it_hears(client: httpx.AsyncClient) -> None:
    metrics = (await client.get("/metrics")).text
    for name in ("downloads_total", "downloaded_bytes_total", "mismatches_total"):
        assert f"diwan_storage_{name}" in metrics
    asyncapi = (await client.get("/asyncapi.json")).text
    assert "storage.intake.submission-read.v1" in asyncapi
    assert "storage.registry.submission-supplemented.v1" in asyncapi
    assert "storage.routing.transaction-routed.v1.urgent" in asyncapi
