"""The portal before services in memory."""

from collections.abc import AsyncIterator
from zoneinfo import ZoneInfo

import httpx
import pytest

from services.portal import api
from services.portal.model import Limits, Seals
from services.portal.rendering import Assets, Pages
from services.portal.service import Portal
from shared.language import Text, catalogue
from shared.settings import WebSettings
from shared.web.app import Parts, build
from tests.unit.portal.browser import Browser
from tests.unit.portal.fakes import FakeIntake, FakeRegistry


@pytest.fixture
def registry() -> FakeRegistry:
    return FakeRegistry()


@pytest.fixture
def intake() -> FakeIntake:
    return FakeIntake()


@pytest.fixture(scope="session")
def pages() -> Pages:
    # Once for all: templates are compiled at their first use, and nothing of a page stays behind.
    return Pages(
        organisation=Text(ar="ديوان", en="Diwan"),
        mailbox="documents@diwan.example",
        public_url="https://diwan.example",
        zone=ZoneInfo("Asia/Muscat"),
        assets=Assets(),
        catalogue=catalogue(),
    )


@pytest.fixture
def portal(registry: FakeRegistry, intake: FakeIntake) -> Portal:
    limits = Limits(file=1024 * 1024, total=2 * 1024 * 1024, files=3)
    return Portal(registry=registry, intake=intake, limits=limits, live_seconds=0.001, most_live=2)


@pytest.fixture
async def browser(portal: Portal, pages: Pages) -> AsyncIterator[Browser]:
    desk = api.Desk(portal=portal, pages=pages, seals=Seals("a secret"), secure=True)
    routers = [*(api.routes(desk, language) for language in ("ar", "en")), api.static_routes(Assets())]
    parts = Parts(name="portal", description="pages", settings=WebSettings(), pages=True, routers=routers)
    app = build(parts)
    api.answer_with_pages(app, pages)
    transport = httpx.ASGITransport(app)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="https://diwan.example") as client,
    ):
        yield Browser(client)
