"""Notify as it runs: events from the real broker, mail to a real server."""

from collections.abc import AsyncIterator, Callable
from uuid import UUID

import httpx
import pytest

from deploy.local.stack import Stack
from services.notify.main import create_app
from services.notify.settings import Settings
from shared.mongo.connection import Database
from shared.vault import VaultSettings
from tests.integration.messaging.services import running, until
from tests.integration.notify.mail_server import MailServer
from tests.unit.notify.examples import opened, routed
from tests.unit.notify.fakes import Tokens

ServiceUrl = Callable[[str], str]
CLERK = {"Authorization": "Bearer clerk@"}


@pytest.fixture
def settings(
    servers: Stack,
    mongo_database: Database,
    amqp_service_url: ServiceUrl,
    mail_server: MailServer,
    vault_settings: VaultSettings,
) -> Settings:
    return Settings.model_validate(
        {
            "mongo_url": servers.mongo_admin_url,
            "mongo_database": mongo_database.name,
            "amqp_url": amqp_service_url("notify"),
            "public_url": "http://localhost",
            "mail_domain": "diwan.example",
            "issuer": "http://localhost",
            "jwks_url": "http://127.0.0.1:1/jwks",
            "config_dir": servers.settings.config,
            "relay_host": "127.0.0.1",
            "relay_port": mail_server.port,
            **vault_settings.model_dump(),
        }
    )


@pytest.fixture
async def client(settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    app = create_app(settings)
    app.state.authenticator = Tokens()
    transport = httpx.ASGITransport(app=app)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://notify") as client,
    ):

        async def is_ready() -> bool:
            return (await client.get("/readyz")).status_code == 200

        await until(is_ready)
        yield client


async def test_what_registry_and_routing_say_is_in_the_mailbox_and_on_record(
    client: httpx.AsyncClient, mail_server: MailServer, amqp_service_url: ServiceUrl
) -> None:
    letters = [UUID(int=number) for number in range(20)]
    async with (
        running(amqp_service_url("registry"), "registry") as registry,
        running(amqp_service_url("routing"), "routing") as routing,
    ):
        for number, letter in enumerate(letters):
            await registry.publish(opened(submission_id=letter, urgent=number % 2 == 0))
            await routing.publish(routed(submission_id=letter, urgent=number % 2 == 0))

    async def all_told() -> bool:
        page = (await client.get("/api/v1/notices", params={"state": "sent"}, headers=CLERK)).json()
        return len(page["notices"]) == 40

    await until(all_told)
    assert len(mail_server.mails) == 40
    assert {mail.recipient for mail in mail_server.mails} == {"ahmed@example.com"}
    assert sum(b"X-Diwan-Notice: registered\r\n" in mail.content for mail in mail_server.mails) == 20
    assert (await client.get("/readyz")).json()["checks"]["relay"] is True
    metrics = (await client.get("/metrics")).text
    assert 'diwan_notify_notices_total{kind="received",outcome="sent"}' in metrics
    assert 'diwan_notify_seconds_count{kind="registered"}' in metrics
