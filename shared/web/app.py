"""One way to build a service: its routes, its broker, its background work, its health, started and stopped in order."""

import asyncio
import gc
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import cast

import structlog
from fastapi import APIRouter, Depends, FastAPI

from shared.errors import TransientError
from shared.messaging.broker import EventBroker
from shared.observability.logs import configure_logs
from shared.observability.measuring import Measure, Measuring
from shared.observability.tracing import configure_tracing
from shared.release import VERSION
from shared.settings import ServiceSettings, WebSettings
from shared.web import problems, watching
from shared.web.auth import Authenticator
from shared.web.background import Task, Waiting, forever, until_done
from shared.web.caching import NotKept
from shared.web.draining import Draining, Step, one_by_one
from shared.web.openapi import EVERYWHERE, DocumentedApp, operation_id

log = structlog.get_logger(__name__)

GARBAGE_AT = 20_000
"""New objects after which young ones are searched for circles of garbage; what has no circle goes at once anyway."""
PREPARE_SECONDS = 5.0
"""How long a service may take to prepare itself before it takes connections all the same, and says that it is not ready."""
CLOSE_SECONDS = 6.0
"""How long background work may take to end once it is told to, and connections to be closed, before they are left."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What a service consists of.

    `tags` describes further groups of routes in the OpenAPI document, beside the one that has the service's name.
    `prepare` runs before anything is served and is repeated until it succeeds (indexes, seeds); `background` runs until
    the service stops, and `measures` are taken meanwhile; `close` runs last. `drain` are steps that end what is under way,
    one after the other, while background work and requests still go on; they are broken off when they take too long.
    `needed` are the checks without which the service is not ready. A service that
    neither states nor hears events has no broker; one that answers with pages for people has no OpenAPI document.
    """

    name: str
    description: str
    tags: Mapping[str, str] = field(default_factory=dict)
    settings: WebSettings
    broker: EventBroker | None = None
    pages: bool = False
    routers: Sequence[APIRouter] = ()
    prepare: Sequence[Step] = ()
    background: Sequence[Task] = ()
    drain: Sequence[Step] = ()
    measures: Sequence[Measure] = ()
    close: Sequence[Step] = ()
    needed: Mapping[str, watching.Check] = field(default_factory=dict)
    reported: Mapping[str, watching.Check] = field(default_factory=dict)


def build(parts: Parts) -> FastAPI:
    """The service's app."""
    settings = parts.settings
    configure_logs(parts.name, settings.log_level)
    configure_tracing(parts.name, settings.otlp_endpoint)
    authenticator = _authenticator(settings) if isinstance(settings, ServiceSettings) else None
    close = (*parts.close, authenticator.close) if authenticator else parts.close
    measuring = (Measuring(parts.name, parts.measures).run,) if parts.measures else ()
    running_always = (*((parts.broker.run,) if parts.broker else ()), *parts.background, *measuring)
    prepared, waiting = asyncio.Event(), Waiting()
    tags = {parts.name: parts.description, **parts.tags}

    async def is_prepared() -> bool:
        return prepared.is_set()

    async def is_staying() -> bool:
        return await draining_of(app).is_staying()

    async def only_when_prepared() -> None:
        # Without its unique indexes a store would take the same thing twice.
        if not prepared.is_set():
            raise TransientError(f"{parts.name} is not prepared yet")

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        app.state.draining = draining = Draining.by(settings)

        async def work() -> None:
            await until_done(parts.prepare, waiting)
            _settle_memory()
            prepared.set()
            async with asyncio.TaskGroup() as group:
                for task in running_always:
                    group.create_task(forever(task))

        running = asyncio.create_task(work())
        noting = asyncio.create_task(forever(watching.noting_readiness(parts.name, needed)))
        drained = asyncio.create_task(draining.run([parts.broker.drain] if parts.broker else [], parts.drain))
        log.info("started")
        with suppress(TimeoutError):
            # Nobody is let in before, who would only be told to come again; but whoever asks why it takes so long is.
            await asyncio.wait_for(prepared.wait(), PREPARE_SECONDS)
        try:
            yield
        finally:
            draining.close()
            await asyncio.wait([drained], timeout=draining.seconds_left)
            await _end([running, drained, noting], close)
            log.info("stopped")

    app = DocumentedApp(
        title=f"Diwan {parts.name}",
        description=parts.description,
        version=VERSION,
        lifespan=lifespan,
        # Their pages load scripts from elsewhere; the gateway serves the documents themselves.
        openapi_url=None if parts.pages else "/openapi.json",
        docs_url=None,
        redoc_url=None,
        # A path has one spelling; a redirect would be made of the Host that the asker claims.
        redirect_slashes=False,
        # Relative: the document is right wherever the gateway is.
        servers=[{"url": "/"}],
        openapi_tags=[{"name": name, "description": words} for name, words in tags.items()],
        generate_unique_id_function=operation_id,
        responses=problems.documented(*EVERYWHERE),
    )
    app.state.authenticator = authenticator
    app.state.draining = Draining.by(settings)
    problems.install(app)
    for router in parts.routers:
        app.include_router(router, dependencies=[Depends(only_when_prepared)])
    needed = {"staying": is_staying, "prepared": is_prepared, **parts.needed}
    watching.install(app, parts.name, parts.broker, needed, parts.reported, lambda: waiting.because)
    app.add_middleware(NotKept)
    return app


def draining_of(app: FastAPI) -> Draining:
    """How far the end of the process is that serves this app."""
    return cast("Draining", app.state.draining)


async def _end(work: Sequence[asyncio.Task[None]], close: Sequence[Step]) -> None:
    for task in work:
        task.cancel()
    try:
        async with asyncio.timeout(CLOSE_SECONDS):
            await asyncio.wait(work)
            await one_by_one(close)
    except TimeoutError:
        log.warning("not everything was closed in time")


def _authenticator(settings: ServiceSettings) -> Authenticator:
    return Authenticator(issuer=settings.issuer, audience=settings.audience, jwks_url=settings.jwks_url)


def _settle_memory() -> None:
    """Leave what is there after the start, most of it modules and classes, to no further search for garbage.

    Searched through for every 700 new objects, as Python does unless told, it was 9 % of the registry's time under load.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(GARBAGE_AT)
