"""Search, acting for somebody, and what a clerk puts right, by pages."""

from dataclasses import replace

import pytest

from services.portal.model.found import Found
from services.portal.model.session import ActedFor, Session
from shared.language import Text
from tests.unit.portal.staff.clerks_fakes import NUMBER, Office, an_id, matter
from tests.unit.portal.staff.fakes import NOW, FakeSessions, MovedClock, person
from tests.unit.portal.staff.window import Window

ONE = f"/en/desk/{an_id(1)}"


@pytest.fixture
async def clerk(window: Window) -> Window:
    await window.sign_in("clerk")
    return window


def found(place: int, **changes: object) -> Found:
    told = {"submission_id": an_id(place), "state": "registered", "channel": "mail", "received_at": NOW}
    return Found.model_validate(told | {"number": NUMBER, "subject": "Permit <b>", "requester_name": "سالم"} | changes)


def test_a_delegated_role_opens_its_pages_until_it_is_over() -> None:
    away = ActedFor(person_id="p", name=Text(ar="أ", en="A"), roles=frozenset({"manager"}), until=NOW)
    agent = person("agent").model_copy(update={"acts_for": (away,)})
    assert agent.has("manager")
    assert agent.has("agent")
    assert not agent.has("clerk")
    assert not agent.at(NOW).has("manager")


async def test_everybody_is_led_to_the_page_where_he_looks_at_it(window: Window, office: Office) -> None:
    office.found = [found(1), found(2, number=None, confidential=True)]
    for role, link in (("clerk", f"/en/desk/{an_id(1)}"), ("officer", f"/en/matters/{NUMBER}")):
        window.client.cookies.clear()
        await window.sign_in(role)
        page = await window.open("/en/search?q=permit&type=work-permit&since=2026-11-01")
        assert page.status_code == 200
        assert f'href="{link}"' in page.text
        assert "Confidential" in page.text
        assert "<b>" not in page.text.split("<main", 1)[1]
    assert office.searched[-1] == {"q": "permit", "request_type": "work-permit", "since": "2026-11-01"}


async def test_nothing_is_asked_before_something_is_typed(clerk: Window, office: Office) -> None:
    assert "Nothing was found" not in (await clerk.read("/en/search")).text
    assert office.searched == []
    assert "Nothing was found" in (await clerk.read("/en/search?q=x")).text


@pytest.mark.parametrize(("code", "words"), [("search-too-wide", "Say more closely"), ("invalid-request", "")])
async def test_what_cannot_be_looked_for_is_said(clerk: Window, office: Office, code: str, words: str) -> None:
    office.refuse = code
    answer = await clerk.open("/en/search?q=x")
    assert answer.status_code == 422
    assert words in answer.text


async def test_only_staff_who_see_matters_search(window: Window) -> None:
    for role, status in (("agent", 403), ("administrator", 403), ("auditor", 200), ("manager", 200)):
        window.client.cookies.clear()
        await window.sign_in(role)
        assert (await window.open("/en/search")).status_code == status


async def test_the_header_says_for_whom_one_acts_and_until_when(
    window: Window, sessions: FakeSessions, clock: MovedClock
) -> None:
    await window.sign_in("agent")
    away = ActedFor(
        person_id="p",
        name=Text(ar="فاطمة", en="Fatma"),
        roles=frozenset({"manager"}),
        until=NOW.replace(hour=6, minute=25),
    )
    for key, one in list(sessions.kept.items()):
        sessions.kept[key] = _acting(one, away)
    assert "You are acting for Fatma until" in (await window.read("/en/account")).text
    assert "أنت تنوب عن فاطمة" in (await window.read("/account")).text
    assert (await window.open("/en/search")).status_code == 200
    clock.pass_(minutes=25)
    assert "acting for" not in (await window.read("/en/account")).text
    assert (await window.open("/en/search")).status_code == 403


def _acting(session: Session, away: ActedFor) -> Session:
    return replace(session, person=session.person.model_copy(update={"acts_for": (away,)}))


async def test_a_clerk_makes_a_matter_confidential_and_changes_its_type(clerk: Window, office: Office) -> None:
    office.add(matter(1, state="registered", number=NUMBER, version=3))
    seen = await clerk.open(ONE)
    for action, typed, body in (
        ("classify", ("classify-reason", "تحقيق"), {"confidential": True, "reason": "تحقيق"}),
        ("retype", ("retype-reason", "تجديد"), {"request_type": "other", "reason": "تجديد"}),
    ):
        answer = await clerk.send(seen, f"{ONE}/{action}", typed, ("retype-type", "other"))
        assert answer.status_code == 303
        assert office.done[-1][:2] == (action, body)
    without = await clerk.send(seen, f"{ONE}/classify", ("classify-reason", ""))
    assert without.status_code == 422


async def test_on_whose_behalf_something_was_done_is_in_the_timeline(clerk: Window, office: Office) -> None:
    step = {"at": NOW, "what": "decided", "who": "person-clerk", "on_behalf_of": "person-away"}
    office.add(matter(1, confidential_because="clerk", history=[step]))
    page = (await clerk.read(ONE)).text
    assert "on behalf of person-away" in page
    assert "Make ordinary again" in page
