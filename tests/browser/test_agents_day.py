"""A service-office agent's day in a browser: somebody comes with too little, comes back, and is told; another is called."""

import io
from collections.abc import Callable

import pypdfium2
import pytest
from playwright.sync_api import Page

from shared.tracking import short_tracking_url
from tests.browser.browsing import Visit
from tests.browser.counter_pages import counter_pages
from tests.browser.counters import Counters, calls
from tests.browser.desks import sign_in
from tests.browser.for_everybody import found_in_either_scheme, narrow, wider_than_the_window
from tests.e2e.outside import Outside, pdf, wait_for

pytestmark = pytest.mark.stack
Come = Callable[..., Visit]
MILLIMETRE = 72 / 25.4
"""Points (1/72 inch)."""


@pytest.fixture(scope="module")
def counters(outside: Outside) -> Counters:
    """One matter that lacks something, one that is registered, and people to call."""
    return Counters.of(outside)


def choose(page: Page, document: str, name: str) -> None:
    """Choose a file for a document."""
    page.set_input_files(f"#document-{document}", {"name": name, "mimeType": "application/pdf", "buffer": pdf()})


def fill_in(page: Page, name: str) -> None:
    """Everything about the person and the request."""
    page.fill("#identity-civil-number", "١٢٣٤٥٦٧٨")
    page.fill("#identity-name", name)
    page.fill("#identity-telephone", "9212 3456")
    page.fill("#field-civil_number", "1234567")
    page.fill("#field-commercial_registration", "7654321")
    page.fill("#field-occupation", "نجار")


def sheets(page: Page) -> list[tuple[float, float]]:
    """The sizes in millimetres of the sheets that the page prints on."""
    printed = pypdfium2.PdfDocument(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    return [(side[0] / MILLIMETRE, side[1] / MILLIMETRE) for side in (one.get_size() for one in printed)]


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without"])
def test_somebody_comes_with_too_little_comes_back_and_goes_with_a_number(
    visit: Come,
    outside: Outside,
    language: str,
    javascript: bool,  # noqa: FBT001 - a case
) -> None:
    agent = visit(language=language, javascript=javascript)
    name = f"سعاد {language} {'نعم' if javascript else 'لا'}"
    page = sign_in(agent, outside, "agent", "/counter")
    page.locator("a[href$='/counter/register/work-permit']").click()
    # What is missing is said before anything is sent.
    fill_in(page, name)
    choose(page, "passport", "passport.pdf")
    page.locator(".decide button[type=submit]").click()
    page.locator("#summary").wait_for()
    assert page.url.endswith("/counter/register/work-permit")
    assert page.input_value("#identity-name") == name
    # The person has no more with him today.
    page.check("#later")
    if not javascript:
        choose(page, "passport", "passport.pdf")
    page.locator(".decide button[type=submit]").click()
    page.wait_for_url("**/receipt")
    submission = page.url.split("/")[-2]
    waits_for(page, ".standing-now .tell", javascript=javascript)
    # He is told at the counter when he comes back.
    page = agent.open(f"/counter/handed-in?q={name}")
    assert page.locator(".rows tbody tr").count() == 1
    assert page.locator(".rows .tell li").count() == 2
    page.locator(".rows tbody th a").click()
    page.locator(".state-incomplete .button").click()
    choose(page, "employment-contract", "contract.pdf")
    choose(page, "commercial-registration", "registration.pdf")
    page.locator(".decide button[type=submit]").click()
    page.wait_for_url("**/handed-in/*?added=1")
    # He goes with his number.
    page = agent.open(f"/counter/handed-in/{submission}/receipt")
    waits_for(page, ".number", javascript=javascript)
    number = page.locator(".number bdi").inner_text()
    assert number.startswith("IN-")
    page = agent.open(f"/counter/handed-in?q={number}")
    assert name in page.locator(".rows tbody th").inner_text()


def waits_for(page: Page, selector: str, *, javascript: bool) -> None:
    """Wait until the page shows it, by itself or by being asked again."""
    if javascript:
        page.locator(selector).wait_for()
        return

    def there() -> bool:
        page.reload()
        return page.locator(selector).count() > 0

    wait_for(there)


def test_a_receipt_is_one_page_of_a4_or_a_slip_of_eighty_millimetres(
    visit: Come, outside: Outside, counters: Counters, language: str
) -> None:
    agent = visit(language=language)
    page = sign_in(agent, outside, "agent", f"/counter/handed-in/{counters.registered}/receipt")
    ((_, _),) = sheets(page)
    page.locator("a[href*='slip']").click()
    page.wait_for_url("**slip=true")
    ((wide, _),) = sheets(page)
    assert round(wide) == 80


def test_a_call_is_made_and_ticked_off_by_keyboard_alone(
    visit: Come, outside: Outside, counters: Counters, language: str
) -> None:
    assert counters
    agent = visit(language=language)
    page = sign_in(agent, outside, "agent", "/counter/calls")
    waiting = len(calls(outside))
    page.locator("input[name=outcome]").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("سيحضر غدًا")
    page.keyboard.press("Enter")
    page.locator(".done").wait_for()
    assert len(calls(outside)) == waiting - 1
    with outside.as_("clerk") as clerk:
        told = clerk.get("/api/v1/notices", params={"state": "sent", "limit": 200}).json()["notices"]
    assert "سيحضر غدًا" in [one["reply"] for one in told if one["medium"] == "call"]


def test_two_who_call_the_same_person_are_told_of_each_other(visit: Come, outside: Outside, counters: Counters) -> None:
    assert counters
    agent, clerk = visit(language="en"), visit(language="en")
    first = sign_in(agent, outside, "agent", "/counter/calls")
    second = sign_in(clerk, outside, "clerk", "/counter/calls")
    notice = (first.locator(".calls form").first.get_attribute("action") or "").rsplit("/", 1)[1]
    for page, done in ((first, ".done"), (second, "#summary")):
        form = page.locator(f".calls form[action$='{notice}']")
        form.locator("input[value=not-reached]").check()
        form.locator("button").click()
        page.locator(done).wait_for()


def test_the_short_address_leads_to_the_matter(visit: Come, outside: Outside, counters: Counters) -> None:
    with outside.as_("agent") as agent:
        token = agent.get(f"/api/v1/counter/submissions/{counters.registered}").json()["tracking_token"]
    citizen = visit(language="ar")
    page = citizen.page
    page.goto(short_tracking_url("", token))
    assert page.url.endswith(f"/track/{token}")
    assert page.locator(".number").count() == 1


def test_axe_finds_nothing_on_any_page_in_either_scheme(
    visit: Come, outside: Outside, counters: Counters, language: str
) -> None:
    here = visit(language=language)
    sign_in(here, outside, "agent", "/counter")
    assert found_in_either_scheme(here, counter_pages(counters)) == {}


@narrow
def test_nothing_has_to_be_scrolled_sideways(
    visit: Come, outside: Outside, counters: Counters, language: str, width: int
) -> None:
    here = visit(language=language, size=(width, 740))
    sign_in(here, outside, "agent", "/counter")
    assert wider_than_the_window(here, counter_pages(counters)) == []
