"""What the portal asks of directory and routing for administrators, and what it makes of their answers."""

import json
from collections.abc import Callable
from uuid import UUID

import httpx
import pytest

from services.portal.adapters import HttpAccounts, HttpCalendars, HttpDelegations, HttpStaffing, HttpUnits
from services.portal.errors import (
    BadCredentialsError,
    InvitationOverError,
    RefusedError,
    SignInNeededError,
    TooManySignInsError,
    WeakPasswordError,
)
from services.portal.ports import Condition
from shared.errors import TransientError
from tests.unit.portal.staff.house import a_delegation, a_person, a_unit

CONDITION = Condition(key="a key", version="3")
Answer = Callable[[httpx.Request], httpx.Response]


def before(answer: Answer) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.MockTransport(answer), base_url="http://directory")


def problem(status: int, code: str) -> Answer:
    body = {"code": code, "errors": [{"field": "password", "message": "too short"}]}
    return lambda _: httpx.Response(status, json=body)


async def test_lists_that_are_wanted_whole_are_read_page_by_page() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        first = "after" not in request.url.params
        unit = a_unit("a" if first else "b").model_dump(mode="json")
        return httpx.Response(200, json={"units": [unit], "next": "a" if first else None})

    assert [one.unit_id for one in await HttpUnits(before(answer)).all()] == ["a", "b"]


async def test_a_change_says_what_was_seen_and_by_which_key() -> None:
    asked: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(200, json=a_unit().model_dump(mode="json"))

    units = HttpUnits(before(answer))
    await units.change("token", "permits", {"active": False}, CONDITION)
    await units.announce("token", "permits", {"days_off": {}}, CONDITION)
    await units.undo("token", "permits", 2, CONDITION)
    assert [(one.method, one.url.path) for one in asked] == [
        ("PATCH", "/api/v1/units/permits"),
        ("PATCH", "/api/v1/units/permits/calendar"),
        ("POST", "/api/v1/units/permits/changes/2/undo"),
    ]
    for one in asked:
        assert one.headers["if-match"] == '"3"'
        assert one.headers["idempotency-key"] == "a key"
        assert one.headers["authorization"] == "Bearer token"
    assert json.loads(asked[0].content) == {"active": False}


async def test_people_are_looked_for_as_directory_has_it() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        assert dict(request.url.params) == {"q": "فاطمة", "role": "officer", "after": "p-0", "limit": "50"}
        return httpx.Response(200, json={"people": [a_person().model_dump(mode="json")], "next": "p-1"})

    found = await HttpStaffing(before(answer)).page("token", {"q": "فاطمة", "role": "officer"}, "p-0")
    assert (list(found.lines), found.after) == ([a_person()], "p-1")


@pytest.mark.parametrize(
    ("status", "code", "error"),
    [
        (412, "stale-version", RefusedError),
        (409, "unit-in-use", RefusedError),
        (401, "unauthorised", SignInNeededError),
        (503, "store-unavailable", TransientError),
    ],
)
async def test_a_no_is_known_by_its_code(status: int, code: str, error: type[Exception]) -> None:
    with pytest.raises(error) as raised:
        await HttpUnits(before(problem(status, code))).add("token", {}, CONDITION)
    if isinstance(raised.value, RefusedError):
        assert raised.value.because == code


async def test_a_delegation_is_ended_by_its_id() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        assert request.url.path == f"/api/v1/delegations/{UUID(int=1)}/end"
        return httpx.Response(200, json=a_delegation().model_dump(mode="json"))

    assert await HttpDelegations(before(answer)).end("token", UUID(int=1), CONDITION) == a_delegation()


async def test_a_unit_that_routing_does_not_know_has_no_effect() -> None:
    assert await HttpCalendars(before(lambda _: httpx.Response(404))).effect("token", "sanad") is None


@pytest.mark.parametrize(
    ("status", "code", "error"),
    [
        (422, "weak-password", WeakPasswordError),
        (410, "invitation-over", InvitationOverError),
        (429, "too-many-requests", TooManySignInsError),
        (400, "bad-credentials", BadCredentialsError),
        (503, "store-unavailable", TransientError),
    ],
)
async def test_why_a_password_was_not_set_is_told_without_repeating_it(
    status: int, code: str, error: type[Exception]
) -> None:
    accounts = HttpAccounts(before(problem(status, code)))
    with pytest.raises(error) as raised:
        await accounts.accept("a secret", "hunter2", language="ar")
    assert "hunter2" not in repr(raised.value)
    if isinstance(raised.value, WeakPasswordError):
        assert raised.value.words == ("too short",)


async def test_what_is_weak_is_asked_for_in_the_pages_language() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        assert request.headers["accept-language"] == "ar"
        return httpx.Response(204)

    await HttpAccounts(before(answer)).change_password("token", "old", "new", language="ar")


async def test_a_directory_that_is_away_does_not_tell_the_password() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("away", request=request)

    with pytest.raises(TransientError) as raised:
        await HttpAccounts(before(answer)).accept("a secret", "hunter2", language="en")
    assert raised.value.__cause__ is None
