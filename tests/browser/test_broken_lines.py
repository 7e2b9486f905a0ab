"""A line that breaks, and a page that is loaded anew, cost nothing of what has been sent."""

import hashlib
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import CDPSession, Page, Route, expect

from tests.browser.browsing import Visit
from tests.e2e.outside import Outside, pdf, wait_for

Come = Callable[..., Visit]
UPLOADS = "/api/v1/uploads"
SIZE = 12_000_000
SLOW = 3_000_000


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    """A large file on the disk, which is the same when it is chosen again."""
    path = tmp_path / "letter.pdf"
    path.write_bytes(pdf() + b"%" * SIZE)
    return path


def test_what_breaks_off_goes_on_by_itself_where_it_stopped(visit: Come, letter: Path, language: str) -> None:
    here = visit(language=language)
    page = here.open("/register/general-correspondence")
    begun, sent = count(page)
    fill_in(page, letter)
    with line(here, page) as cut:
        page.click(".decide button")
        until(page, 25)
        cut(off=True)
        expect(page.locator("[data-progress] [role=status]")).to_contain_text(
            {"ar": "انقطع الاتصال", "en": "The connection was interrupted"}[language]
        )
        cut(off=False)
        page.wait_for_url(re.compile("/receipt"), timeout=60_000)
    assert page.locator(".documents .hash bdi").inner_text() == hashlib.sha256(letter.read_bytes()).hexdigest()
    assert len(begun) == 1
    assert len(sent) > 1
    assert page.evaluate("sessionStorage.length") == 0


def test_what_was_sent_before_the_page_was_loaded_anew_is_not_sent_again(
    visit: Come, letter: Path, outside: Outside
) -> None:
    here = visit(language="en")
    page = here.open("/register/general-correspondence")
    begun, sent = count(page)
    fill_in(page, letter)
    page.route("**/en/register/general-correspondence", refuse_posts)
    page.click(".decide button")
    expect(page.locator("#summary")).to_contain_text("The connection was interrupted", timeout=60_000)
    page.unroute_all()
    page.reload()
    told = page.locator(".sent li")
    expect(told).to_contain_text("letter.pdf” has been sent already")
    assert not Axe().run(page).response["violations"]
    before = len(sent)
    page.fill("#name", "Salim")
    page.click(".decide button")
    page.wait_for_url(re.compile("/receipt"))
    expect(page.locator(".documents")).to_contain_text("letter.pdf")
    assert len(begun) == 1
    assert len(sent) == before
    assert outside.http.get(f"{UPLOADS}/{'0' * 32}").status_code == 404


def test_half_a_file_goes_on_when_it_is_chosen_again_or_can_be_removed(visit: Come, letter: Path) -> None:
    here = visit(language="en")
    page = here.open("/register/general-correspondence")
    begun, _ = count(page)
    fill_in(page, letter)
    with line(here, page):
        page.click(".decide button")
        until(page, 40)
        page.reload()
    told = page.locator(".sent li")
    expect(told).to_contain_text(re.compile(r"\d+ % of “letter.pdf” have been sent"))
    fill_in(page, letter)
    expect(told).to_have_count(0)
    page.click(".decide button")
    page.wait_for_url(re.compile("/receipt"))
    assert len(begun) == 1
    page.goto("/en/register/general-correspondence")
    expect(page.locator(".sent li")).to_have_count(0)

    fill_in(page, letter)
    page.route("**/en/register/general-correspondence", refuse_posts)
    page.click(".decide button")
    expect(page.locator("#summary")).to_contain_text("The connection was interrupted", timeout=60_000)
    page.unroute_all()
    page.reload()
    page.get_by_role("button", name="Remove: letter.pdf").click()
    expect(page.locator(".sent li")).to_have_count(0)
    expect(page.locator("#other-documents")).to_be_focused()
    page.fill("#name", "Salim")
    page.fill("#message", "No document after all")
    page.click(".decide button")
    page.wait_for_url(re.compile("/receipt"))
    expect(page.locator("main")).not_to_contain_text("letter.pdf")


def test_what_cannot_be_sent_in_parts_is_sent_whole(visit: Come, letter: Path) -> None:
    here = visit(language="en")
    page = here.open("/register/general-correspondence")
    page.route(f"**{UPLOADS}", lambda route: route.fulfill(status=503, body="{}"))
    fill_in(page, letter)
    page.click(".decide button")
    page.wait_for_url(re.compile("/receipt"))
    expect(page.locator(".documents")).to_contain_text("letter.pdf")


def fill_in(page: Page, letter: Path) -> None:
    """All that this form needs."""
    page.fill("#name", "Salim")
    page.set_input_files("#other-documents", letter)


def count(page: Page) -> tuple[list[str], list[str]]:
    """The files that were begun, and the parts that were sent."""
    begun: list[str] = []
    sent: list[str] = []
    page.on("request", lambda one: begun.append(one.url) if one.url.endswith(UPLOADS) else None)
    page.on("request", lambda one: sent.append(one.url) if one.method == "PATCH" else None)
    return begun, sent


def refuse_posts(route: Route) -> None:
    """The form itself gets nowhere, its page does."""
    if route.request.method == "POST":
        route.abort()
    else:
        route.continue_()


def until(page: Page, percent: int) -> None:
    """Wait for so much to have been sent."""
    bar = page.locator("[data-progress] progress")
    wait_for(lambda: bar.evaluate("one => one.value") >= percent or None)


@contextmanager
def line(here: Visit, page: Page) -> Iterator[Callable[..., None]]:
    """A slow line, which can be cut."""
    session: CDPSession = here.context.new_cdp_session(page)

    def set_(*, offline: bool, speed: int) -> None:
        session.send(
            "Network.emulateNetworkConditions",
            {"offline": offline, "latency": 0, "downloadThroughput": speed, "uploadThroughput": speed},
        )

    session.send("Network.enable")
    set_(offline=False, speed=SLOW)
    yield lambda *, off: set_(offline=off, speed=SLOW)
    set_(offline=False, speed=-1)
