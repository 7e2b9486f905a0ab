"""Short messages by the service as it runs: events from the real broker, HTTP to a real receiver."""

import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest

from deploy.local.stack import Stack
from services.notify.adapters import HttpSmsSender
from services.notify.errors import DeferredError, RefusedError
from services.notify.main import create_app
from services.notify.settings import Settings
from shared.mongo.connection import Database
from tests.integration.messaging.services import running, until
from tests.integration.notify.sms_receiver import SmsReceiver
from tests.unit.notify.examples import TOKEN, opened, requester, routed
from tests.unit.notify.fakes import Tokens

ServiceUrl = Callable[[str], str]
CLERK = {"Authorization": "Bearer clerk@"}
MOBILE, LINE = "+96892123456", "+96824000310"


@pytest.fixture
async def receiver() -> AsyncIterator[SmsReceiver]:
    receiver = SmsReceiver()
    await receiver.start()
    yield receiver
    await receiver.stop()


def sender_to(receiver: SmsReceiver, url: str = "", seconds: float = 2) -> HttpSmsSender:
    return HttpSmsSender(
        url=url or receiver.url,
        media_type="application/json",
        header="X-Api-Key",
        secret="hush",
        seconds=seconds,
    )


async def handed_over(sender: HttpSmsSender) -> str:
    connection = sender.connection()
    assert connection.is_open
    message = json.dumps({"to": MOBILE, "text": "سلام", "id": "1"}).encode()
    try:
        return await connection.send(MOBILE, message, smtputf8=False)
    finally:
        await connection.close()
        await sender.close()


async def test_a_message_is_handed_over_with_the_secret_and_the_answer_keeps_no_number(receiver: SmsReceiver) -> None:
    assert await handed_over(sender_to(receiver)) == "202 said of X: y"
    ((headers, body),) = receiver.asked
    assert headers["X-Api-Key"] == "hush"
    assert headers["Content-Type"] == "application/json"
    assert body["text"] == "سلام"


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (400, RefusedError),
        (422, RefusedError),
        (410, RefusedError),
        (401, DeferredError),
        (404, DeferredError),
        (429, DeferredError),
        (500, DeferredError),
        (503, DeferredError),
        (302, DeferredError),
    ],
)
async def test_a_refusal_is_for_good_only_when_it_is_about_the_message(
    receiver: SmsReceiver, status: int, error: type[Exception]
) -> None:
    receiver.answers = [status]
    with pytest.raises(error, match=str(status)) as raised:
        await handed_over(sender_to(receiver))
    assert MOBILE not in str(raised.value)
    # A secret follows nobody to another address.
    assert len(receiver.asked) == 1


async def test_nobody_who_listens_is_a_reason_to_try_again(receiver: SmsReceiver) -> None:
    await receiver.stop()
    with pytest.raises(DeferredError, match="ConnectError"):
        await handed_over(sender_to(receiver))


@asynccontextmanager
async def service(
    servers: Stack, database: Database, amqp_url: str, receiver: SmsReceiver, **changes: Any
) -> AsyncIterator[httpx.AsyncClient]:
    settings = Settings.model_validate(
        {
            "mongo_url": servers.mongo_admin_url,
            "mongo_database": database.name,
            "amqp_url": amqp_url,
            "public_url": "https://diwan.example",
            "mail_domain": "diwan.example",
            "issuer": "http://localhost",
            "jwks_url": "http://127.0.0.1:1/jwks",
            "config_dir": servers.settings.config,
            "relay_host": "127.0.0.1",
            "relay_port": 1,
            # A short message carries no document.
            "s3_endpoint": "http://127.0.0.1:1",
            "s3_access_key": "nobody",
            "s3_secret_key": "nothing-is-asked-for",
            "telephone": "sms",
            "sms_url": receiver.url,
            "sms_secret": "Bearer hush",
            "first_retry_seconds": 0.1,
            "longest_retry_seconds": 0.2,
            "poll_seconds": 0.1,
            **changes,
        }
    )
    app = create_app(settings)
    app.state.authenticator = Tokens()
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://notify") as client,
    ):

        async def is_ready() -> bool:
            return (await client.get("/readyz")).status_code == 200

        await until(is_ready)
        yield client


async def listed(client: httpx.AsyncClient, **wanted: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await client.get("/api/v1/notices", params=wanted, headers=CLERK)).json()["notices"]
    return found


async def test_a_message_is_tried_until_it_is_taken_always_with_the_same_id(
    servers: Stack, mongo_database: Database, amqp_service_url: ServiceUrl, receiver: SmsReceiver
) -> None:
    receiver.answers = [503, 500, 401]
    who = requester(address=None, phone=MOBILE, answerable=False)
    async with service(servers, mongo_database, amqp_service_url("notify"), receiver) as client:
        async with running(amqp_service_url("registry"), "registry") as registry:
            event = opened(requester=who)
            await registry.publish(event)
            await registry.publish(event)

        async def sent() -> bool:
            return bool(await listed(client, state="sent"))

        await until(sent)
        ((one),) = await listed(client)
        assert (one["medium"], one["attempts"], one["recipient"]) == ("sms", 4, MOBILE)
        assert {body["id"] for _, body in receiver.asked} == {one["notice_id"]}
        assert len(receiver.taken) == 1
        assert TOKEN not in str(await mongo_database["notices"].find_one())


async def test_a_message_that_is_refused_is_given_up_and_can_be_tried_again(
    servers: Stack, mongo_database: Database, amqp_service_url: ServiceUrl, receiver: SmsReceiver
) -> None:
    receiver.answers = [422]
    who = requester(address=None, phone=MOBILE, answerable=False)
    async with service(servers, mongo_database, amqp_service_url("notify"), receiver) as client:
        async with running(amqp_service_url("registry"), "registry") as registry:
            await registry.publish(opened(requester=who))

        async def given_up() -> bool:
            return bool(await listed(client, state="given-up"))

        await until(given_up)
        (one,) = await listed(client)
        assert (await client.post(f"/api/v1/notices/{one['notice_id']}/retry", headers=CLERK)).status_code == 200

        async def sent() -> bool:
            return bool(await listed(client, state="sent"))

        await until(sent)


async def test_a_line_waits_to_be_called_and_what_came_of_it_is_on_record(
    servers: Stack, mongo_database: Database, amqp_service_url: ServiceUrl, receiver: SmsReceiver
) -> None:
    who = requester(address=None, phone=LINE, answerable=False, name="سالم")
    async with service(servers, mongo_database, amqp_service_url("notify"), receiver) as client:
        async with running(amqp_service_url("routing"), "routing") as routing:
            await routing.publish(routed(requester=who))

        async def waits() -> bool:
            return bool((await client.get("/api/v1/calls", headers=CLERK)).json()["calls"])

        await until(waits)
        (call,) = (await client.get("/api/v1/calls", headers=CLERK)).json()["calls"]
        assert call["name"] == "سالم"
        answer = await client.post(
            f"/api/v1/calls/{call['notice_id']}/tries",
            json={"outcome": "reached", "remark": "سيحضر غدًا"},
            headers=CLERK | {"If-Match": '"0"', "Idempotency-Key": "k"},
        )
        assert answer.json()["state"] == "sent"
        (one,) = await listed(client)
        assert (one["medium"], one["reply"]) == ("call", "سيحضر غدًا")
        assert receiver.asked == []


async def test_while_telephones_are_off_nothing_is_asked_of_anybody(
    servers: Stack, mongo_database: Database, amqp_service_url: ServiceUrl, receiver: SmsReceiver
) -> None:
    who = requester(address=None, phone=MOBILE, answerable=False)
    async with service(servers, mongo_database, amqp_service_url("notify"), receiver, telephone="off") as client:
        async with running(amqp_service_url("registry"), "registry") as registry:
            await registry.publish(opened(requester=who))

        async def noted() -> bool:
            return bool(await listed(client, state="nobody"))

        await until(noted)
        assert receiver.asked == []
