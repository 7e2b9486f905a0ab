"""Templates that administrators see, try and change, over HTTP."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from services.routing.known_units import UnitWatch
from services.routing.letters.chains import Chains
from services.routing.letters.templating import TemplatesInForce, templates_kept_in
from services.routing.letters.wiring import House, Kept, letters
from services.routing.service import Routing
from shared.language import Text
from shared.versions import seed
from shared.web import problems
from tests.unit.routing.examples import NUMBER, registered
from tests.unit.routing.fakes import FakeRoutes, TickingClock, Tokens
from tests.unit.routing.letters.fakes import FakeLetters, FakePrinter, FakeVault
from tests.unit.shared.versions import FakeVersions

TEMPLATE: dict[str, Any] = {
    "code": "approval",
    "title": {"ar": "الموافقة", "en": "Approval"},
    "kinds": ["answer"],
    "ar": {"subject": "بشأن {subject}", "body": "رقم {number} إلى {requester}"},
    "en": {"subject": "About {subject}", "body": "Number {number}, {telephone}"},
}
OTHER = {**TEMPLATE, "en": {"subject": "Concerning {subject}", "body": "x"}}
PATH = "/api/v1/letter-templates/approval"
ADMINISTRATOR, CLERK, OFFICER = "administrator@ministry", "administrator,clerk@documents", "officer@permits"


@pytest.fixture
async def in_force(versions: FakeVersions, clock: TickingClock) -> TemplatesInForce:
    in_force = templates_kept_in(versions)
    await seed({"approval": TEMPLATE}, versions=versions, in_force=in_force, clock=clock)
    return in_force


@pytest.fixture
def versions() -> FakeVersions:
    return FakeVersions()


@pytest.fixture
def printer() -> FakePrinter:
    return FakePrinter()


@pytest.fixture
async def office(
    versions: FakeVersions,
    in_force: TemplatesInForce,
    routes: FakeRoutes,
    watch: UnitWatch,
    clock: TickingClock,
    routing: Routing,
    printer: FakePrinter,
) -> AsyncIterator[httpx.AsyncClient]:
    await routing.transaction_registered(registered())
    routers, _ = letters(
        Kept(letters=FakeLetters(), routes=routes, units=watch, blobs=FakeVault(), printer=printer, clock=clock),
        House(
            organisation=Text(ar="وزارة", en="Ministry"),
            public_url="https://diwan.example",
            chains=Chains(),
            templates=in_force,
            versions=versions,
        ),
    )
    app = FastAPI()
    app.state.authenticator = Tokens()
    problems.install(app)
    for router in routers:
        app.include_router(router)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://routing") as client:
        yield client


def as_(who: str, version: int | None = None) -> dict[str, str]:
    seen = {} if version is None else {"If-Match": f'"{version}"'}
    return {"Authorization": f"Bearer {who}", "Accept-Language": "en", **seen}


async def put(office: httpx.AsyncClient, content: Any, version: int | None, path: str = PATH) -> httpx.Response:
    return await office.put(path, json={"content": content, "why": "قرار"}, headers=as_(ADMINISTRATOR, version))


async def test_a_template_is_changed_and_letters_begin_with_it_from_then_on(office: httpx.AsyncClient) -> None:
    body = {"unit_id": "permits", "number": NUMBER}
    before = (await office.post(f"{PATH}/preview", json=body, headers=as_(OFFICER))).json()
    assert (await put(office, OTHER, 1)).status_code == 200
    after = (await office.post(f"{PATH}/preview", json=body, headers=as_(OFFICER))).json()
    assert (before["version"], before["en"]["subject"]) == (1, "About طلب")
    assert (after["version"], after["en"]["subject"]) == (2, "Concerning طلب")
    assert (await put(office, TEMPLATE, 1)).status_code == 412


async def test_a_letter_remembers_the_version_it_was_begun_from(office: httpx.AsyncClient) -> None:
    content = {"ar": {"subject": "س", "body": "ص"}, "by": "paper", "recipient": {"name": "فاطمة"}}
    body = {"kind": "answer", "number": NUMBER, "content": content, "begun_from": {"code": "approval", "version": 1}}
    done = (await office.post("/api/v1/letters", json=body, headers=as_(OFFICER))).json()
    shown = (await office.get(f"/api/v1/letters/{done['letter_id']}", headers=as_(OFFICER))).json()
    assert shown["begun_from"] == {"code": "approval", "version": 1}


async def test_a_new_template_comes_about_and_one_is_not_offered_any_more(office: httpx.AsyncClient) -> None:
    path = "/api/v1/letter-templates/thanks"
    assert (await put(office, {**TEMPLATE, "code": "thanks"}, None, path)).status_code == 200
    assert (await put(office, {**TEMPLATE, "active": False}, 1)).status_code == 200
    told = (await office.get("/api/v1/letter-templates", headers=as_(ADMINISTRATOR))).json()
    assert [(one["code"], one["version"], one["active"]) for one in told["templates"]] == [
        ("approval", 2, False),
        ("thanks", 1, True),
    ]
    assert "received_on" in told["fields"]
    body = {"unit_id": "permits", "number": NUMBER}
    assert (await office.post(f"{PATH}/preview", json=body, headers=as_(OFFICER))).status_code == 404


async def test_everything_wrong_is_named_at_once(office: httpx.AsyncClient) -> None:
    wrong = {**TEMPLATE, "kinds": [], "ar": {"subject": "{nobody}", "body": ""}, "en": {"subject": "x", "body": "{"}}
    answer = await put(office, wrong, 1)
    told = {one["field"]: one["message"] for one in answer.json()["errors"]}
    assert (answer.status_code, sorted(told)) == (422, ["ar.body", "ar.subject", "en.body", "kinds"])
    assert "received_on" in told["ar.subject"]
    another = await put(office, {**TEMPLATE, "code": "other"}, 1)
    assert another.json()["errors"][0]["message"] == "The code is that of another template."


async def test_an_older_version_comes_back(office: httpx.AsyncClient) -> None:
    await put(office, OTHER, 1)
    answer = await office.post(f"{PATH}/versions/1/restore", json={"why": "x"}, headers=as_(ADMINISTRATOR, 2))
    assert (answer.json()["number"], answer.json()["restores"], answer.json()["content"]) == (3, 1, TEMPLATE)
    listed = (await office.get(f"{PATH}/versions", headers=as_("auditor@ministry"))).json()
    assert [one["number"] for one in listed] == [3, 2, 1]
    assert (await office.get(f"{PATH}/versions/2", headers=as_(ADMINISTRATOR))).json()["content"] == OTHER
    for missing in (f"{PATH}/versions/9", "/api/v1/letter-templates/none", "/api/v1/letter-templates/none/versions"):
        assert (await office.get(missing, headers=as_(ADMINISTRATOR))).status_code == 404


async def test_a_draft_is_printed_as_if_there_were_a_transaction(
    office: httpx.AsyncClient, printer: FakePrinter
) -> None:
    answer = await office.post(f"{PATH}/print", json={"content": OTHER}, headers=as_(ADMINISTRATOR))
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
    (sheet,) = printer.printed
    assert (sheet.number, sheet.code, [part.language for part in sheet.parts]) == (None, "", ["ar", "en"])
    assert "{" not in "".join(line for part in sheet.parts for block in part.body for line in block.lines)
    assert (await office.get(PATH, headers=as_(ADMINISTRATOR))).json()["content"] == TEMPLATE


async def test_a_draft_is_printed_for_a_transaction_of_those_who_may_see_it(
    office: httpx.AsyncClient, printer: FakePrinter
) -> None:
    body = {"content": TEMPLATE, "number": NUMBER}
    assert (await office.post(f"{PATH}/print", json=body, headers=as_(ADMINISTRATOR))).status_code == 404
    assert (await office.post(f"{PATH}/print", json=body, headers=as_(CLERK))).status_code == 200
    (sheet,) = printer.printed
    assert (sheet.parts[0].subject, sheet.code) == ("بشأن طلب", "")
    nowhere = await office.post(f"{PATH}/print", json={**body, "unit_id": "nowhere"}, headers=as_(CLERK))
    assert nowhere.status_code == 404


@pytest.mark.parametrize("who", ["clerk@documents", OFFICER, "manager@permits", "auditor@ministry"])
async def test_only_administrators_change_or_print_templates(office: httpx.AsyncClient, who: str) -> None:
    changed = await office.put(PATH, json={"content": OTHER, "why": "x"}, headers=as_(who, 1))
    printed = await office.post(f"{PATH}/print", json={"content": OTHER}, headers=as_(who))
    assert (changed.status_code, printed.status_code) == (403, 403)
