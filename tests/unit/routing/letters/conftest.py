"""Letters on fakes."""

import pytest

from services.routing.known_units import UnitWatch
from services.routing.letters.beginning import Beginning
from services.routing.letters.chains import Chains
from services.routing.letters.issuing import Issuing
from services.routing.letters.papers import Papers
from services.routing.letters.service import Writing
from services.routing.letters.sheet import Letterhead
from services.routing.service import Routing
from shared.language import Text, catalogue
from tests.unit.routing.examples import registered
from tests.unit.routing.fakes import FakeRoutes, TickingClock
from tests.unit.routing.letters.fakes import FakeLetters, FakePrinter, FakeVault

pytest.register_assert_rewrite("tests.unit.routing.letters.contract")


@pytest.fixture
def letters() -> FakeLetters:
    return FakeLetters()


@pytest.fixture
def vault() -> FakeVault:
    return FakeVault()


@pytest.fixture
def printer() -> FakePrinter:
    return FakePrinter()


@pytest.fixture
def chains() -> Chains:
    return Chains()


@pytest.fixture
def papers(watch: UnitWatch, vault: FakeVault) -> Papers:
    return Papers(units=watch, blobs=vault)


@pytest.fixture
async def beginning(
    letters: FakeLetters, routes: FakeRoutes, papers: Papers, clock: TickingClock, routing: Routing
) -> Beginning:
    await routing.transaction_registered(registered())
    return Beginning(letters=letters, routes=routes, papers=papers, clock=clock)


@pytest.fixture
def writing(
    letters: FakeLetters, routes: FakeRoutes, watch: UnitWatch, papers: Papers, chains: Chains, clock: TickingClock
) -> Writing:
    return Writing(letters=letters, routes=routes, units=watch, papers=papers, chains=chains, clock=clock)


@pytest.fixture
def letterhead() -> Letterhead:
    return Letterhead(
        organisation=Text(ar="وزارة العمل", en="Ministry of Labour"),
        public_url="https://diwan.example",
        signs_as={"legal": Text(ar="المستشار القانوني", en="Legal Adviser")},
        catalogue=catalogue(),
    )


@pytest.fixture
def issuing(
    letters: FakeLetters,
    routes: FakeRoutes,
    watch: UnitWatch,
    printer: FakePrinter,
    vault: FakeVault,
    letterhead: Letterhead,
    clock: TickingClock,
) -> Issuing:
    return Issuing(
        letters=letters,
        routes=routes,
        units=watch,
        printer=printer,
        blobs=vault,
        letterhead=letterhead,
        clock=clock,
        poll_seconds=0.01,
    )
