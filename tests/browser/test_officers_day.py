"""An officer's day in a browser: work comes, goes to three units at once, comes back, waits for a citizen, and is done."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.browsing import Visit
from tests.browser.desks import sign_in
from tests.browser.works import UNITS, Colleague, Given, do, give, hire, working_day
from tests.e2e.outside import Outside, wait_for

pytestmark = pytest.mark.stack
Come = Callable[..., Visit]
WORDS = {
    "ar": {
        "find": "الإدارة الإقليمية",
        "question": "ما عنوان موقع العمل؟",
        "answer": "الموقع في السيب.",
        "remark": "صدر",
    },
    "en": {"question": "Where is the site?", "answer": "It is in As Sib.", "remark": "Issued"},
}


def enter(visit: Visit, colleague: Colleague, path: str = "/inbox") -> Page:
    """Sign in as somebody of another unit."""
    page = visit.open(path)
    page.fill("#login", colleague.login)
    page.fill("#password", colleague.password)
    page.locator("main button[type=submit]").click()
    page.wait_for_url(lambda address: "sign-in" not in address)
    return page


def line_of(page: Page, given: Given) -> str:
    """The line of a transaction in a list; empty when it is not there."""
    lines = page.locator(".work-rows tbody tr", has_text=given.number)
    return lines.first.inner_text() if lines.count() else ""


def finish(outside: Outside, colleague: Colleague, given: Given) -> None:
    """Say by the interface that a colleague's branch is done."""
    with colleague.client(outside) as client:
        shown = client.get(f"/api/v1/routes/{given.number}").raise_for_status().json()
        mine = next(one for one in shown["branches"] if one["unit_id"] == colleague.unit and "done" in one["may"])
        do(client, given.number, f"branches/{mine['branch_id']}/done", remark="لا مانع")


def refer_to_all(page: Page) -> None:
    """Refer a transaction to three units at once."""
    page.keyboard.press("e")
    for unit in UNITS:
        page.locator(f"input[name=to][value={unit}]").check()
    page.fill("#instruction", "للدراسة والإفادة")
    page.fill("#due", working_day())
    page.locator("#act-refer button").click()


def return_it(page: Page, given: Given) -> None:
    """Return what came into one's inbox."""
    page.locator(".work-rows a", has_text=given.number).click()
    page.locator("#act-return > summary").click()
    page.fill("#reason", "ليس من اختصاصنا")
    page.locator("#act-return button").click()
    page.wait_for_url("**/inbox**")
    page.locator(".done").wait_for()


def test_a_whole_day(visit: Come, outside: Outside, language: str) -> None:
    given, words = give(outside), WORDS[language]
    people = [hire(outside, unit) for unit in UNITS]
    officer = visit(language=language)
    page = sign_in(officer, outside, "officer", "/inbox")
    assert line_of(page, given)

    # It is accepted, and goes to three units at once.
    page.locator(".work-rows a", has_text=given.number).click()
    page.wait_for_url(f"**/matters/{given.number}*")
    page.keyboard.press("r")
    page.keyboard.press("Enter")
    page.locator(".done").wait_for()
    refer_to_all(page)
    page.locator(".tree ul > li").nth(2).wait_for()
    assert page.locator(".tree ul > li").count() == 3
    assert page.locator(".held-up").count() == 1
    assert page.locator("#act-done").count() == 0

    # One of them returns it: the officer's open page hears of it by itself.
    legal = enter(visit(language=language), people[0])
    return_it(legal, given)
    assert line_of(legal, given) == ""
    page.locator(".branch.is-returned").wait_for()
    assert "ليس من اختصاصنا" in page.inner_text(".branch.is-returned")
    page.locator("p.done[role=status]").last.wait_for()
    follow = officer.open("/follow-up?mine=true")
    assert follow.locator("tr", has_text=given.number).locator(".each").count() == 2

    # The others are done; the citizen is asked, and the clocks stand still.
    for colleague in people[1:]:
        finish(outside, colleague, given)
    page = officer.open(f"/matters/{given.number}")
    page.keyboard.press("q")
    page.keyboard.type(words["question"])
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator(".asked").wait_for()
    assert page.locator(".standing .is-paused").count() == 1
    citizen = visit(language=language)
    wait_for(lambda: words["question"] in citizen.open(f"/track/{given.token}").inner_text("main"))
    answer = citizen.open(f"/track/{given.token}/complete")
    answer.fill("#message", words["answer"])
    answer.locator("main form button[type=submit]").last.click()
    answer.wait_for_url("**/track/*?added=1")

    # The answer comes, the clocks go on, and it is done.
    page.locator(".asked").wait_for(state="detached")
    page.reload()
    assert page.locator(".standing .is-paused").count() == 0
    page.keyboard.press("f")
    page.keyboard.type(words["remark"])
    page.locator("#act-done button").click()
    page.locator(".done").wait_for()
    assert given.number in page.inner_text(".done")
    assert line_of(officer.open("/inbox"), given) == ""
    assert line_of(officer.open("/follow-up"), given) == ""


def test_whoever_is_second_is_told_what_the_first_did_and_keeps_what_was_typed(visit: Come, outside: Outside) -> None:
    given = give(outside)
    path = f"/matters/{given.number}"
    first, second = (sign_in(visit(language="en"), outside, login, path) for login in ("manager", "officer"))
    for page, act in ((first, "note"), (second, "ask")):
        page.locator(f"#act-{act} > summary").click()
    first.locator("#act-refer > summary").click()
    first.locator("input[name=to][value=legal-affairs]").check()
    first.locator("#act-refer button").click()
    first.locator(".done").wait_for()
    second.fill("#question", "Which year is it about?")
    second.locator("#act-ask button").click()
    second.locator("#summary").wait_for()
    told = second.inner_text("#summary")
    assert "Somebody else was faster" in told
    assert "Referred to Legal Affairs Department" in told
    assert "Fatma Al Rawahi" in told
    assert second.input_value("#question") == "Which year is it about?"
    second.locator("#act-ask button").click()
    second.locator(".asked").wait_for()


def test_words_are_kept_when_the_work_is_taken_away_meanwhile(visit: Come, outside: Outside) -> None:
    given, lawyer = give(outside), hire(outside, "legal-affairs")
    with outside.as_("officer") as officer:
        referred = do(officer, given.number, "referrals", to=[{"unit_id": "legal-affairs"}])
        page = enter(visit(language="en"), lawyer, f"/matters/{given.number}")
        page.locator("#act-done > summary").click()
        page.fill("#remark", "A long opinion.")
        do(officer, given.number, f"branches/{referred['branch_ids'][0]}/recall")
    page.locator("#act-done button").click()
    page.locator("#summary").wait_for()
    assert "not with you any more" in page.inner_text("#summary")
    assert "A long opinion." in page.inner_text("#summary")


def test_without_javascript_everything_can_be_done(visit: Come, outside: Outside) -> None:
    given = give(outside)
    here = visit(language="ar", javascript=False)
    page = sign_in(here, outside, "officer", f"/matters/{given.number}")
    page.locator("#act-refer > summary").click()
    page.locator("input[name=to][value=documents]").check()
    page.locator("input[name=purpose][value=information]").check()
    page.locator("#act-refer button").click()
    page.locator(".done").wait_for()
    assert page.locator(".tree ul .tag-information").count() == 1
    page.locator("#act-note > summary").click()
    page.fill("#text", "ملاحظة")
    page.locator("#act-note button").click()
    page.locator(".done").wait_for()
    assert "ملاحظة" in page.inner_text(".notes")
    page.locator("#act-recall > summary").click()
    page.locator("#act-recall button").click()
    page.locator(".branch.is-recalled").wait_for()
    page.locator("#act-done > summary").click()
    page.locator("#act-done button").click()
    page.locator(".done").wait_for()
    assert line_of(here.open("/inbox"), given) == ""


def test_a_manager_sees_who_in_the_unit_holds_what(visit: Come, outside: Outside) -> None:
    given = give(outside)
    with outside.as_("officer") as officer:
        root = officer.get(f"/api/v1/routes/{given.number}").json()["branches"][0]["branch_id"]
        do(officer, given.number, f"branches/{root}/accept")
    page = sign_in(visit(language="en"), outside, "manager", "/inbox")
    assert "Accepted: Ahmed Al Balushi" in line_of(page, given)


def test_an_auditor_reads_and_a_clerk_opens_it_too(visit: Come, outside: Outside) -> None:
    given = give(outside)
    page = sign_in(visit(language="en"), outside, "auditor", f"/matters/{given.number}")
    page.locator(".tree").wait_for()
    assert page.locator("main form").count() == 0
    page = sign_in(visit(language="en"), outside, "clerk", f"/matters/{given.number}")
    page.locator("#act-assign > summary").click()
    page.select_option("#unit", "legal-affairs")
    page.fill("#assign-reason", "It is about a contract.")
    page.locator("#act-assign button").click()
    page.locator(".done").wait_for()
    assert "Legal Affairs Department" in page.inner_text(".standing")


def test_units_are_found_by_typing_however_they_are_spelt(visit: Come, outside: Outside) -> None:
    page = sign_in(visit(language="ar"), outside, "officer", f"/matters/{give(outside).number}")
    page.keyboard.press("e")
    for typed in ("الشوون القانونيه", "LEGAL aff"):
        page.fill("#find", typed)
        shown = page.locator(".choices > li:visible")
        assert shown.count() == 1
        assert shown.locator("input").first.get_attribute("value") == "legal-affairs"
    page.locator(".choices > li:visible input").first.check()
    assert "دائرة الشؤون القانونية" in page.inner_text("[data-chosen]")


def test_two_transactions_are_linked_seen_from_both_and_parted(visit: Come, outside: Outside, language: str) -> None:
    one, other = give(outside), give(outside)
    page = sign_in(visit(language=language), outside, "officer", f"/matters/{one.number}")
    page.locator("#act-link > summary").click()
    page.fill("#linked", "IN-1999-000001-1")
    page.locator("#act-link button").click()
    # What is not there, or not one's own, is told beside the number, which is still there.
    page.locator("#linked[aria-invalid=true]").wait_for()
    assert page.input_value("#linked") == "IN-1999-000001-1"
    page.fill("#linked", other.number.lower())
    page.fill("#link-note", "تكملة <للأولى>")
    page.locator("#act-link button").click()
    page.locator(".done").wait_for()
    page.locator(".related a", has_text=other.number).click()
    page.wait_for_url(f"**/matters/{other.number}*")
    related = page.locator(".related li", has_text=one.number)
    assert "تكملة <للأولى>" in related.inner_text()
    related.locator("summary").click()
    related.locator("textarea").fill("خطأ")
    related.locator("button").click()
    page.locator(".done").wait_for()
    assert page.locator(".related li").count() == 0
