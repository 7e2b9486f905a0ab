"""Signing in and out by pages: a cookie and nothing else reaches the browser."""

import pytest

from tests.unit.portal.browser import Page
from tests.unit.portal.staff.contract import SessionsContract
from tests.unit.portal.staff.fakes import FakeSessions, FakeSignIns, MovedClock
from tests.unit.portal.staff.window import Window


class TestSessionsInMemory(SessionsContract):
    """The fake keeps the contract."""


async def test_signing_in_leads_to_the_roles_start_page(window: Window, sessions: FakeSessions) -> None:
    answer = await window.sign_in("officer")
    assert (answer.status_code, answer.headers["location"]) == (303, "/en/inbox")
    assert [session.token for session in sessions.kept.values()] == ["token of officer"]
    assert "Salim bin Ali" in (await window.read("/en/account")).text
    assert "سالم بن علي" in (await window.read("/account")).text


async def test_the_cookie_is_for_our_pages_alone_and_the_token_is_not_in_it(window: Window) -> None:
    answer = await window.sign_in()
    (cookie,) = [value for value in answer.headers.get_list("set-cookie") if "session" in value]
    name, _, attributes = cookie.partition(";")
    assert name == "__Host-diwan-session=session-1"
    assert {one.strip().lower() for one in attributes.split(";")} == {"httponly", "secure", "samesite=lax", "path=/"}
    assert "token of" not in str(answer.headers) + answer.text


async def test_whoever_asks_for_a_page_gets_there_after_signing_in(window: Window) -> None:
    answer = await window.open("/en/account?kind=incomplete")
    assert answer.headers["location"] == "/en/sign-in?to=%2Fen%2Faccount%3Fkind%3Dincomplete"
    answer = await window.sign_in(at=answer.headers["location"])
    assert answer.headers["location"] == "/en/account?kind=incomplete"


@pytest.mark.parametrize("to", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"])
async def test_nobody_is_sent_elsewhere_by_signing_in(window: Window, to: str) -> None:
    page = await window.open("/en/sign-in")
    answer = await window.send(page, "/en/sign-in", ("login", "officer"), ("password", "correct horse"), ("to", to))
    assert answer.headers["location"] == "/en/inbox"


async def test_a_wrong_password_is_said_and_begins_nothing(window: Window, sessions: FakeSessions) -> None:
    answer = await window.sign_in(password="wrong")
    page = Page(answer)
    assert (page.status, sessions.kept) == (422, {})
    assert "The user name or the password is not correct." in page.text
    assert page.values["login"] == "clerk"
    assert "wrong" not in page.html


async def test_too_many_attempts_are_told_how_long_to_wait(window: Window, sign_ins: FakeSignIns) -> None:
    sign_ins.wait = 61
    answer = await window.sign_in()
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "61")
    assert "in 2 minutes" in Page(answer).text


async def test_an_absent_directory_is_said(window: Window, sign_ins: FakeSignIns) -> None:
    sign_ins.away = True
    answer = await window.sign_in()
    assert answer.status_code == 503
    assert "temporarily unavailable" in Page(answer).text


async def test_an_absent_store_of_sessions_is_said_and_asks_for_no_password(
    window: Window, sessions: FakeSessions
) -> None:
    await window.sign_in("officer")
    sessions.away = True
    answer = await window.open("/en/account")
    assert answer.status_code == 503
    assert "password" not in answer.text


async def test_a_form_for_signing_in_from_elsewhere_is_not_taken(window: Window, sessions: FakeSessions) -> None:
    page = await window.open("/en/sign-in")
    window.client.cookies.clear()
    answer = await window.send(page, "/en/sign-in", ("login", "clerk"), ("password", "correct horse"))
    assert (answer.status_code, sessions.kept) == (403, {})


async def test_signing_in_again_ends_the_session_before(window: Window, sessions: FakeSessions) -> None:
    page = await window.open("/en/sign-in")
    await window.sign_in()
    await window.send(page, "/en/sign-in", ("login", "officer"), ("password", "correct horse"))
    assert list(sessions.kept) == ["session-2"]


async def test_signing_out_ends_the_session_here_and_there(window: Window, sessions: FakeSessions) -> None:
    await window.sign_in("officer")
    stolen = window.client.cookies["__Host-diwan-session"]
    answer = await window.send(await window.open("/en/account"), "/en/sign-out")
    assert (answer.status_code, sessions.kept) == (200, {})
    assert "__Host-diwan-session" not in window.client.cookies
    window.client.cookies.set("__Host-diwan-session", stolen)
    assert (await window.open("/en/account")).status_code == 303


async def test_nobody_is_signed_out_from_elsewhere(window: Window, sessions: FakeSessions) -> None:
    await window.sign_in()
    for seal in ({}, {"seal": "0" * 64}):
        assert (await window.client.post("/en/sign-out", data=seal)).status_code == 403
    assert len(sessions.kept) == 1


@pytest.mark.parametrize(("steps", "status"), [((29, 29), 200), ((31,), 303), ((29, 29, 3), 303)])
async def test_a_session_ends_unused_and_with_its_token(
    window: Window, clock: MovedClock, steps: tuple[int, ...], status: int
) -> None:
    await window.sign_in("officer")
    for minutes in steps:
        clock.pass_(minutes=minutes)
        last = await window.open("/en/account")
    assert last.status_code == status


async def test_whoever_is_signed_in_is_not_asked_again(window: Window) -> None:
    await window.sign_in("officer")
    assert (await window.open("/sign-in")).headers["location"] == "/inbox"


async def test_the_address_of_whoever_signs_in_is_passed_on(window: Window, sign_ins: FakeSignIns) -> None:
    await window.sign_in()
    assert sign_ins.addresses == ["127.0.0.1"]
