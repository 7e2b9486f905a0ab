"""Directory's HTTP edge for people, passwords and delegations: who may do what, and what is shown."""

from collections.abc import AsyncIterator
from functools import cache
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from services.directory import delegations_api, passwords_api, people_api, sessions_api
from services.directory.choosing_passwords import ChoosingPasswords
from services.directory.delegating import Delegating
from services.directory.model import Account, Role
from services.directory.staffing import Staffing
from services.directory.staying_signed_in import StayingSignedIn
from shared.web import problems
from tests.unit.directory.examples import NOW, a_person, a_session, a_unit
from tests.unit.directory.fakes import (
    FakeClock,
    FakeDelegations,
    FakeInvitations,
    FakePasswords,
    FakePeople,
    FakeSessions,
    FakeTokens,
    FakeUnits,
)
from tests.unit.directory.test_directory_api import ROLES, FakeAuthenticator, as_
from tests.unit.late import Late

PEOPLE = "/api/v1/people"
PERSON = f"{PEOPLE}/p-0002"
SEEN = {"If-Match": '"1"'}
NEW = {"login": "new.officer", "name": {"ar": "جديد", "en": "New"}, "roles": ["officer"], "units": ["documents"]}
GOOD = "three grey camels at noon"
WEEK = {"starts_at": "2060-09-02T08:00:00Z", "ends_at": "2060-09-09T08:00:00Z", "reason": "إجازة"}


STAFFING: Any = Late()
CHOOSING: Any = Late()
DELEGATING: Any = Late()
STAYING: Any = Late()


@cache
def app_of_all_tests() -> FastAPI:
    app = FastAPI()
    app.state.authenticator = FakeAuthenticator()
    problems.install(app)
    app.include_router(people_api.routes(STAFFING, CHOOSING))
    app.include_router(people_api.own_routes(STAFFING))
    app.include_router(passwords_api.routes(CHOOSING))
    app.include_router(delegations_api.routes(DELEGATING))
    app.include_router(sessions_api.routes(STAYING))
    return app


@pytest.fixture
def people() -> FakePeople:
    others = [a_person(f"other-{role}", role, roles=(Role(role),)) for role in ROLES if role != "clerk"]
    return FakePeople(*(Account(person=one, password_hash="nepo") for one in (a_person(), *others)))


@pytest.fixture
def sessions() -> FakeSessions:
    return FakeSessions()


@pytest.fixture
async def client(people: FakePeople, sessions: FakeSessions) -> AsyncIterator[httpx.AsyncClient]:
    units, clock = FakeUnits(), FakeClock(NOW)
    await units.add_missing([(a_unit("documents"), [])])
    choosing = ChoosingPasswords(
        people=people,
        invitations=FakeInvitations(),
        passwords=FakePasswords(),
        sessions=sessions,
        clock=clock,
        random_bytes=lambda count: b"\x01" * count,
    )
    delegating = Delegating(delegations=FakeDelegations(), people=people, clock=clock)
    staying = StayingSignedIn(
        sessions=sessions,
        people=people,
        delegating=delegating,
        tokens=FakeTokens(),
        clock=clock,
        random_bytes=lambda count: b"\x01" * count,
    )
    STAFFING.brought_by_the_test = Staffing(people=people, units=units, clock=clock)
    CHOOSING.brought_by_the_test = choosing
    DELEGATING.brought_by_the_test = delegating
    STAYING.brought_by_the_test = staying
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app_of_all_tests()), base_url="http://directory"
    ) as client:
        yield client


@pytest.mark.parametrize("role", ["", *ROLES])
@pytest.mark.parametrize(
    ("method", "path", "body", "allowed"),
    [
        ("POST", PEOPLE, NEW, {"administrator"}),
        ("GET", PERSON, None, {"administrator", "auditor"}),
        ("PATCH", PERSON, {"active": False}, {"administrator"}),
        ("GET", f"{PERSON}/changes", None, {"administrator", "auditor"}),
        ("POST", f"{PERSON}/invitation", None, {"administrator"}),
        ("POST", f"{PERSON}/sessions/end", None, {"administrator"}),
        ("GET", "/api/v1/me/sessions", None, {*ROLES}),
        ("POST", "/api/v1/me/sessions/end", None, {*ROLES}),
        ("GET", "/api/v1/delegations", None, {*ROLES}),
        ("GET", "/api/v1/delegations?person=p-0002", None, {"administrator", "auditor", "clerk"}),
        (
            "POST",
            "/api/v1/delegations",
            {**WEEK, "of": "other-manager", "to": "other-officer"},
            {"administrator", "manager"},
        ),
        ("GET", "/api/v1/delegations/standing", None, {"administrator", "auditor"}),
        ("POST", "/api/v1/me/password", {"current": "open", "password": GOOD}, {*ROLES}),
    ],
)
async def test_each_role_may_do_this_and_no_more(
    client: httpx.AsyncClient, role: str, method: str, path: str, body: dict[str, object] | None, allowed: set[str]
) -> None:
    answer = await client.request(method, path, json=body, headers=as_(role) | SEEN)
    if role in allowed:
        assert answer.is_success, answer.text
    else:
        # Another one's delegations are answered as if there were nobody.
        refused = 404 if path.startswith("/api/v1/delegations") and not path.endswith("standing") else 403
        assert answer.status_code == (refused if role else 401)


async def test_somebody_new_is_invited_and_chooses_a_password(client: httpx.AsyncClient, people: FakePeople) -> None:
    added = (await client.post(PEOPLE, json=NEW, headers=as_("administrator"))).json()
    assert (added["login"], added["clearance"], added["active"], added["version"]) == (
        "new.officer",
        "ordinary",
        True,
        1,
    )
    path = f"{PEOPLE}/{added['person_id']}/invitation"
    invitation = (await client.post(path, headers=as_("administrator"))).json()
    chosen = await client.post("/api/v1/passwords", json={"secret": invitation["secret"], "password": GOOD})
    assert chosen.status_code == 204
    assert people.kept[added["person_id"]].password_hash == GOOD[::-1]
    again = await client.post("/api/v1/passwords", json={"secret": invitation["secret"], "password": GOOD})
    assert (again.status_code, again.json()["code"]) == (410, "invitation-over")


async def test_a_change_is_shown_with_what_was_before_and_undone(client: httpx.AsyncClient) -> None:
    changed = await client.patch(
        PERSON, json={"clearance": "confidential", "reason": "x"}, headers=as_("administrator") | SEEN
    )
    assert (changed.json()["clearance"], changed.json()["version"]) == ("confidential", 2)
    (change,) = (await client.get(f"{PERSON}/changes", headers=as_("auditor"))).json()
    nothing = dict.fromkeys(("name", "roles", "units", "active", "address", "language", "reminders"))
    assert change == {
        "version": 2,
        "at": "2060-09-02T08:00:00Z",
        "by": "other-administrator",
        "patch": {**nothing, "clearance": "confidential"},
        "before": {**nothing, "clearance": "ordinary"},
        "reason": "x",
    }
    headers = as_("administrator") | {"If-Match": changed.headers["etag"]}
    assert (await client.post(f"{PERSON}/changes/2/undo", headers=as_("administrator"))).status_code == 428
    undone = await client.post(f"{PERSON}/changes/2/undo", headers=headers)
    assert (undone.json()["clearance"], undone.json()["version"]) == ("ordinary", 3)


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({**NEW, "login": "clerk"}, 409, "login-taken"),
        ({**NEW, "units": ["none"]}, 422, "unknown-unit"),
        ({**NEW, "login": "No Login"}, 422, "invalid-request"),
        ({**NEW, "roles": []}, 422, "invalid-request"),
        ({**NEW, "roles": ["king"]}, 422, "invalid-request"),
        ({**NEW, "name": {"ar": "a\nb", "en": "x"}}, 422, "invalid-request"),
        ({**NEW, "password": "x"}, 422, "invalid-request"),
    ],
)
async def test_who_makes_no_sense_is_not_added(
    client: httpx.AsyncClient, people: FakePeople, body: dict[str, object], status: int, code: str
) -> None:
    before = dict(people.kept)
    answer = await client.post(PEOPLE, json=body, headers=as_("administrator"))
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert people.kept == before


async def test_an_administrator_does_not_change_the_own_rights(client: httpx.AsyncClient) -> None:
    answer = await client.patch(
        f"{PEOPLE}/other-administrator", json={"roles": ["auditor"]}, headers=as_("administrator") | SEEN
    )
    assert (answer.status_code, answer.json()["code"]) == (403, "own-rights")


async def test_a_password_is_never_repeated_in_an_answer(client: httpx.AsyncClient) -> None:
    for body in ({"secret": "a secret", "password": "password1234"}, {"secret": "a secret", "password": 5}):
        answer = await client.post("/api/v1/passwords", json=body)
        assert answer.status_code == 422
        assert "a secret" not in answer.text
        assert "password1234" not in answer.text
    words = await client.post("/api/v1/passwords", json={"secret": "x", "password": "password1234"})
    assert words.json()["errors"][0]["field"] == "password"
    wrong = await client.post("/api/v1/me/password", json={"current": "hunter", "password": GOOD}, headers=as_("clerk"))
    assert (wrong.status_code, wrong.json()["code"]) == (400, "bad-credentials")
    assert "hunter" not in wrong.text


async def test_a_delegation_is_given_shown_to_both_and_ended(client: httpx.AsyncClient) -> None:
    given = await client.post("/api/v1/delegations", json={**WEEK, "to": "other-officer"}, headers=as_("manager"))
    assert given.status_code == 201
    one = given.json()
    assert (one["of"], one["to"], one["made_by"], one["ended_by"]) == (
        "other-manager",
        "other-officer",
        "other-manager",
        None,
    )
    for role in ("manager", "officer"):
        assert (await client.get("/api/v1/delegations", headers=as_(role))).json() == [one]
    end = f"/api/v1/delegations/{one['delegation_id']}/end"
    assert (await client.post(end, headers=as_("officer") | SEEN)).status_code == 403
    assert (await client.post(end, headers=as_("auditor") | SEEN)).status_code == 404
    assert (await client.post(end, headers=as_("manager") | SEEN)).json()["ended_by"] == "other-manager"


async def test_a_delegation_of_nothing_is_refused(client: httpx.AsyncClient) -> None:
    answer = await client.post("/api/v1/delegations", json={**WEEK, "to": "other-officer"}, headers=as_("clerk"))
    assert (answer.status_code, answer.json()["code"]) == (422, "impossible-delegation")


async def test_one_sees_where_one_is_signed_in_and_nothing_that_goes_on_with_it(
    client: httpx.AsyncClient, sessions: FakeSessions
) -> None:
    clerk = {"Authorization": "Bearer clerk"}
    me = (await client.get("/api/v1/me/sessions", headers=clerk)).json()
    assert me == []
    await sessions.add(a_session(person_id="other-officer"))
    shown = (await client.get("/api/v1/me/sessions", headers={"Authorization": "Bearer officer"})).json()
    assert [set(one) for one in shown] == [{"session_id", "address", "begun_at", "used_at", "over_at"}]
    await client.post("/api/v1/me/sessions/end", headers={"Authorization": "Bearer officer"})
    assert not sessions.kept


async def test_ones_own_address_is_changed_as_it_was_seen(client: httpx.AsyncClient, people: FakePeople) -> None:
    me, body = "/api/v1/me", {"address": " salim@ministry.example ", "reminders": False}
    nobody = await client.patch(me, json=body, headers=SEEN)
    unseen = await client.patch(me, json=body, headers=as_("clerk"))
    old = await client.patch(me, json=body, headers=as_("clerk") | {"If-Match": '"7"'})
    assert [one.status_code for one in (nobody, unseen, old)] == [401, 428, 412]
    done = await client.patch(me, json=body, headers=as_("clerk") | SEEN)
    assert (done.status_code, done.headers["ETag"]) == (200, '"2"')
    reached = {"address": "salim@ministry.example", "language": "ar", "reminders": False, "version": 2}
    assert done.json() == reached
    assert people.history["p-0002"][-1].by == "p-0002"


@pytest.mark.parametrize(
    "body",
    [
        {"address": "no address"},
        {"address": "a@b\r\nBcc: c@d"},
        {"address": "Salim <salim@ministry.example>"},
        {"address": "a@b, c@d"},
        {"language": "fr"},
        {"roles": ["administrator"]},
        {"clearance": "confidential"},
    ],
)
async def test_of_oneself_one_changes_nothing_else_and_says_one_address(
    client: httpx.AsyncClient, body: dict[str, object]
) -> None:
    assert (await client.patch("/api/v1/me", json=body, headers=as_("clerk") | SEEN)).status_code == 422
