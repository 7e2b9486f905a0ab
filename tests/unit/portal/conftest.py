"""The portal before services in memory."""

from collections.abc import AsyncIterator
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import pytest
from fastapi import FastAPI

from services.portal import api
from services.portal.model import Limits, Seals
from services.portal.rendering import Assets, Pages
from services.portal.service import Portal
from shared.clock import SystemClock
from shared.language import Text, catalogue
from shared.settings import WebSettings
from shared.web.app import Parts, build
from tests.unit.late import Late
from tests.unit.portal.browser import Browser
from tests.unit.portal.fakes import FakeAnswerFiles, FakeIntake, FakeRegistry


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
def answer_files() -> FakeAnswerFiles:
    return FakeAnswerFiles()


@pytest.fixture
def portal(registry: FakeRegistry, intake: FakeIntake, answer_files: FakeAnswerFiles) -> Portal:
    return Portal(
        registry=registry,
        intake=intake,
        answer_files=answer_files,
        limits=Limits(file=1024 * 1024, total=2 * 1024 * 1024, files=3),
        live_seconds=0.001,
        most_live=2,
        clock=SystemClock(),
    )


@pytest.fixture(scope="session")
def behind() -> Late:
    """What the requesters' pages have behind them: each test's own portal."""
    return Late()


@pytest.fixture(scope="session")
def requesters_app(behind: Late, pages: Pages) -> FastAPI:
    """The requesters' pages, put together once for all tests."""
    portal: Any = behind
    desk = api.Desk(portal=portal, pages=pages, seals=Seals("a secret"), secure=True)
    routers = [*(api.routes(desk, language) for language in ("ar", "en")), api.static_routes(Assets())]
    app = build(Parts(name="portal", description="pages", settings=WebSettings(), pages=True, routers=routers))
    api.answer_with_pages(app, pages)
    return app


@pytest.fixture
async def browser(requesters_app: FastAPI, behind: Late, portal: Portal) -> AsyncIterator[Browser]:
    behind.brought_by_the_test = portal
    transport = httpx.ASGITransport(requesters_app)
    async with (
        requesters_app.router.lifespan_context(requesters_app),
        httpx.AsyncClient(transport=transport, base_url="https://diwan.example") as client,
    ):
        yield Browser(client)
