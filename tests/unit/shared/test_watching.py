import asyncio

import httpx
import pytest
from fastapi import FastAPI
from prometheus_client import REGISTRY
from starlette.types import Message, Send

from shared.web import watching


async def alive() -> bool:
    return True


async def dead() -> bool:
    return False


def client_of(app: FastAPI) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://service")


async def test_a_service_is_ready_when_all_it_needs_is_there() -> None:
    app = FastAPI()
    watching.install(app, "testing", None, {"mongodb": alive}, {"rabbitmq": dead})
    async with client_of(app) as client:
        answer = await client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {"ready": True, "checks": {"mongodb": True, "rabbitmq": False}}


async def test_a_service_is_not_ready_without_what_it_needs_but_alive() -> None:
    app = FastAPI()
    watching.install(app, "testing", None, {"mongodb": dead, "vault": alive}, {})
    async with client_of(app) as client:
        assert (await client.get("/readyz")).status_code == 503
        assert (await client.get("/livez")).status_code == 200


async def test_whether_a_service_is_ready_is_a_metric_though_nobody_asks() -> None:
    for service, checks, shown in (
        ("noted", {"mongodb": alive}, 1),
        ("noted-down", {"mongodb": dead, "vault": alive}, 0),
    ):
        noting = asyncio.create_task(watching.noting_readiness(service, checks)())
        async with asyncio.timeout(10):
            while REGISTRY.get_sample_value("diwan_ready", {"service": service}) is None:  # noqa: ASYNC110 - there is no event for it
                await asyncio.sleep(0)
        assert REGISTRY.get_sample_value("diwan_ready", {"service": service}) == shown
        noting.cancel()


async def test_a_service_that_waits_for_an_operator_says_for_what() -> None:
    app = FastAPI()
    watching.install(app, "testing", None, {"prepared": dead}, {}, lambda: "run python -m deploy.migrations run")
    async with client_of(app) as client:
        answer = await client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["waits_for"] == "run python -m deploy.migrations run"


async def test_requests_are_counted_by_the_route_and_never_by_the_path_with_its_token() -> None:
    app = FastAPI()

    @app.get("/tracking/{token}")
    async def tracking(token: str) -> str:
        return token

    watching.install(app, "watched", None, {}, {})
    async with client_of(app) as client:
        await client.get("/tracking/a-secret-token")
        await client.get("/nowhere/a-secret-token")
        metrics = (await client.get("/metrics")).text
    assert 'diwan_http_request_seconds_count{method="GET",route="/tracking/{token}",service="watched"' in metrics
    assert 'route="unmatched",service="watched",status="404"' in metrics
    assert "a-secret-token" not in metrics


async def test_a_defect_after_the_answer_began_breaks_it_off() -> None:
    async def app(_scope: object, _receive: object, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        raise LookupError("in the middle")

    sent: list[str] = []

    async def send(message: Message) -> None:
        sent.append(message["type"])

    async def receive() -> Message:
        return {"type": "http.request"}

    scope = {"type": "http", "method": "GET", "path": "/", "headers": []}
    with pytest.raises(LookupError):
        await watching.Watch(app, "testing")(scope, receive, send)
    assert sent == ["http.response.start"]
