"""The fakes do what the adapters do; tests/integration/routing runs the same against MongoDB."""

import pytest

from tests.unit.routing.contract import RoutesContract
from tests.unit.routing.fakes import FakeLinks, FakeRoutes, FakeUnitProjection
from tests.unit.routing.grounds_contract import GroundsContract
from tests.unit.routing.links_contract import LinksContract
from tests.unit.routing.units_contract import UnitProjectionContract


class TestFakeRoutes(RoutesContract):
    @pytest.fixture
    def routes(self) -> FakeRoutes:
        return FakeRoutes()


class TestFakeUnitProjection(UnitProjectionContract):
    @pytest.fixture
    def units(self) -> FakeUnitProjection:
        return FakeUnitProjection()


class TestFakeLinks(LinksContract):
    @pytest.fixture
    def links(self) -> FakeLinks:
        return FakeLinks()


class TestFakeGrounds(GroundsContract):
    @pytest.fixture
    def routes(self) -> FakeRoutes:
        return FakeRoutes()

    @pytest.fixture
    def grounds(self, routes: FakeRoutes) -> FakeRoutes:
        return routes
