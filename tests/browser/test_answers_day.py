"""An answer's day in a browser: drafted from a template, sent back, mended, approved, and read by whoever asked."""

import uuid
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.browsing import Visit
from tests.browser.desks import sign_in
from tests.browser.letter_pages import content, draft
from tests.browser.test_officers_day import enter
from tests.browser.works import Given, give, hire
from tests.e2e.outside import Outside, wait_for

pytestmark = pytest.mark.stack
Come = Callable[..., Visit]


def pages_are_drawn(page: Page) -> None:
    """Wait until the first page of a letter is there as a picture."""
    picture = page.locator(".viewer img").first
    wait_for(lambda: picture.evaluate("image => image.naturalWidth") > 300 or None)


def issued(page: Page) -> None:
    """Wait until the letter that is looked at has its number and its PDF."""

    def there() -> bool:
        page.reload()
        return page.locator(".stage-issued, .stage-dispatch").count() > 0

    wait_for(there)


def send_back(page: Page, address: str) -> None:
    """Open a letter from the list of what waits, and send it back by keyboard alone."""
    page.locator(f"a[href*='{address.rpartition('/')[2]}']").click()
    pages_are_drawn(page)
    page.keyboard.press("t")
    page.keyboard.type("Mention two years.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator(".done").wait_for()


def read_the_answer(citizen: Visit, given: Given) -> None:
    """Find the answer on the tracking page, and save it."""
    wait_for(lambda: citizen.open(f"/track/{given.token}").locator(".answer").count())
    with citizen.page.expect_download() as download:
        citizen.page.locator(".answer .name").first.click()
    assert download.value.path().read_bytes().startswith(b"%PDF")


def test_from_the_request_to_the_answer(
    visit: Come, outside: Outside, language: str, somebody: Callable[[], str]
) -> None:
    sender = somebody()
    given = give(outside, sender_email=sender)

    # The officer drafts an answer from a template and sends it for approval.
    here = visit(language=language)
    officer = sign_in(here, outside, "officer", f"/matters/{given.number}")
    officer.locator(".matter-letters .begin a").click()
    officer.locator(".beginnings a").first.click()
    assert given.number in officer.input_value("#ar-body")
    assert officer.input_value("#address") == sender
    officer.fill("#en-subject", "")
    officer.fill("#en-body", "")
    officer.locator(".enclosures input").first.check()
    officer.locator("button[name=then][value=look]").click()
    officer.locator(".done").wait_for()
    pages_are_drawn(officer)
    address = officer.url.partition("?")[0]
    officer.locator("form[action$='/submit'] button").click()
    officer.locator(".stage-waiting").wait_for()

    # The manager begins with it, by keyboard, and sends it back with comments.
    manager = sign_in(visit(language=language), outside, "manager", "/sign-in")
    assert manager.url.endswith("/approvals")
    send_back(manager, address)

    # The officer sees the comments beside the text, and mends it.
    officer.goto(address)
    assert "Mention two years." in officer.inner_text(".comments")
    officer.keyboard.press("e")
    officer.wait_for_url("**/edit")
    assert "Mention two years." in officer.inner_text(".comments")
    officer.fill("#ar-body", officer.input_value("#ar-body") + "\n\nمدة التصريح سنتان.")
    officer.locator("button[name=then][value=submit]").click()
    officer.locator(".stage-waiting").wait_for()
    assert "سنتان" in officer.inner_text(".changed ins")

    # The manager approves what is seen; it is numbered, issued, and mailed.
    manager.goto(f"{address}?shelf=to-approve")
    pages_are_drawn(manager)
    manager.keyboard.press("r")
    manager.keyboard.press("Enter")
    manager.locator(".done").wait_for()
    officer.goto(address)
    issued(officer)
    assert "OUT-" in officer.inner_text("h1")
    mail = outside.notice(recipient=sender, kind="answered")
    assert [one.get_content_type() for one in mail.message.iter_attachments()].count("application/pdf") >= 1

    # The citizen reads it on the tracking page; when the work is done, the matter closes.
    citizen = visit(language=language)
    read_the_answer(citizen, given)
    officer.goto(here.path(f"/matters/{given.number}"))
    assert officer.locator(".matter-letters .stage-issued").count() == 1
    officer.keyboard.press("f")
    officer.locator("#act-done button").click()
    officer.locator(".done").wait_for()
    wait_for(lambda: citizen.open(f"/track/{given.token}").locator(".state-closed").count())


def test_whoever_approves_what_was_taken_back_is_told(visit: Come, outside: Outside) -> None:
    with outside.as_("officer") as client:
        letter_id = draft(client, kind="letter", content=content(f"رسالة {uuid.uuid4().hex[:6]}"))
    officer = sign_in(visit(language="en"), outside, "officer", f"/letters/{letter_id}")
    officer.locator("form[action$='/submit'] button").click()
    officer.locator(".stage-waiting").wait_for()
    manager = sign_in(visit(language="en"), outside, "manager", f"/letters/{letter_id}?shelf=to-approve")
    manager.locator("#act-send-back > summary").click()
    manager.fill("#comments", "A long opinion.")
    officer.locator("form[action$='/withdraw'] button").click()
    officer.locator(".stage-draft").wait_for()
    manager.locator("#act-send-back button").click()
    manager.locator("#summary").wait_for()
    told = manager.inner_text("#summary")
    assert "Somebody else was faster" in told
    assert "Taken back" in told
    assert "A long opinion." in told


def test_paper_is_printed_and_its_delivery_noted_without_javascript(visit: Come, outside: Outside) -> None:
    here = visit(language="ar", javascript=False)
    page = sign_in(here, outside, "manager", "/letters")
    page.locator(".begin a").first.click()
    page.locator(".beginnings .empty-one").click()
    page.fill("#ar-subject", "طلب إفادة")
    page.fill("#ar-body", "نأمل إفادتنا.")
    page.fill("#name", "بلدية مسقط")
    page.locator("input[name=by][value=paper]").check()
    page.set_input_files("#files", {"name": "خطة.txt", "mimeType": "text/plain", "buffer": b"plan"})
    page.locator("button[name=then][value=submit]").click()
    page.locator(".stage-waiting").wait_for()
    assert "خطة.txt" in page.inner_text("main")
    address = page.url.partition("?")[0]
    page.locator("form[action$='/approve'] button").click()
    page.locator(".done").wait_for()
    page.goto(address)
    issued(page)
    page.goto(f"{address}/print")
    assert "OUT-" in page.inner_text(".slip")
    page.goto(address)
    for outcome, reference in (("dispatched", "RR 1"), ("undeliverable", ""), ("delivered", "RR 2")):
        page.locator(f"input[name=outcome][value={outcome}]").check()
        page.fill("#reference", reference)
        page.locator("#act-deliver button").click()
        page.locator(".done").wait_for()
    assert page.locator(".rows tbody tr").count() == 3
    assert page.locator(".stage-issued").count() == 1


def test_a_memo_reaches_the_units_that_it_is_for(visit: Come, outside: Outside, language: str) -> None:
    subject = f"تعميم {uuid.uuid4().hex[:6]}"
    page = sign_in(visit(language=language), outside, "manager", "/letters/write?kind=memo&template=memo")
    page.fill("#ar-subject", subject)
    page.fill("#find", "legal")
    page.locator("input[name=to][value=legal-affairs]").check()
    page.locator("button[name=then][value=submit]").click()
    page.locator("form[action$='/approve'] button").click()
    page.locator(".done a").first.click()
    issued(page)
    lawyer = enter(visit(language=language), hire(outside, "legal-affairs"), "/letters?shelf=received")
    lawyer.locator(".letter-rows a", has_text=subject).click()
    assert "INT-" in lawyer.inner_text("h1")
    wait_for(lambda: lawyer.reload() and lawyer.locator(".viewer img").count())
