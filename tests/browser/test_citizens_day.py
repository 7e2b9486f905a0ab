"""A citizen's day, as a person lives it: incomplete, told so, completed, numbered, followed."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.browser.browsing import Visit
from tests.e2e.outside import Outside, pdf, wait_for

Come = Callable[..., Visit]
Somebody = Callable[[], str]

WORDS = {
    "ar": {"wanted": "تصريح عمل", "type": "إصدار تصريح عمل", "missing": "ينقص طلبكم شيء", "registered": "مسجّل"},
    "en": {
        "wanted": "work permit",
        "type": "Issue of a work permit",
        "missing": "Something is missing",
        "registered": "Registered",
    },
}
PATIENCE = 30_000


def file(name: str) -> FilePayload:
    """A file to choose."""
    return {"name": name, "mimeType": "application/pdf", "buffer": pdf()}


def until(page: Page, text: str, *, javascript: bool) -> None:
    """Wait for a page to say something; where nothing does it by itself, look again as a person would."""
    if javascript:
        expect(page.locator("#live")).to_contain_text(text, timeout=PATIENCE)
        return
    wait_for(lambda: text in page.reload().text() or None)  # type: ignore[union-attr]  # a page that is loaded anew answers


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_a_citizen_sends_too_little_is_told_completes_and_follows(
    visit: Come, outside: Outside, somebody: Somebody, language: str, *, javascript: bool
) -> None:
    words, address = WORDS[language], somebody()
    here = visit(language=language, javascript=javascript)
    page = here.open("/")
    page.locator(".doors .button").first.click()
    page.fill("#q", words["wanted"])
    page.locator("form[role=search] button").click()
    page.get_by_role("link", name=words["type"], exact=True).click()

    page.fill("#field-civil_number", "١٢٣٤٥٦٧٨")
    page.fill("#field-commercial_registration", "12")
    page.fill("#field-occupation", "نجار")
    page.set_input_files("#document-passport", file("passport.pdf"))
    page.fill("#name", "سالم بن علي")
    page.fill("#email", address)
    page.check("#later")
    page.click(".decide button")
    expect(page.locator("#summary a")).to_have_attribute("href", "#field-commercial_registration")
    expect(page.locator("#field-civil_number")).to_have_value("١٢٣٤٥٦٧٨")

    page.fill("#field-commercial_registration", "1234567")
    if not javascript:  # with scripts the file is still chosen, without them a browser forgets it
        expect(page.locator("#summary")).to_contain_text("passport.pdf")
        page.set_input_files("#document-passport", file("passport.pdf"))
    page.click(".decide button")

    page.wait_for_url(re.compile(r"/track/[0-9a-f]{32}/receipt"))
    until(page, words["missing"], javascript=javascript)
    code = page.locator(".code bdi").inner_text()
    expect(page.locator(".documents")).to_contain_text("passport.pdf")
    assert re.search(r"[0-9a-f]{64}", page.locator(".documents .hash").inner_text())

    page.locator(".state .button").click()
    page.set_input_files("#document-employment-contract", file("employment contract.pdf"))
    page.set_input_files("#document-commercial-registration", file("commercial registration.pdf"))
    page.click(".decide button")
    page.wait_for_url(re.compile(r"/track/[0-9a-f]{32}\?added=1"))
    until(page, words["registered"], javascript=javascript)

    number = outside.notice(recipient=address, kind="registered")
    page = here.open("/track")
    page.fill("#code", code)
    page.locator("main button[type=submit]").click()
    page.wait_for_url(re.compile(r"/track/[0-9a-f]{32}$"))
    until(page, "+968", javascript=False)
    expect(page.locator("#live")).to_contain_text(number.number)
    link = re.search(r"https?://\S+/track/[0-9a-f]{32}", number.text)
    assert link
    page.goto(link[0])
    expect(page.locator("#live")).to_contain_text(number.number)


def test_all_of_it_can_be_done_with_the_keyboard(visit: Come, language: str) -> None:
    page = visit(language=language).open("/")
    # From here on the browser asks us instead of the system; told only as the key is pressed, it may be too late.
    page.on("filechooser", lambda _chooser: None)
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    tab_to(page, ".doors .button")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/register$"))
    tab_to(page, f".types a[href='{'' if language == 'ar' else '/en'}/register/general-correspondence']")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/general-correspondence$"))
    tab_to(page, "#other-documents")
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Enter")
    chooser.value.set_files(file("letter.pdf"))
    tab_to(page, "#name")
    page.keyboard.type("Salim")
    tab_to(page, "input[name=language]")
    page.keyboard.press("ArrowDown")
    tab_to(page, ".decide button")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/receipt"))
    expect(page.locator("#live .number")).to_contain_text("IN-", timeout=PATIENCE)


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the first such element has the focus, which must be seen."""
    wanted = page.locator(selector).first
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("([one]) => one === document.activeElement", [wanted.element_handle()]):
            outline = wanted.evaluate("one => getComputedStyle(one).outlineStyle")
            assert outline != "none", selector
            return
        if page.evaluate("([one]) => one.name && one.name === document.activeElement.name", [wanted.element_handle()]):
            return
    raise AssertionError(f"{selector} is out of reach of the keyboard")


def test_what_is_missing_is_said_before_anything_is_sent(visit: Come, language: str) -> None:
    here = visit(language=language)
    page = here.open("/register/work-permit")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    page.click(".decide button")
    expect(page.locator("#summary")).to_be_focused()
    linked = {link.get_attribute("href") for link in page.locator("#summary a").all()}
    assert {"#name", "#field-civil_number", "#document-passport"} <= linked
    for href in linked:
        control = page.locator(href or "")
        expect(control).to_have_attribute("aria-invalid", "true")
        assert page.locator(f"{href}-faults").inner_text()
    assert "POST" not in sent


def test_what_was_cut_off_goes_on_by_itself(visit: Come) -> None:
    here = visit(language="en")
    page = here.open("/register/general-correspondence")
    page.fill("#name", "Salim")
    page.set_input_files("#other-documents", file("letter.pdf"))
    here.context.set_offline(True)
    page.click(".decide button")
    expect(page.locator("[data-progress]")).to_contain_text("The connection was interrupted")
    here.context.set_offline(False)
    page.wait_for_url(re.compile("/receipt"))


def test_sending_shows_its_progress(visit: Come) -> None:
    here = visit(language="en")
    page = here.open("/register/general-correspondence")
    page.fill("#name", "Salim")
    big: FilePayload = {"name": "big.pdf", "mimeType": "application/pdf", "buffer": pdf() + b"%" * 20_000_000}
    page.set_input_files("#other-documents", big)
    said: list[str] = []
    page.expose_function("hear", lambda words: said.append(words))  # noqa: PLW0108 - Playwright marks what it calls
    page.evaluate(
        """() => {
            const place = document.querySelector("[data-progress] [role=status]");
            new MutationObserver(() => window.hear(place.textContent)).observe(place, { childList: true });
        }"""
    )
    page.click(".decide button")
    page.wait_for_url(re.compile("/receipt"))
    assert any(words.startswith("Sending: ") for words in said), said


def test_a_form_sent_twice_by_impatience_is_one_request(visit: Come, outside: Outside, somebody: Somebody) -> None:
    address = somebody()
    page = visit(language="en", javascript=False).open("/register/general-correspondence")
    page.fill("#name", "Salim")
    page.fill("#email", address)
    page.fill("#message", "When are you open?")
    page.dblclick(".decide button")
    page.wait_for_url(re.compile("/receipt"))
    page.reload()
    assert outside.notice(recipient=address, kind="registered")
    assert len(outside.notices(recipient=address, kind="received")) == 1
