"""Directory's HTTP edge: who may do what, and what is shown."""

from collections.abc import AsyncIterator
from datetime import timedelta
from functools import cache
from typing import Any, get_args

import httpx
import pytest
from fastapi import FastAPI

from services.directory import api, units_api
from services.directory.model import Account
from services.directory.service import Directory
from shared.errors import UnauthorisedError
from shared.web import problems
from shared.web.auth import Principal, Role
from tests.unit.directory.examples import NOW, a_person, a_record, a_unit
from tests.unit.directory.fakes import FakeClock, FakePeople, FakeSignIns, FakeUnits
from tests.unit.late import Late

ROLES: tuple[str, ...] = get_args(Role)
CALENDAR = {"days_off": {"2060-09-05": "عيد"}}
UNIT = "/api/v1/units/labour-permits"
SEEN = {"If-Match": '"1"'}
NEW = {
    "unit_id": "archives",
    "kind": "department",
    "name": {"ar": "المحفوظات", "en": "Archives"},
    "telephone": "+968 24 000 777",
    "parent_id": "labour-permits",
    "time_zone": "Asia/Muscat",
    "weekend": [5, 6],
    "holiday_country": "OM",
    "reason": "x",
}


class FakeAuthenticator:
    """Tokens are role names."""

    async def principal(self, token: str) -> Principal:
        if token not in ROLES:
            raise UnauthorisedError
        person_id = "p-0002" if token == "clerk" else f"other-{token}"
        return Principal(person_id=person_id, name="اسم", roles=frozenset({token}), units=frozenset({"documents"}))


DIRECTORY: Any = Late()


@cache
def app_of_all_tests() -> FastAPI:
    app = FastAPI()
    app.state.authenticator = FakeAuthenticator()
    problems.install(app)
    app.include_router(units_api.routes(DIRECTORY))
    app.include_router(api.routes(DIRECTORY))
    return app


@pytest.fixture
def units() -> FakeUnits:
    return FakeUnits()


@pytest.fixture
async def client(units: FakeUnits) -> AsyncIterator[httpx.AsyncClient]:
    await units.add_missing([(a_unit(), []), (a_unit("a-first"), []), (a_unit("z-last"), [])])
    sign_ins = FakeSignIns()
    for number in range(3):
        await sign_ins.record(a_record(number, NOW + timedelta(seconds=number)))
    people = FakePeople(
        Account(person=a_person(), password_hash="secret-hash"),
        Account(person=a_person("p-0003", "officer"), password_hash=None),
    )
    DIRECTORY.brought_by_the_test = Directory(units=units, people=people, sign_ins=sign_ins, clock=FakeClock(NOW))
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app_of_all_tests()), base_url="http://directory"
    ) as client:
        yield client


def as_(role: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {role}"} if role else {}


@pytest.mark.parametrize("role", ["", *ROLES])
@pytest.mark.parametrize(
    ("method", "path", "body", "allowed"),
    [
        ("GET", "/api/v1/units", None, {"", *ROLES}),
        ("GET", UNIT, None, {"", *ROLES}),
        ("PATCH", UNIT, {"telephone": "+968 24 000 999"}, {"administrator"}),
        ("PATCH", f"{UNIT}/calendar", CALENDAR, {"administrator"}),
        ("POST", f"{UNIT}/changes/1/undo", None, {"administrator"}),
        ("GET", f"{UNIT}/calendar/2060", None, {"", *ROLES}),
        ("GET", "/api/v1/colleagues", None, {"clerk", "officer", "manager", "auditor"}),
        ("GET", f"{UNIT}/changes", None, {"administrator", "auditor"}),
        ("GET", "/api/v1/people", None, {"administrator", "clerk", "auditor"}),
        ("GET", "/api/v1/me", None, {*ROLES}),
        ("GET", "/api/v1/sign-ins", None, {"administrator", "auditor"}),
    ],
)
async def test_each_role_may_do_this_and_no_more(
    client: httpx.AsyncClient, role: str, method: str, path: str, body: dict[str, object] | None, allowed: set[str]
) -> None:
    answer = await client.request(method, path, json=body, headers=as_(role) | SEEN)
    refused = 403 if role else 401
    # There is nothing to undo.
    done = 404 if path.endswith("undo") else 200
    assert answer.status_code == (done if role in allowed else refused)


async def test_a_refused_change_changes_nothing(client: httpx.AsyncClient, units: FakeUnits) -> None:
    await client.patch(f"{UNIT}/calendar", json=CALENDAR, headers=as_("manager") | SEEN)
    assert units.kept["labour-permits"] == a_unit()


async def test_a_unit_is_shown_with_telephone_and_calendar(client: httpx.AsyncClient) -> None:
    assert (await client.get(UNIT)).json() == {
        "unit_id": "labour-permits",
        "kind": "department",
        "name": {"ar": "دائرة تصاريح العمل", "en": "Labour Permits Department"},
        "telephone": "+968 24 000 310",
        "parent_id": "dg-labour",
        "documents_department": False,
        "receives": True,
        "time_zone": "Asia/Muscat",
        "weekend": [5, 6],
        "holiday_country": "OM",
        "days_off": {},
        "days_on": {},
        "active": True,
        "version": 1,
    }
    assert (await client.get("/api/v1/units/none")).status_code == 404


async def test_lists_come_page_by_page(client: httpx.AsyncClient) -> None:
    first = (await client.get("/api/v1/units?limit=2")).json()
    assert ([unit["unit_id"] for unit in first["units"]], first["next"]) == (
        ["a-first", "labour-permits"],
        "labour-permits",
    )
    second = (await client.get("/api/v1/units", params={"limit": 2, "after": first["next"]})).json()
    assert ([unit["unit_id"] for unit in second["units"]], second["next"]) == (["z-last"], None)


@pytest.mark.parametrize("path", ["units", "people", "sign-ins", "units/labour-permits/changes"])
@pytest.mark.parametrize("limit", [0, 201, "x"])
async def test_no_page_is_longer_than_200(client: httpx.AsyncClient, path: str, limit: object) -> None:
    answer = await client.get(f"/api/v1/{path}?limit={limit}", headers=as_("administrator"))
    assert answer.status_code == 422


async def test_people_are_shown_without_their_passwords(client: httpx.AsyncClient) -> None:
    answer = await client.get("/api/v1/people?limit=1", headers=as_("clerk"))
    assert "hash" not in answer.text
    assert answer.json()["next"] == "p-0002"
    assert answer.json()["people"] == [
        {
            "person_id": "p-0002",
            "login": "clerk",
            "name": {"ar": "سالم بن ناصر الحارثي", "en": "Salim Al Harthi"},
            "roles": ["clerk"],
            "units": ["documents"],
            "clearance": "ordinary",
            "active": True,
            "address": "",
            "language": "ar",
            "reminders": True,
            "version": 1,
        }
    ]


async def test_colleagues_are_shown_by_name_and_unit_and_nothing_else(client: httpx.AsyncClient) -> None:
    answer = await client.get("/api/v1/colleagues?limit=1", headers=as_("officer"))
    assert answer.json()["next"] == "p-0002"
    (one,) = answer.json()["colleagues"]
    assert one.keys() == {"person_id", "name", "roles", "units", "active"}


async def test_a_day_off_is_announced_and_taken_back(client: httpx.AsyncClient, units: FakeUnits) -> None:
    announced = await client.patch(f"{UNIT}/calendar", json=CALENDAR, headers=as_("administrator") | SEEN)
    assert (announced.json()["days_off"], announced.json()["version"]) == ({"2060-09-05": "عيد"}, 2)
    assert announced.headers["etag"] == '"2"'
    seen = {"If-Match": announced.headers["etag"]}
    taken_back = {"days_off": {"2060-09-05": None}}
    back = await client.patch(f"{UNIT}/calendar", json=taken_back, headers=as_("administrator") | seen)
    assert (back.json()["days_off"], back.json()["version"]) == ({}, 3)
    assert len(units.events) == 2
    changes = (await client.get(f"{UNIT}/changes", headers=as_("auditor"))).json()
    assert [(one["version"], one["by"]) for one in changes] == [(3, "other-administrator"), (2, "other-administrator")]
    nothing = dict.fromkeys(("name", "telephone", "parent_id", "time_zone", "weekend", "holiday_country", "active"))
    assert changes[1]["patch"] == {**nothing, "days_off": {"2060-09-05": "عيد"}, "days_on": {}}
    assert changes[1]["before"] == {**nothing, "days_off": {"2060-09-05": None}, "days_on": {"2060-09-05": None}}


async def test_a_change_of_what_is_no_more_is_refused(client: httpx.AsyncClient) -> None:
    for seen, status in (({}, 428), ({"If-Match": '"7"'}, 412), ({"If-Match": "*"}, 428)):
        answer = await client.patch(f"{UNIT}/calendar", json=CALENDAR, headers=as_("administrator") | seen)
        assert answer.status_code == status


async def test_a_unit_is_added_and_given_up_and_that_is_undone(client: httpx.AsyncClient) -> None:
    headers = as_("administrator") | {"Idempotency-Key": "k"}
    for _ in range(2):
        added = await client.post("/api/v1/units", json=NEW, headers=headers)
        assert (added.status_code, added.json()["version"], added.headers["etag"]) == (201, 1, '"1"')
    taken = await client.post("/api/v1/units", json=NEW, headers=as_("administrator"))
    assert (taken.status_code, taken.json()["code"]) == (409, "unit-taken")
    path = "/api/v1/units/archives"
    closed = await client.patch(path, json={"active": False, "reason": "merged"}, headers=as_("administrator") | SEEN)
    assert closed.json()["active"] is False
    (change, first) = (await client.get(f"{path}/changes", headers=as_("auditor"))).json()
    assert (change["reason"], first["reason"], first["before"]) == ("merged", "x", None)
    headers = as_("administrator") | {"If-Match": '"2"'}
    assert (await client.post(f"{path}/changes/2/undo", headers=headers)).json()["active"] is True


async def test_a_year_has_its_holidays_and_what_was_announced(client: httpx.AsyncClient) -> None:
    await client.patch(f"{UNIT}/calendar", json=CALENDAR, headers=as_("administrator") | SEEN)
    days = {one["day"]: one for one in (await client.get(f"{UNIT}/calendar/2060")).json()}
    assert days["2060-09-05"] == {"day": "2060-09-05", "kind": "announced-off", "why": {"ar": "عيد", "en": "عيد"}}
    assert days["2060-11-20"]["kind"] == "public-holiday"
    assert days["2060-11-20"]["why"]["ar"] != days["2060-11-20"]["why"]["en"]


async def test_people_are_looked_for(client: httpx.AsyncClient) -> None:
    for query, found in (
        ("q=حارثي", 2),
        ("q=nobody", 0),
        ("unit=documents", 2),
        ("role=manager", 0),
        ("active=false", 0),
    ):
        answer = await client.get(f"/api/v1/people?{query}", headers=as_("administrator"))
        assert len(answer.json()["people"]) == found, query


async def test_a_unit_that_is_not_there_is_not_changed(client: httpx.AsyncClient) -> None:
    path = "/api/v1/units/none/calendar"
    answer = await client.patch(path, json=CALENDAR, headers=as_("administrator") | SEEN)
    assert answer.status_code == 404


@pytest.mark.parametrize(
    ("path", "body"),
    [
        (UNIT, {"telephone": "24000310"}),
        (UNIT, {"telephone": "+968 24\r\nBcc: x"}),
        (UNIT, {"name": {"ar": "دائرة", "en": " "}}),
        (UNIT, {"name": {"ar": "دائرة", "en": "a\r\nBcc: x"}}),
        (UNIT, {"name": {"ar": "د" * 201, "en": "Department"}}),
        (UNIT, {"kind": "ministry"}),
        (UNIT, {"time_zone": "Mars/North"}),
        (UNIT, {"weekend": [1, 2, 3, 4, 5, 6, 7]}),
        (UNIT, {"holiday_country": "XX"}),
        (UNIT, {"parent_id": "none"}),
        (f"{UNIT}/calendar", {"days_off": {"2060-13-01": "x"}}),
        (f"{UNIT}/calendar", {"days_off": {"2060-09-05": " "}}),
        (f"{UNIT}/calendar", {"days_off": {"2060-09-05": "a\nb"}}),
        (f"{UNIT}/calendar", {"days_off": {"2060-09-05": "x" * 201}}),
        (f"{UNIT}/calendar", {"days_off": {"2060-09-05": "x"}, "days_on": {"2060-09-05": "y"}}),
        (f"{UNIT}/calendar", {"holidays": {}}),
    ],
)
async def test_a_change_that_makes_no_sense_is_refused(
    client: httpx.AsyncClient, units: FakeUnits, path: str, body: dict[str, object]
) -> None:
    answer = await client.patch(path, json=body, headers=as_("administrator") | SEEN)
    assert answer.status_code == 422
    assert units.kept["labour-permits"] == a_unit()


async def test_who_asks_sees_what_the_token_allows(client: httpx.AsyncClient) -> None:
    assert (await client.get("/api/v1/me", headers=as_("clerk"))).json() == {
        "person_id": "p-0002",
        "login": "clerk",
        "name": {"ar": "سالم بن ناصر الحارثي", "en": "Salim Al Harthi"},
        "roles": ["clerk"],
        "units": ["documents"],
        "clearance": "ordinary",
        "acts_for": [],
        "reached": {"address": "", "language": "ar", "reminders": True, "version": 1},
    }


async def test_who_came_by_another_issuer_is_shown_as_the_token_says(client: httpx.AsyncClient) -> None:
    assert (await client.get("/api/v1/me", headers=as_("manager"))).json() == {
        "person_id": "other-manager",
        "login": None,
        "name": {"ar": "اسم", "en": "اسم"},
        "roles": ["manager"],
        "units": ["documents"],
        "clearance": "ordinary",
        "acts_for": [],
        "reached": None,
    }


async def test_sign_ins_are_shown_newest_first(client: httpx.AsyncClient) -> None:
    first = (await client.get("/api/v1/sign-ins?limit=2", headers=as_("auditor"))).json()
    assert [one["at"] for one in first["sign_ins"]] == ["2060-09-02T08:00:02Z", "2060-09-02T08:00:01Z"]
    rest = await client.get("/api/v1/sign-ins", params={"after": first["next"]}, headers=as_("auditor"))
    assert rest.json() == {
        "sign_ins": [
            {
                "sign_in_id": "00000000-0000-0000-0000-000000000000",
                "at": "2060-09-02T08:00:00Z",
                "outcome": "failed",
                "person_id": "p-0002",
                "address": "192.0.2.7",
            }
        ],
        "next": None,
    }


@pytest.mark.parametrize("after", ["x", "2060-09-02T08:00:00Z_x", "2060-09-02T08:00:00_" + "0" * 32, "_"])
async def test_a_place_that_is_none_is_refused(client: httpx.AsyncClient, after: str) -> None:
    answer = await client.get("/api/v1/sign-ins", params={"after": after}, headers=as_("auditor"))
    assert answer.status_code == 422
