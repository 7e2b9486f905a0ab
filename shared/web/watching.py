"""What every service shows of itself: `/livez`, `/readyz`, `/metrics`, `/asyncapi.json`, and a log line a request."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from typing import Any

import structlog
from fastapi import APIRouter, FastAPI
from faststream import AsyncAPI
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, Gauge, Histogram, generate_latest
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from shared.messaging.broker import EventBroker
from shared.observability.measuring import SECONDS
from shared.observability.tracing import traced
from shared.web import problems

log = structlog.get_logger(__name__)

Check = Callable[[], Awaitable[bool]]

REQUESTS = Histogram(
    "diwan_http_request_seconds",
    "Time to answer an HTTP request.",
    ["service", "method", "route", "status"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
)
READY = Gauge("diwan_ready", "1 while the service says at /readyz that it is ready; looked at every 15 s.", ["service"])
SERVERS_FAULT = 500
"""Statuses from here on are the server's fault (RFC 9110, section 15.6)."""
QUIET = ("/livez", "/readyz", "/metrics")


def install(
    app: FastAPI,
    service: str,
    broker: EventBroker | None,
    needed: Mapping[str, Check],
    reported: Mapping[str, Check],
    waits_for: Callable[[], str] = lambda: "",
) -> None:
    """Add the routes and the middleware. `needed` decides readiness; `reported` is only told.

    `waits_for` says what an operator has to do before the service can be ready, or nothing.
    """
    router = APIRouter(include_in_schema=False)

    @router.get("/livez")
    async def livez() -> dict[str, str]:
        return {"status": "alive"}

    @router.get("/readyz")
    async def readyz() -> JSONResponse:
        checks = {name: await check() for name, check in {**needed, **reported}.items()}
        ready = all(checks[name] for name in needed)
        words = {"waits_for": because} if (because := waits_for()) else {}
        return JSONResponse({"ready": ready, "checks": checks, **words}, 200 if ready else 503)

    @router.get("/metrics")
    async def metrics() -> Response:
        return Response(generate_latest(REGISTRY), media_type=CONTENT_TYPE_LATEST)

    if broker:

        @router.get("/asyncapi.json")
        async def asyncapi() -> Any:
            document = AsyncAPI(
                broker.faststream, title=f"Diwan {service}", version=app.version, description=app.description
            )
            return Response(document.to_specification().to_json(), media_type="application/json")

    app.include_router(router)
    app.add_middleware(Watch, service=service)


def noting_readiness(service: str, needed: Mapping[str, Check]) -> Callable[[], Coroutine[Any, Any, None]]:
    """Work that keeps the metric true: what is not ready gets no requests, so none of those would tell that it fails."""

    async def note_readiness() -> None:
        while True:
            READY.labels(service).set(all([await check() for check in needed.values()]))
            await asyncio.sleep(SECONDS)

    return note_readiness


class Watch:
    """Starts or continues the trace, times the request and logs it."""

    def __init__(self, app: ASGIApp, service: str) -> None:
        self._app = app
        self._service = service

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one ASGI event stream."""
        if scope["type"] != "http" or scope["path"] in QUIET:
            await self._app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        started = time.perf_counter()
        status = 500
        started_to_answer = False

        async def watched(message: Message) -> None:
            nonlocal status, started_to_answer
            if message["type"] == "http.response.start":
                status = message["status"]
                started_to_answer = True
            await send(message)

        method, traceparent = scope["method"], headers.get(b"traceparent", b"").decode("latin-1")
        with traced(f"{method} request", traceparent, kind="server", http__request__method=method) as step:
            try:
                await self._app(scope, receive, watched)
            except Exception as error:
                # Here and not in an exception handler: those run outside of the trace that the asker is to quote.
                response = problems.defect(Request(scope), error)
                if started_to_answer:
                    raise
                await response(scope, receive, watched)
            finally:
                seconds = time.perf_counter() - started
                # The route's pattern, not the path: paths hold tokens, and a label per token would grow for ever.
                route = getattr(scope.get("route"), "path", "unmatched")
                REQUESTS.labels(self._service, method, route, str(status)).observe(seconds)
                step.named(f"{method} {route}")
                step.says(http__route=route, http__response__status_code=status)
                if status >= SERVERS_FAULT:
                    step.failed(str(status))
                log.info("request", method=method, route=route, status=status, ms=round(seconds * 1000, 1))
