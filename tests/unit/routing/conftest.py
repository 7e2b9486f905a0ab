"""Routing on fakes: a service, and its routes without a socket."""

from collections.abc import AsyncIterator

import httpx
import pytest

from services.routing.known_units import UnitWatch
from services.routing.rules import Rule, Rules
from services.routing.service import Routing
from services.routing.work import Work
from tests.unit.routing.examples import unit
from tests.unit.routing.fakes import FakeRoutes, FakeUnitProjection, StandingRules, TickingClock, app_of

pytest.register_assert_rewrite(
    "tests.unit.routing.contract",
    "tests.unit.routing.links_contract",
    "tests.unit.routing.units_contract",
    "tests.unit.routing.grounds_contract",
)

WEAK = Rule(code="words-legal", unit_id="legal", certainty=0.4, words=("عقد",))


@pytest.fixture
def rules() -> Rules:
    return Rules.of([WEAK], certain_from=0.6, type_certainty=0.7)


@pytest.fixture
def routes() -> FakeRoutes:
    return FakeRoutes()


@pytest.fixture
def projection() -> FakeUnitProjection:
    return FakeUnitProjection(unit("documents"), unit("permits"), unit("legal"))


@pytest.fixture
async def watch(projection: FakeUnitProjection) -> UnitWatch:
    watch = UnitWatch(projection)
    await watch.refresh()
    return watch


@pytest.fixture
def clock() -> TickingClock:
    return TickingClock()


@pytest.fixture
def routing(routes: FakeRoutes, watch: UnitWatch, rules: Rules, clock: TickingClock) -> Routing:
    return Routing(routes=routes, units=watch, rules=StandingRules(rules), clock=clock)


@pytest.fixture
def work(routes: FakeRoutes, watch: UnitWatch, clock: TickingClock) -> Work:
    return Work(routes=routes, units=watch, clock=clock)


@pytest.fixture
async def client(
    routing: Routing, routes: FakeRoutes, watch: UnitWatch, clock: TickingClock
) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app=app_of(routing, routes, watch, clock))
    async with httpx.AsyncClient(transport=transport, base_url="http://routing") as client:
        yield client
