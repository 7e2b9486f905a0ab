"""An administrator's day in a browser: a unit, somebody new, a clearance, a late holiday, and who acts for whom."""

import datetime as dt
import uuid
from collections.abc import Callable

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.browser.administration import administrators_pages, sign_in_as
from tests.browser.browsing import Visit
from tests.browser.desks import sign_in
from tests.browser.for_everybody import found, found_in_either_scheme, narrow, wider_than_the_window
from tests.e2e.outside import Outside, pdf, wait_for

pytestmark = pytest.mark.stack
Come = Callable[..., Visit]

GOOD = "three grey camels at noon"
PERMITS = "labour-permits"
PATIENCE = 60_000
OFFICER = "p-0003"


def save(page: Page) -> None:
    """Send the first form of the page."""
    page.locator("form.sheet").first.locator("button[type=submit]").click()


def test_a_unit_and_somebody_new_come_about_and_the_new_one_signs_in(
    visit: Come, outside: Outside, language: str
) -> None:
    code, login = f"unit-{uuid.uuid4().hex[:8]}", f"new.{uuid.uuid4().hex[:8]}"
    here = visit(language=language)
    page = sign_in(here, outside, "admin", "/administration/new-unit?below=dg-labour")
    page.fill("#unit-id", code)
    page.fill("#name-ar", "قسم الأرشيف")
    page.fill("#name-en", "Archive Section")
    page.fill("#telephone", "+968 24 000 777")
    save(page)
    page.wait_for_url(lambda address: code in address)
    expect(page.locator(".done")).to_be_visible()

    here.open(f"/administration/new-person?unit={code}")
    page.fill("#login", login)
    page.fill("#name-ar", "نورة الجديدة")
    page.fill("#name-en", "Noura the New")
    page.check("input[name=roles][value=officer]")
    assert page.is_checked(f"input[name=units][value={code}]")
    save(page)
    page.wait_for_url(lambda address: "/people/p-" in address)
    person = page.url.partition("?")[0]

    page.locator("summary", has_text="دعوة" if language == "ar" else "Invite").click()
    page.locator("form[action$='/invitation'] button").click()
    link = page.locator("#invitation").inner_text()
    guest = visit(language=language)
    invited = guest.open(f"/invitation/{link.rpartition('/')[2]}")
    invited.fill("#password", "password1234")
    invited.locator("main button").click()
    invited.locator("#summary").wait_for()
    assert found(guest) == []
    invited.fill("#password", GOOD)
    invited.locator("main button").click()
    invited.locator("a.button[href$='/sign-in']").wait_for()
    own = sign_in_as(guest, login, GOOD, "/account")
    name = "قسم الأرشيف" if language == "ar" else "Archive Section"
    expect(own.locator("main")).to_contain_text(name)

    page.goto(person)
    page.select_option("#clearance", "confidential")
    page.fill("#reason", "مهمة جديدة")
    save(page)
    expect(page.locator(".changes > li").first).to_contain_text("مهمة جديدة")
    expect(page.locator("#clearance")).to_have_value("confidential")
    page.locator(".changes form button").first.click()
    expect(page.locator("#clearance")).to_have_value("ordinary")
    assert found(here) == []

    page.goto(here.path(f"/administration/people?q={login}"))
    expect(page.locator(".rows tbody tr")).to_have_count(1)


def test_two_administrators_at_the_same_unit_do_not_overwrite_each_other(visit: Come, outside: Outside) -> None:
    path = "/administration/units/dg-commerce"
    first, second = visit(language="en"), visit(language="en")
    slower = sign_in(first, outside, "admin", path)
    faster = sign_in(second, outside, "admin", path)
    faster.fill("#telephone", "+968 24 000 401")
    save(faster)
    faster.locator(".done").wait_for()
    slower.fill("#name-en", "Directorate General of Commerce and Crafts")
    save(slower)
    expect(slower.locator("#summary")).to_contain_text("Somebody else changed this")
    expect(slower.locator("#name-en")).to_have_value("Directorate General of Commerce and Crafts")
    expect(slower.locator(".changes > li").first).to_contain_text("+968 24 000 401")
    slower.fill("#telephone", "+968 24 000 401")
    save(slower)
    expect(slower.locator("h1")).to_have_text("Directorate General of Commerce and Crafts")


def transaction(outside: Outside, clerk: httpx.Client) -> str:
    """Hand something in that is registered at once and routed to the unit of permits; gives its number."""
    names = ("passport.pdf", "employment contract.pdf", "commercial registration.pdf")
    fields = '{"civil_number": "12345678", "commercial_registration": "1234567", "occupation": "carpenter"}'
    answer = outside.http.post(
        "/api/v1/submissions",
        data={
            "request_type": "work-permit",
            "subject": f"Permit {uuid.uuid4().hex[:6]}",
            "sender_name": "سالم",
            "fields": fields,
        },
        files=[("files", (name, pdf(), "application/pdf")) for name in names],
    ).raise_for_status()
    path = f"/api/v1/desk/{answer.json()['submission_id']}"

    def numbered() -> str | None:
        matter = clerk.get(path)
        return matter.json()["number"] if matter.is_success else None

    number: str = wait_for(numbered)
    wait_for(lambda: clerk.get(f"/api/v1/routes/{number}").is_success)
    return number


def test_a_holiday_that_is_announced_late_says_what_it_will_do_and_moves_what_runs(
    visit: Come, outside: Outside
) -> None:
    with outside.as_("clerk") as clerk:
        number = transaction(outside, clerk)
        route = f"/api/v1/routes/{number}"
        told = clerk.get(route).json()
        before, unit = told["due_on"], told["unit_id"]
        here = visit(language="en")
        page = sign_in(here, outside, "admin", f"/administration/units/{unit}/calendar?year={before[:4]}")
        page.fill("#first", before)
        page.fill("#reason", "National celebration")
        save(page)
        expect(page.locator(".decide-now")).to_contain_text("The running due dates of")
        page.locator(".decide-now button").click()
        expect(page.locator(".done")).to_be_visible()
        wait_for(lambda: clerk.get(route).json()["due_on"] > before)
        step = next(one for one in reversed(clerk.get(route).json()["history"]) if one["kind"] == "rescheduled")
    assert (step["old_due_on"], step["because"]) == (before, f"{before} National celebration")
    assert step["new_due_on"] > before
    page.reload()
    row = page.locator("section[aria-labelledby=moved] tr", has_text=number)
    expect(row).to_contain_text("National celebration")
    page.locator(".days li", has_text="National celebration").locator("button").click()
    page.locator(".decide-now button").click()
    expect(page.locator(".days li", has_text="National celebration")).to_have_count(0)


def test_a_manager_lets_somebody_act_and_ends_it(visit: Come, outside: Outside, language: str) -> None:
    here = visit(language=language)
    page = sign_in(here, outside, "manager", "/account/delegations")
    page.select_option("#to", OFFICER)
    today = dt.datetime.now(tz=dt.UTC).date()
    page.fill("#from", today.isoformat())
    page.fill("#until", (today + dt.timedelta(days=6)).isoformat())
    page.fill("#reason", "إجازة سنوية")
    save(page)
    expect(page.locator(".done")).to_be_visible()
    with outside.as_("officer") as officer:
        acts_for = officer.get("/api/v1/me").json()["acts_for"]
    assert len(acts_for) == 1
    assert found(here) == []
    page.locator(".rows form button").first.click()
    expect(page.locator(".rows form")).to_have_count(0)


def test_axe_finds_nothing_on_any_page_in_either_scheme(visit: Come, outside: Outside, language: str) -> None:
    here = visit(language=language)
    sign_in(here, outside, "admin", "/administration")
    assert found_in_either_scheme(here, administrators_pages(OFFICER)) == {}


@narrow
def test_nothing_has_to_be_scrolled_sideways(visit: Come, outside: Outside, language: str, width: int) -> None:
    here = visit(language=language, size=(width, 740))
    sign_in(here, outside, "admin", "/administration")
    assert wider_than_the_window(here, administrators_pages(OFFICER)) == []


def test_without_scripts_and_by_keyboard_alone_a_telephone_is_changed(visit: Come, outside: Outside) -> None:
    here = visit(language="en", javascript=False)
    page = sign_in(here, outside, "admin", "/administration/units?q=inspection")
    page.keyboard.press("Tab")
    for _ in range(60):
        if page.locator(".bough a[href$='/labour-inspection']:focus").count():
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: "labour-inspection" in address)
    page.focus("#telephone")
    page.keyboard.press("Control+A")
    page.keyboard.type("+968 24 000 333")
    page.keyboard.press("Enter")
    page.locator(".done").wait_for()
    expect(page.locator("#telephone")).to_have_value("+968 24 000 333")
