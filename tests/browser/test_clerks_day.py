"""A clerk's day in a browser: signing in, clearing the desk by keyboard alone, and whoever was faster."""

from collections.abc import Callable

import pytest

from tests.browser.browsing import Visit
from tests.browser.desks import Desks, hand_in, sign_in, wait_until
from tests.e2e.outside import Outside

pytestmark = pytest.mark.stack
Come = Callable[..., Visit]
TWENTY = 20


@pytest.fixture(scope="module")
def desks(outside: Outside) -> Desks:
    """One matter of every kind."""
    return Desks.of(outside)


def elsewhere(here: str) -> Callable[[str], bool]:
    """Whether an address is of another page."""
    return lambda address: address.partition("?")[0] != here.partition("?")[0]


def test_a_wrong_password_is_said_and_a_right_one_leads_to_the_page_that_was_asked_for(
    visit: Come, outside: Outside, language: str
) -> None:
    clerk = visit(language=language)
    page = clerk.open("/desk?kind=incomplete")
    page.fill("#login", "clerk")
    page.fill("#password", "wrong")
    page.locator("main button[type=submit]").click()
    page.locator("#summary").wait_for()
    assert page.input_value("#login") == "clerk"
    page.fill("#password", outside.stack.accounts["clerk"])
    page.locator("main button[type=submit]").click()
    page.locator(".kinds").wait_for()
    assert page.url.endswith(clerk.path("/desk?kind=incomplete"))


def test_the_browser_never_has_the_token_and_signing_out_ends_the_session(
    visit: Come, outside: Outside, language: str
) -> None:
    clerk = visit(language=language)
    page = sign_in(clerk, outside)
    (cookie,) = [one for one in clerk.context.cookies() if "session" in one["name"]]
    assert cookie["httpOnly"]
    assert len(cookie["value"]) == 43
    assert page.evaluate("document.cookie") == ""
    page.locator(".masthead form button").click()
    page.locator("a.button[href$='/sign-in']").wait_for()
    clerk.context.add_cookies([{"name": cookie["name"], "value": cookie["value"], "url": outside.stack.settings.url}])
    clerk.open("/desk")
    assert "sign-in" in page.url


def test_an_officer_has_no_desk(visit: Come, outside: Outside) -> None:
    officer = visit(language="en")
    page = sign_in(officer, outside, "officer")
    assert "Your role does not include this action." in page.inner_text("main")


def test_a_clerk_clears_a_desk_of_twenty_by_keyboard_alone(visit: Come, outside: Outside, desks: Desks) -> None:
    mine = [hand_in(outside, subject=f"Matter {number}") for number in range(TWENTY)]
    for submission in mine:
        wait_until(outside, submission, "undecided")
    clerk = visit(language="en")
    page = sign_in(clerk, outside)
    waiting = int(page.inner_text(".kinds a[aria-current] .count"))
    assert waiting >= TWENTY
    page.keyboard.press("n")
    opened = []
    for number in range(waiting):
        page.locator(".decide-now").first.wait_for()
        here = page.url
        opened.append(here.partition("/desk/")[2].partition("?")[0])
        if number == 1:
            page.keyboard.press("t")
            page.keyboard.type("Please send better scans.")
            page.keyboard.press("Tab")
        elif number == 2:
            page.keyboard.press("x")
            page.keyboard.type("Not ours.")
            page.keyboard.press("Tab")
        else:
            page.keyboard.press("r")
        page.keyboard.press("Enter")
        page.wait_for_url(elsewhere(here))
        page.locator(".done").wait_for()
    page.locator(".empty").wait_for()
    with outside.as_("clerk") as client:
        states = {one: client.get(f"/api/v1/desk/{one}").json()["state"] for one in opened}
    # Whatever else waited on the desk was among them.
    assert {*mine, desks.undecided, desks.broken} <= states.keys()
    assert list(states.values()) == ["registered", "incomplete", "rejected", *["registered"] * (waiting - 3)]


def test_whoever_is_second_at_the_same_matter_is_told_how_it_stands(visit: Come, outside: Outside) -> None:
    submission = hand_in(outside)
    wait_until(outside, submission, "undecided")
    pages = [sign_in(visit(language="en"), outside, path=f"/desk/{submission}?kind=undecided") for _ in range(2)]
    for page in pages:
        page.locator(".decide-now form.one > button[type=submit]").first.click()
    pages[0].locator(".done").wait_for()
    pages[1].locator("#summary").wait_for()
    assert "Somebody else has decided this meanwhile" in pages[1].inner_text("#summary")
    assert "Registered" in pages[1].inner_text(".standing")
    assert pages[1].locator("form[action$='/register']").count() == 0


def test_without_javascript_everything_can_be_decided(visit: Come, outside: Outside) -> None:
    submission = hand_in(outside)
    wait_until(outside, submission, "undecided")
    page = sign_in(visit(language="ar", javascript=False), outside, path=f"/desk/{submission}?kind=undecided")
    page.locator("#return > summary").click()
    page.locator("input[name=missing]").first.check()
    page.fill("#remark", "الصورة غير واضحة.")
    page.locator("#return form[method=post] button").click()
    page.locator(".done").wait_for()
    wait_until(outside, submission, "incomplete")
    page.goto(f"/desk/{submission}?kind=incomplete")
    page.locator(".decide-now form.one > button[type=submit]").first.click()
    page.locator(".done").wait_for()
    wait_until(outside, submission, "registered")
    page.goto(f"/desk/{submission}/label")
    assert page.locator("svg.barcode").get_attribute("aria-label") == page.inner_text(".label-number").strip()


def test_a_doubtful_unit_is_decided(visit: Come, outside: Outside, desks: Desks) -> None:
    page = sign_in(visit(language="en"), outside, path="/desk?kind=doubtful")
    page.goto(f"/en/desk/{desks.doubtful}?kind=doubtful")
    page.select_option("#unit", "labour-permits")
    page.fill("#reason", "It is about a permit.")
    page.locator(".decide-now button[type=submit]").first.click()
    page.locator(".done").wait_for()
    assert "The unit is decided." in page.inner_text(".done")


def test_shortcuts_can_be_turned_off_and_leave_fields_alone(visit: Come, outside: Outside) -> None:
    submission = hand_in(outside)
    wait_until(outside, submission, "undecided")
    page = sign_in(visit(language="en"), outside, path=f"/desk/{submission}?kind=undecided")
    page.keyboard.press("x")
    page.keyboard.type("next step: return and reject")
    assert page.input_value("#reason") == "next step: return and reject"
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    page.uncheck("[data-keys-turn]")
    page.keyboard.press("Escape")
    page.keyboard.press("d")
    page.reload()
    page.keyboard.press("d")
    assert submission in page.url
