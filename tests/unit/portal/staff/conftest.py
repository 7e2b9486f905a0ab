"""The portal's pages for staff before services in memory."""

from collections.abc import AsyncIterator, Mapping
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import pytest
from fastapi import FastAPI

from services.portal import api
from services.portal.administering import Administering
from services.portal.attending import Attending
from services.portal.clerking import Clerking
from services.portal.lettering import Lettering
from services.portal.model import Limits, Seals
from services.portal.previewing import Previewing
from services.portal.rendering import Assets, Pages
from services.portal.retaining import Retaining
from services.portal.ruling import Ruling
from services.portal.service import Portal
from services.portal.signing_in import SigningIn
from services.portal.templating import LetterTemplating
from services.portal.viewing import Viewing
from services.portal.watching import Watching
from services.portal.working import Working
from shared.settings import WebSettings
from shared.web.app import Parts, build
from tests.unit.late import Late
from tests.unit.portal.fakes import FakeIntake, FakeRegistry
from tests.unit.portal.staff.clerks_fakes import FakeDrawing, Office
from tests.unit.portal.staff.counter_fakes import CounterHouse
from tests.unit.portal.staff.fakes import FakeSessions, FakeSignIns, MovedClock
from tests.unit.portal.staff.house import House
from tests.unit.portal.staff.letter_fakes import Chancery
from tests.unit.portal.staff.retention_fakes import FakeRetention
from tests.unit.portal.staff.rules_fakes import FakeRulebook
from tests.unit.portal.staff.template_fakes import FakeLetterTemplates
from tests.unit.portal.staff.window import Window
from tests.unit.portal.staff.work_fakes import Ministry


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
def house() -> House:
    return House()


@pytest.fixture
def rulebook() -> FakeRulebook:
    return FakeRulebook()


@pytest.fixture
def retention() -> FakeRetention:
    return FakeRetention()


@pytest.fixture
def templates() -> FakeLetterTemplates:
    return FakeLetterTemplates()


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def clerking(office: Office, registry: FakeRegistry) -> Clerking:
    return Clerking(registry=registry, matters=office, routes=office, notices=office, people=office)


@pytest.fixture
def ministry() -> Ministry:
    return Ministry()


@pytest.fixture
def chancery() -> Chancery:
    return Chancery()


@pytest.fixture
def working(ministry: Ministry, registry: FakeRegistry) -> Working:
    watching = Watching(seconds=0, most=1)
    return Working(
        registry=registry,
        works=ministry,
        relations=ministry,
        transactions=ministry,
        colleagues=ministry,
        watching=watching,
    )


@pytest.fixture
def counter() -> CounterHouse:
    return CounterHouse()


@pytest.fixture
def attending(
    counter: CounterHouse, intake: FakeIntake, office: Office, registry: FakeRegistry, clock: MovedClock
) -> Attending:
    return Attending(
        door=counter,
        intake=intake,
        lines=counter,
        calls=counter,
        registry=registry,
        people=office,
        limits=Limits(file=1024 * 1024, total=2 * 1024 * 1024, files=3),
        clock=clock,
        zone=ZoneInfo("Asia/Muscat"),
    )


LATE: Mapping[str, Any] = {
    name: Late()
    for name in (
        *("portal", "signing_in", "clerking", "viewing", "attending", "working", "lettering", "previewing"),
        *(
            "units",
            "staffing",
            "delegations",
            "accounts",
            "calendars",
            "names",
            "types",
            "clock",
            "templating",
            "ruling",
            "retaining",
        ),
    )
}


@pytest.fixture(scope="session")
def app(pages: Pages) -> FastAPI:
    zone = ZoneInfo("Asia/Muscat")
    desk = api.Desk(portal=LATE["portal"], pages=pages, seals=Seals("a secret"), secure=True)
    staff = api.Staff(desk=desk, signing_in=LATE["signing_in"])
    viewing = LATE["viewing"]
    clerks = api.Clerks(staff=staff, clerking=LATE["clerking"], viewing=viewing)
    agents = api.Agents(staff=staff, attending=LATE["attending"])
    officers = api.Officers(staff=staff, working=LATE["working"], viewing=viewing, lettering=LATE["lettering"])
    writers = api.Writers(officers=officers, previewing=LATE["previewing"], zone=zone)
    administering = Administering(
        units=LATE["units"],
        staffing=LATE["staffing"],
        delegations=LATE["delegations"],
        accounts=LATE["accounts"],
        calendars=LATE["calendars"],
        people=LATE["names"],
        types=LATE["types"],
    )
    administrators = api.Administrators(
        staff=staff,
        administering=administering,
        templating=LATE["templating"],
        ruling=LATE["ruling"],
        retaining=LATE["retaining"],
        clock=LATE["clock"],
        zone=zone,
    )
    routers = [
        *(api.staff_routes(clerks, language) for language in ("ar", "en")),
        *(api.officer_routes(officers, language) for language in ("ar", "en")),
        *(api.agent_routes(agents, language) for language in ("ar", "en")),
        *(api.letters_routes(writers, language) for language in ("ar", "en")),
        *(api.account_routes(administrators, language) for language in ("ar", "en")),
        *(api.administrators_routes(administrators, language) for language in ("ar", "en")),
        api.static_routes(Assets()),
    ]
    app = build(Parts(name="portal", description="pages", settings=WebSettings(), pages=True, routers=routers))
    api.answer_with_pages(app, pages)
    return app


@pytest.fixture
async def window(
    app: FastAPI,
    portal: Portal,
    signing_in: SigningIn,
    clerking: Clerking,
    office: Office,
    house: House,
    working: Working,
    attending: Attending,
    chancery: Chancery,
    clock: MovedClock,
    rulebook: FakeRulebook,
    retention: FakeRetention,
    templates: FakeLetterTemplates,
    registry: FakeRegistry,
) -> AsyncIterator[Window]:
    brought: Mapping[str, object] = {
        "portal": portal,
        "signing_in": signing_in,
        "clerking": clerking,
        "viewing": Viewing(papers=office, drawing=FakeDrawing(), most_bytes=1000, most_kept=1000, most_pages=5),
        "attending": attending,
        "working": working,
        "lettering": Lettering(letters=chancery, keeping=chancery),
        "previewing": Previewing(letters=chancery, drawing=FakeDrawing(), most_kept=1000, most_pages=5),
        "units": house.units,
        "staffing": house.staffing,
        "delegations": house.delegations,
        "accounts": house.accounts,
        "calendars": house.calendars,
        "names": house.names,
        "types": house.types,
        "clock": clock,
        "templating": LetterTemplating(
            templates=templates, units=house.units, registry=registry, drawing=FakeDrawing()
        ),
        "ruling": Ruling(rulebook=rulebook, units=house.units, registry=registry),
        "retaining": Retaining(retention=retention, registry=registry),
    }
    for name, late in LATE.items():
        late.brought_by_the_test = brought[name]
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="https://diwan.example") as client,
    ):
        yield Window(client)
