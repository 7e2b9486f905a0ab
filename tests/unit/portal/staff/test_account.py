"""Everybody's own account: password, sessions, delegations; and the way in by invitation."""

import pytest

from services.portal.model.administration import Reached
from tests.unit.portal.browser import Page
from tests.unit.portal.staff.fakes import PASSWORD, FakeSessions
from tests.unit.portal.staff.house import GOOD, SECRET, House, a_delegation
from tests.unit.portal.staff.window import Window

ACCOUNT, OWN = "/en/account", "/en/account/delegations"
ALL = "/en/administration/delegations"
WEEK = (("from", "2026-12-01"), ("until", "2026-12-07"), ("reason", "leave"))


@pytest.fixture
async def manager(window: Window) -> Window:
    await window.sign_in("manager")
    return window


async def test_a_password_is_changed_and_every_other_session_ends(
    manager: Window, house: House, sessions: FakeSessions
) -> None:
    kept = dict(sessions.kept)
    sessions.kept["elsewhere"] = next(iter(kept.values()))
    form = await manager.open(ACCOUNT)
    assert "End all others" in Page(form).text
    answer = await manager.send(form, f"{ACCOUNT}/password", ("current", PASSWORD), ("password", GOOD))
    assert answer.status_code == 303
    assert (house.accounts.chosen, sessions.kept) == ([GOOD], kept)


@pytest.mark.parametrize(
    ("current", "password", "words"),
    [("wrong", GOOD, "not your current password"), (PASSWORD, "weak", "weak in en"), ("", "", "Please fill in")],
)
async def test_a_password_that_cannot_be_is_said_and_never_repeated(
    manager: Window, house: House, current: str, password: str, words: str
) -> None:
    page = Page(
        await manager.send(
            await manager.open(ACCOUNT), f"{ACCOUNT}/password", ("current", current), ("password", password)
        )
    )
    assert (page.status, house.accounts.chosen) == (422, [])
    assert words in page.text or "required" in page.text.lower() or "fill" in page.text.lower()
    assert f'value="{GOOD}"' not in page.html
    assert PASSWORD not in page.html


async def test_everybody_says_where_reminders_go_and_whether_they_do(manager: Window, house: House) -> None:
    path = f"{ACCOUNT}/reminders"
    wrong = await manager.send(await manager.open(ACCOUNT), path, ("address", "no address"), ("language", "en"))
    assert (wrong.status_code, house.accounts.reached) == (422, Reached(version=3))
    assert "one e-mail address" in Page(wrong).text
    typed = (("address", "fatma@ministry.example"), ("language", "en"))
    answer = await manager.send(await manager.open(ACCOUNT), path, *typed)
    assert answer.status_code == 303
    reached = {"address": "fatma@ministry.example", "language": "en", "version": 4}
    assert house.accounts.reached == Reached(**reached, reminders=True)
    page = await manager.open(ACCOUNT)
    off = await manager.send(page, path, ("reminders", ""), ("language", "en"))
    assert (off.status_code, house.accounts.reached) == (303, Reached(**{**reached, "version": 5}, reminders=False))
    # Somebody else was faster, or it was another window: nothing is overwritten.
    again = await manager.send(page, path, *typed)
    assert again.status_code == 409


async def test_whom_only_another_issuer_knows_is_asked_for_no_address(manager: Window, house: House) -> None:
    house.accounts.reached = None
    assert not (await manager.read(ACCOUNT)).all("input", name="address")


async def test_other_sessions_are_ended_from_here(manager: Window, sessions: FakeSessions) -> None:
    sessions.kept["elsewhere"] = next(iter(sessions.kept.values()))
    await manager.send(await manager.open(ACCOUNT), f"{ACCOUNT}/sessions/end")
    assert list(sessions.kept) == ["session-1"]


async def test_a_manager_delegates_whole_days(manager: Window, house: House) -> None:
    page = await manager.open(OWN)
    assert '"gone"' not in page.text
    answer = await manager.send(page, OWN, ("to", "p-2"), *WEEK)
    assert "done=delegated" in answer.headers["location"]
    ((_, body, _),) = house.delegations.done
    assert body == {
        "to": "p-2",
        "starts_at": "2026-12-01T00:00:00+04:00",
        "ends_at": "2026-12-08T00:00:00+04:00",
        "reason": "leave",
    }


async def test_one_does_not_delegate_for_somebody_else(manager: Window, house: House) -> None:
    await manager.send(await manager.open(OWN), OWN, ("of", "p-1"), ("to", "p-2"), *WEEK)
    ((_, body, _),) = house.delegations.done
    assert "of" not in body


@pytest.mark.parametrize(
    "typed",
    [
        (("to", ""), *WEEK),
        (("to", "p-2"), *WEEK[:1], ("until", "2026-11-01"), WEEK[2]),
        (("to", "p-2"), ("from", "x"), *WEEK[1:]),
    ],
)
async def test_what_makes_no_sense_is_said(manager: Window, house: House, typed: tuple[tuple[str, str], ...]) -> None:
    answer = await manager.send(await manager.open(OWN), OWN, *typed)
    assert (answer.status_code, house.delegations.done) == (422, [])


async def test_only_who_gave_it_is_offered_to_end_it(manager: Window, house: House) -> None:
    mine, others = a_delegation(1, of="person-manager"), a_delegation(2)
    house.delegations.kept = [mine, others]
    page = await manager.open(OWN)
    await manager.send(page, f"{OWN}/{mine.delegation_id}/end")
    ((what, which, condition),) = house.delegations.done
    assert (what, which, condition.version) == ("end", mine.delegation_id, "1")
    assert f"{OWN}/{others.delegation_id}/end" not in page.text
    assert "leave <b>" in Page(page).text


async def test_who_has_nothing_to_delegate_is_told_so(window: Window) -> None:
    await window.sign_in("clerk")
    assert "Officers and managers" in (await window.read(OWN)).text
    seal = Page(await window.open(OWN)).values["seal"]
    assert (await window.client.post(OWN, data={"seal": seal, "to": "p-2"})).status_code == 403


async def test_an_administrator_delegates_for_somebody_who_is_away(window: Window, house: House) -> None:
    await window.sign_in("administrator")
    answer = await window.send(await window.open(ALL), ALL, ("of", "p-1"), ("to", "p-2"), *WEEK)
    assert "done=delegated" in answer.headers["location"]
    assert house.delegations.done[0][1]["of"] == "p-1"
    house.delegations.kept, house.delegations.refuse = [a_delegation()], "stale-version"
    ended = await window.send(await window.open(ALL), f"{ALL}/{a_delegation().delegation_id}/end")
    assert ended.status_code == 409


@pytest.mark.parametrize("language", ["", "/en"])
async def test_who_was_invited_chooses_a_password_once_without_a_session(
    window: Window, house: House, language: str
) -> None:
    here = f"{language}/invitation/{SECRET}"
    page = await window.open(here)
    assert page.headers["referrer-policy"] == "no-referrer"
    weak = await window.send(page, here, ("password", "weak"))
    assert weak.status_code == 422
    assert f"weak in {'en' if language else 'ar'}" in Page(weak).text
    chosen = await window.send(weak, here, ("password", GOOD))
    assert (chosen.status_code, house.accounts.chosen) == (200, [GOOD])
    assert SECRET not in chosen.text
    assert (await window.send(page, here, ("password", GOOD))).status_code == 410


async def test_an_invitation_needs_a_form_of_ours_and_a_password(window: Window, house: House) -> None:
    here = f"/en/invitation/{SECRET}"
    assert (await window.client.post(here, data={"password": GOOD})).status_code == 403
    assert (await window.send(await window.open(here), here, ("password", ""))).status_code == 422
    assert (await window.open("/en/invitation/not-a-secret")).status_code in (404, 422)
    assert house.accounts.chosen == []
