"""Administrators' pages: units and people are added, changed and undone, and nobody overwrites anybody."""

import pytest

from tests.unit.portal.browser import Page
from tests.unit.portal.staff.house import SECRET, House, a_person, a_unit
from tests.unit.portal.staff.window import Window

UNIT, PERSON = "/en/administration/units/permits", "/en/administration/people/p-1"
PAGES = (
    "/administration",
    "/administration/units",
    "/administration/new-unit",
    "/administration/units/permits",
    "/administration/units/permits/calendar",
    "/administration/people",
    "/administration/new-person",
    "/administration/people/p-1",
    "/administration/delegations",
)
NEW_UNIT = (
    ("unit-id", "archives"),
    ("kind", "department"),
    ("name-ar", "المحفوظات"),
    ("name-en", "Archives"),
    ("telephone", "+968 24  000 777"),
    ("parent-id", "permits"),
    ("time-zone", "Asia/Muscat"),
    ("holiday-country", ""),
    ("weekend", "5"),
    ("weekend", "6"),
    ("reason", "a new task"),
)


@pytest.fixture
async def administrator(window: Window) -> Window:
    answer = await window.sign_in("administrator")
    assert answer.headers["location"] == "/en/administration"
    return window


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", ["", "/en"])
async def test_every_page_is_there_for_administrators_in_both_languages_with_help(
    administrator: Window, page: str, language: str
) -> None:
    shown = await administrator.read(language + page)
    assert shown.all("details", **{"class": "help"})
    assert "<permits>" not in shown.html


@pytest.mark.parametrize("page", PAGES)
async def test_nobody_else_sees_them(window: Window, page: str) -> None:
    assert (await window.open(page)).headers["location"].startswith("/sign-in")
    await window.sign_in("officer")
    assert (await window.open(page)).status_code == 403


async def test_units_are_found_with_what_leads_to_them(administrator: Window, house: House) -> None:
    house.units.shelf.add(a_unit("labour", name={"ar": "العمل", "en": "Labour"}))
    found = await administrator.read("/en/administration/units?q=permit")
    assert [one["href"] for one in found.all("a") if "/units/" in one["href"]] == [
        "/en/administration/units/ministry",
        UNIT,
    ]
    assert "Nothing fits" in (await administrator.read("/en/administration/units?q=zzz")).text


async def test_a_unit_is_added_below_another(administrator: Window, house: House) -> None:
    form = await administrator.open("/en/administration/new-unit?below=permits")
    answer = await administrator.send(form, "/en/administration/new-unit", *NEW_UNIT)
    assert answer.headers["location"].startswith("/en/administration/units/archives?done=added")
    ((_, body, condition),) = house.units.shelf.done
    assert body == {
        "unit_id": "archives",
        "kind": "department",
        "name": {"ar": "المحفوظات", "en": "Archives"},
        "telephone": "+968 24 000 777",
        "parent_id": "permits",
        "time_zone": "Asia/Muscat",
        "weekend": [5, 6],
        "holiday_country": "",
        "reason": "a new task",
    }
    assert condition.key
    assert "Added." in (await administrator.read(answer.headers["location"])).text
    assert "Added." not in (await administrator.read("/en/administration/units/archives?done=added&word=0")).text


async def test_what_is_missing_or_wrong_is_said_by_control_and_nothing_typed_is_lost(
    administrator: Window, house: House
) -> None:
    form = await administrator.open("/en/administration/new-unit")
    typed = (*NEW_UNIT, ("telephone", "24000"), ("name-en", ""))
    wrong = [one for one in typed if one not in (NEW_UNIT[3], NEW_UNIT[4])]
    page = Page(await administrator.send(form, "/en/administration/new-unit", *wrong))
    assert (page.status, house.units.shelf.done) == (422, [])
    assert {one["href"] for one in page.all("a") if one["href"].startswith("#")} >= {"#telephone", "#name-en"}
    assert page.values["name-ar"] == "المحفوظات"
    assert "archives" in page.values["unit-id"]


async def test_a_unit_is_changed_by_what_differs_and_the_history_says_so(administrator: Window, house: House) -> None:
    form = await administrator.open(UNIT)
    answer = await administrator.send(
        form, UNIT, ("telephone", "+968 24 000 999"), ("reason", "new line"), ("parent-id", "ministry")
    )
    assert answer.status_code == 303
    ((_, body, condition),) = house.units.shelf.done
    assert (body, condition.version) == ({"telephone": "+968 24 000 999", "reason": "new line"}, "1")
    page = await administrator.read(UNIT)
    assert "new line" in page.text
    assert "+968 24 000 310" in page.text
    undone = await administrator.send(await administrator.open(UNIT), f"{UNIT}/undo/2")
    assert "done=undone" in undone.headers["location"]
    assert house.units.shelf.done[-1][2].version == "2"


async def test_saving_what_is_so_already_says_so(administrator: Window, house: House) -> None:
    form = await administrator.open(UNIT)
    answer = await administrator.send(form, UNIT, ("parent-id", "ministry"))
    assert "done=unchanged" in answer.headers["location"]
    assert [body for _, body, _ in house.units.shelf.done] == [{"reason": ""}]


async def test_who_was_slower_keeps_what_was_typed_and_sees_the_newer_version(
    administrator: Window, house: House
) -> None:
    form = await administrator.open(UNIT)
    house.units.shelf.add(a_unit("permits", parent_id="ministry", version=7))
    answer = await administrator.send(form, UNIT, ("telephone", "+968 24 000 999"), ("parent-id", "ministry"))
    page = Page(answer)
    assert page.status == 409
    assert "Somebody else changed this" in page.text
    assert page.values["telephone"] == "+968 24 000 999"
    again = await administrator.send(answer, UNIT, ("parent-id", "ministry"))
    assert again.status_code == 303
    assert house.units.shelf.done[-1][2].version == "7"


@pytest.mark.parametrize("code", ["unit-in-use", "impossible-parent"])
async def test_a_refusal_is_told_in_words(administrator: Window, house: House, code: str) -> None:
    house.units.shelf.refuse = code
    page = Page(await administrator.send(await administrator.open(UNIT), f"{UNIT}/active"))
    assert page.status == 422
    assert "Nothing was changed" in page.text


async def test_a_person_is_added_invited_and_the_link_is_shown_once(administrator: Window, house: House) -> None:
    form = await administrator.open("/en/administration/new-person")
    typed = (("login", "new.one"), ("name-ar", "جديد"), ("name-en", "New"), ("roles", "officer"), ("units", "permits"))
    answer = await administrator.send(form, "/en/administration/new-person", *typed, ("clearance", "ordinary"))
    assert answer.headers["location"].startswith("/en/administration/people/p-new?")
    ((_, body, _),) = house.staffing.shelf.done
    assert (body["roles"], body["units"], body["login"]) == (["officer"], ["permits"], "new.one")
    page = await administrator.open("/en/administration/people/p-new")
    invited = await administrator.send(page, "/en/administration/people/p-new/invitation")
    assert f"https://diwan.example/invitation/{SECRET}" in Page(invited).text
    assert SECRET not in str(invited.headers)
    assert SECRET not in (await administrator.read("/en/administration/people/p-new")).html


async def test_a_person_without_a_role_or_a_unit_is_not_added(administrator: Window, house: House) -> None:
    form = await administrator.open("/en/administration/new-person")
    page = Page(await administrator.send(form, "/en/administration/new-person", ("login", "No"), ("units", "")))
    assert (page.status, house.staffing.shelf.done) == (422, [])
    assert {"#login", "#roles", "#units"} <= {one["href"] for one in page.all("a")}


async def test_clearance_is_changed_and_nothing_else(administrator: Window, house: House) -> None:
    form = await administrator.open(PERSON)
    answer = await administrator.send(form, PERSON, ("clearance", "confidential"), ("reason", "new task"))
    assert answer.status_code == 303
    ((_, body, _),) = house.staffing.shelf.done
    assert body == {"clearance": "confidential", "reason": "new task"}
    assert "Confidential matters, too" in (await administrator.read(PERSON)).text


async def test_nobody_is_offered_a_change_of_the_own_rights(administrator: Window, house: House) -> None:
    own = "/en/administration/people/person-administrator"
    page = await administrator.read(own)
    assert not page.all("input", name="roles")
    assert "Nobody changes what they themselves may do." in page.text
    await administrator.send(await administrator.open(own), own, ("name-en", "Another"), ("roles", "clerk"))
    ((_, body, _),) = house.staffing.shelf.done
    assert set(body) == {"name", "reason"}


async def test_people_are_looked_for_and_paged(administrator: Window, house: House) -> None:
    house.staffing.shelf.add(a_person("p-7", active=False, clearance="confidential"))
    page = await administrator.read("/en/administration/people?q=fatima&role=officer&active=true")
    assert house.staffing.wanted == [{"q": "fatima", "role": "officer", "active": "true"}]
    assert any("after=p-9" in one["href"] for one in page.all("a"))
    assert "May not sign in" in page.text
