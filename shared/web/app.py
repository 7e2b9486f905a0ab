"""One way to build a service: its routes, its broker, its background work, its health, started and stopped in order."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import structlog
from fastapi import APIRouter, FastAPI

from shared.cancellation import is_cancelled
from shared.messaging.broker import EventBroker
from shared.observability.logs import configure_logs
from shared.observability.tracing import configure_tracing
from shared.settings import ServiceSettings
from shared.web import problems, watching
from shared.web.auth import Authenticator

log = structlog.get_logger(__name__)

VERSION = "0.1.0"
RESTART_SECONDS = 1.0

Step = Callable[[], Awaitable[None]]
Task = Callable[[], Coroutine[Any, Any, None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What a service consists of.

    `prepare` runs before anything is served and is repeated until it succeeds (indexes, seeds); `background` runs until
    the service stops; `close` runs last. `needed` are the checks without which the service is not ready.
    """

    name: str
    description: str
    settings: ServiceSettings
    broker: EventBroker
    routers: Sequence[APIRouter] = ()
    prepare: Sequence[Step] = ()
    background: Sequence[Task] = ()
    close: Sequence[Step] = ()
    needed: Mapping[str, watching.Check] = field(default_factory=dict)
    reported: Mapping[str, watching.Check] = field(default_factory=dict)


def build(parts: Parts) -> FastAPI:
    """The service's app."""
    settings = parts.settings
    configure_logs(parts.name, settings.log_level)
    configure_tracing(parts.name, settings.otlp_endpoint)
    authenticator = Authenticator(issuer=settings.issuer, audience=settings.audience, jwks_url=settings.jwks_url)
    prepared = asyncio.Event()

    async def is_prepared() -> bool:
        return prepared.is_set()

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        async def work() -> None:
            await _until_done(parts.prepare)
            prepared.set()
            async with asyncio.TaskGroup() as group:
                for task in (parts.broker.run, *parts.background):
                    group.create_task(_forever(task))

        running = asyncio.create_task(work())
        log.info("started")
        try:
            yield
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)
            for step in (*parts.close, authenticator.close):
                await step()
            log.info("stopped")

    app = FastAPI(
        title=f"Diwan {parts.name}",
        description=parts.description,
        version=VERSION,
        lifespan=lifespan,
        # Their pages load scripts from elsewhere; the gateway serves the documents themselves.
        docs_url=None,
        redoc_url=None,
        responses=problems.documented(401, 403, 404, 422, 503),
    )
    app.state.authenticator = authenticator
    problems.install(app)
    for router in parts.routers:
        app.include_router(router)
    watching.install(app, parts.name, parts.broker, {"prepared": is_prepared, **parts.needed}, parts.reported)
    return app


async def _until_done(steps: Sequence[Step]) -> None:
    for step in steps:
        while True:
            try:
                await step()
                break
            except (Exception, asyncio.CancelledError) as error:
                if is_cancelled():
                    raise
                # A store that is not up yet is the ordinary case at a start of everything.
                log.warning("not prepared yet", step=getattr(step, "__qualname__", repr(step)), error=repr(error))
                await asyncio.sleep(RESTART_SECONDS)


async def _forever(task: Task) -> None:
    while True:
        try:
            await task()
        except (Exception, asyncio.CancelledError):
            if is_cancelled():
                raise
            log.exception("background work failed and is started again", task=getattr(task, "__qualname__", ""))
        await asyncio.sleep(RESTART_SECONDS)
