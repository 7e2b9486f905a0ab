"""The registry's API over fakes, and who stands before it."""

from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import httpx
from fastapi import FastAPI

from services.registry import api
from services.registry.committing import Commits
from services.registry.configuring import Configuring, check
from services.registry.counter import CounterList
from services.registry.deciding import Desk
from services.registry.lettering import Letters
from services.registry.model import LetterEntry, Matter
from services.registry.previewing import Previewing
from services.registry.reporting import Reports
from services.registry.request_types import RequestTypes, content_of, told, types_in_force
from services.registry.service import Registry
from shared.errors import UnauthorisedError
from shared.versions import Changing, seed
from shared.web import problems
from shared.web.auth import Principal, Role, signed_in
from tests.unit.late import Late
from tests.unit.registry.examples import NOW, PERMIT_PAPERS, TYPES, approved, read, routed_event
from tests.unit.registry.fake_books import FakeBooks, FakeHandedIn, FakePast, FakeSearch, FakeUnits, HandClock
from tests.unit.registry.fake_figures import FakeFigures
from tests.unit.registry.fake_letter_books import FakeLetterBooks
from tests.unit.shared.versions import FakeVersions

DOMAIN = "diwan.example"
ANY = {"If-Match": ", ".join(f'"{version}"' for version in range(1, 20))}
"""Whatever version there is."""


LATE: Mapping[str, Any] = {
    name: Late() for name in ("registry", "letters", "desk", "search", "counter", "reports", "configuring")
}


@cache
def app_of_all_offices() -> FastAPI:
    """The API, which is always the office's that was opened last."""
    app = FastAPI()
    problems.install(app)
    app.include_router(api.routes(LATE["registry"], LATE["desk"]))
    app.include_router(api.request_type_routes(LATE["registry"], LATE["configuring"]))
    app.include_router(api.register_routes(LATE["registry"], LATE["letters"]))
    app.include_router(api.desk_routes(LATE["registry"], LATE["desk"]))
    app.include_router(api.correcting_routes(LATE["registry"], LATE["desk"]))
    app.include_router(api.search_routes(LATE["search"], ZoneInfo("Asia/Muscat")))
    app.include_router(api.counter_routes(LATE["counter"]))
    app.include_router(api.report_routes(LATE["reports"]))
    return app


class Office:
    """The registry's API over fakes, and who stands before it."""

    def __init__(self) -> None:
        self.books = FakeBooks()
        self.clock = HandClock()
        units = FakeUnits("legal-affairs", "labour-permits")
        self.versions = FakeVersions()
        self.in_force = types_in_force(self.versions, mail_domain=DOMAIN)
        configuring = Configuring(
            in_force=self.in_force,
            changing=Changing(
                versions=self.versions,
                in_force=self.in_force,
                clock=self.clock,
                check=check(self.in_force, content_of, DOMAIN),
                telling=told,
            ),
            previewing=Previewing(past=FakePast(self.books)),
            units=units,
            clock=self.clock,
            mail_domain=DOMAIN,
        )
        commits = Commits(books=self.books, clock=self.clock, pace_seconds=0)
        self.registry = Registry(books=self.books, units=units, types=self.types, commits=commits)
        self.letter_books = FakeLetterBooks()
        self.letters = Letters(books=self.letter_books, clock=self.clock)
        self.desk = Desk(books=self.books, units=units, types=self.types, commits=commits)
        self.counter = CounterList(matters=FakeHandedIn(self.books), types=self.types)
        self._person: Principal | None = None
        self.units = units
        self.figures = FakeFigures((), ())
        brought: Mapping[str, object] = {
            "registry": self.registry,
            "letters": self.letters,
            "desk": self.desk,
            "configuring": configuring,
            "search": FakeSearch(self.books),
            "counter": self.counter,
            "reports": Reports(figures=self.figures, units=units, time_zone="Asia/Muscat"),
        }
        for name, late in LATE.items():
            late.brought_by_the_test = brought[name]
        self.app = app_of_all_offices()
        self.app.dependency_overrides[signed_in] = self._signed_in
        self.client = httpx.AsyncClient(
            transport=httpx.ASGITransport(self.app), base_url="http://registry", headers=ANY
        )

    def types(self) -> RequestTypes:
        return self.in_force.current if self.in_force.history.place else TYPES

    async def take_files(self) -> None:
        contents = {one.code: content_of(one) for one in TYPES.values()}
        await seed(contents, versions=self.versions, in_force=self.in_force, clock=self.clock, telling=told)

    def sign_in(
        self,
        *roles: Role,
        units: tuple[str, ...] = (),
        clearance: str = "ordinary",
        acts_for: tuple[Principal, ...] = (),
    ) -> None:
        self._person = Principal(
            person_id="p1",
            name="P",
            roles=frozenset(roles),
            units=frozenset(units),
            clearance=clearance,
            acts_for=acts_for,
        )

    def sign_out(self) -> None:
        self._person = None

    async def _signed_in(self) -> Principal:
        if self._person is None:
            raise UnauthorisedError
        return self._person

    async def registered(self) -> Matter:
        submission = read(*PERMIT_PAPERS)
        await self.registry.submission_read(submission)
        await self.registry.routing_said(routed_event(self.books.matters[submission.submission_id]))
        return self.books.matters[submission.submission_id]

    async def line(self) -> LetterEntry:
        letter = approved()
        await self.letters.approved(letter)
        return (await self.letter_books.of_letters([letter.letter_id]))[letter.letter_id]

    async def waiting(self) -> Matter:
        submission = read(readable=False, received_at=NOW + timedelta(seconds=len(self.books.matters)))
        await self.registry.submission_read(submission)
        return self.books.matters[submission.submission_id]
