"""Directory as a whole on a real database and a real broker."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from pathlib import Path

import aio_pika
import httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr

from deploy.local.stack import Stack
from services.directory.main import create_app
from services.directory.seed import load_units
from services.directory.settings import Settings
from shared.contracts import UnitChangedV1
from shared.messaging.wire import read
from shared.mongo.connection import Database
from shared.web.auth import Authenticator

HEARD_BY = "routing.directory.unit-changed.v1"
SECONDS = 20


@pytest.fixture
def settings(
    servers: Stack, mongo_database: Database, amqp_service_url: Callable[[str], str], repository: Path
) -> Settings:
    servers.credentials.demo_accounts()
    return Settings(
        mongo_url=SecretStr(servers.mongo_admin_url),
        mongo_database=mongo_database.name,
        amqp_url=SecretStr(amqp_service_url("directory")),
        public_url="http://directory",
        mail_domain="diwan.example",
        issuer="http://directory",
        jwks_url="http://directory/api/v1/jwks",
        config_dir=repository / "config",
        signing_key_file=servers.credentials.signing_key_file(),
        seed_dir=repository / "config" / "seed",
        demo_accounts_file=servers.layout.demo_accounts,
    )


async def started(settings: Settings, stack: AsyncExitStack) -> httpx.AsyncClient:
    app: FastAPI = create_app(settings)
    client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://directory")
    await stack.enter_async_context(app.router.lifespan_context(app))
    await stack.enter_async_context(client)
    # It checks its own tokens by its own keys, here without a port between.
    app.state.authenticator = Authenticator(
        issuer=settings.issuer, audience=settings.audience, jwks_url=settings.jwks_url, client=client
    )
    async with asyncio.timeout(SECONDS):
        while True:
            if (await client.get("/readyz")).status_code == 200:
                return client
            await asyncio.sleep(0.05)


@pytest.fixture
async def queue(amqp_operator_url: str) -> AsyncIterator[aio_pika.abc.AbstractQueue]:
    """Where routing would hear of units."""
    async with await aio_pika.connect(amqp_operator_url) as connection, connection.channel() as channel:
        queue = await channel.get_queue(HEARD_BY)
        await queue.purge()
        yield queue
        await queue.purge()


async def hear_until(queue: aio_pika.abc.AbstractQueue, wanted: set[tuple[str, int]]) -> set[tuple[str, int]]:
    """The units and versions of all messages until the wanted ones are among them; some may come twice."""
    heard: set[tuple[str, int]] = set()
    async with asyncio.timeout(SECONDS):
        while not wanted <= heard:
            message = await queue.get(no_ack=True, fail=False)
            if message is None:
                await asyncio.sleep(0.05)
            else:
                events = (arrived.event for arrived in read(UnitChangedV1, message))
                heard |= {(event.subject_id, event.version) for event in events if isinstance(event, UnitChangedV1)}
    return heard


async def signed_in(client: httpx.AsyncClient, accounts: dict[str, str], login: str) -> dict[str, str]:
    grant = {"grant_type": "password", "username": login, "password": accounts[login]}
    answer = await client.post("/api/v1/token", data=grant)
    return {"Authorization": f"Bearer {answer.raise_for_status().json()['access_token']}"}


async def test_two_replicas_seed_once_and_a_holiday_reaches_the_others(
    servers: Stack, settings: Settings, queue: aio_pika.abc.AbstractQueue, repository: Path
) -> None:
    units = load_units(repository / "config" / "seed" / "units.yaml")
    receiving = {(unit.unit_id, 1) for unit in units if unit.receives}
    async with AsyncExitStack() as stack:
        client, other = await asyncio.gather(started(settings, stack), started(settings, stack))
        assert await hear_until(queue, receiving) == receiving
        assert len((await other.get("/api/v1/units?limit=200")).json()["units"]) == len(units)

        administrator = await signed_in(other, servers.accounts, "admin")
        assert (await client.get("/api/v1/me", headers=administrator)).json()["roles"] == ["administrator"]
        answer = await client.patch(
            "/api/v1/units/labour-permits/calendar",
            json={"days_off": {"2026-12-01": "عطلة معلنة"}},
            headers=administrator | {"If-Match": '"1"'},
        )
        assert answer.json()["version"] == 2
        await hear_until(queue, {("labour-permits", 2)})
    async with AsyncExitStack() as stack:
        again = await started(settings, stack)
        unit = (await again.get("/api/v1/units/labour-permits")).json()
        assert (unit["version"], unit["days_off"]) == (2, {"2026-12-01": "عطلة معلنة"})
        auditor = await signed_in(again, servers.accounts, "auditor")
        sign_ins = (await again.get("/api/v1/sign-ins", headers=auditor)).json()["sign_ins"]
        assert [one["outcome"] for one in sign_ins] == ["succeeded", "succeeded"]


async def test_every_demo_account_can_sign_in_and_a_wrong_password_cannot(servers: Stack, settings: Settings) -> None:
    async with AsyncExitStack() as stack:
        client = await started(settings, stack)
        for login in servers.accounts:
            assert await signed_in(client, servers.accounts, login)
        with pytest.raises(httpx.HTTPStatusError, match="400"):
            await signed_in(client, {"admin": "wrong"}, "admin")
