"""The portal's pages for staff before services in memory."""

from collections.abc import AsyncIterator
from itertools import count

import httpx
import pytest

from services.portal import api
from services.portal.model import Seals
from services.portal.rendering import Assets, Pages
from services.portal.service import Portal
from services.portal.signing_in import SigningIn
from shared.settings import WebSettings
from shared.web.app import Parts, build
from tests.unit.portal.staff.fakes import FakeSessions, FakeSignIns, MovedClock
from tests.unit.portal.staff.window import Window


@pytest.fixture
def clock() -> MovedClock:
    return MovedClock()


@pytest.fixture
def sign_ins() -> FakeSignIns:
    return FakeSignIns()


@pytest.fixture
def sessions() -> FakeSessions:
    return FakeSessions()


@pytest.fixture
def signing_in(sign_ins: FakeSignIns, sessions: FakeSessions, clock: MovedClock) -> SigningIn:
    numbers = count(1)
    return SigningIn(
        sign_ins=sign_ins, sessions=sessions, clock=clock, new_session_id=lambda: f"session-{next(numbers)}"
    )


@pytest.fixture
async def window(portal: Portal, pages: Pages, signing_in: SigningIn) -> AsyncIterator[Window]:
    desk = api.Desk(portal=portal, pages=pages, seals=Seals("a secret"), secure=True)
    staff = api.Staff(desk=desk, signing_in=signing_in)
    routers = [*(api.staff_routes(staff, language) for language in ("ar", "en")), api.static_routes(Assets())]
    app = build(Parts(name="portal", description="pages", settings=WebSettings(), pages=True, routers=routers))
    api.answer_with_pages(app, pages)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="https://diwan.example") as client,
    ):
        yield Window(client)
