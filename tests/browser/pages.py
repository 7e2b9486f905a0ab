"""Every page and state that a requester can see, with what has to be done there to see it."""

from collections.abc import Callable, Mapping
from pathlib import Path

from playwright.sync_api import Page

from tests.browser.browsing import Visit
from tests.browser.matters import Matters

Step = Callable[[Page], None]


def nothing(_page: Page) -> None:
    """Do nothing."""


def send_empty(page: Page) -> None:
    """Send a form as it is."""
    page.locator("button[type=submit]").last.click()
    page.locator("#summary").wait_for()


def send_wrong(page: Page) -> None:
    """Send a form with a field that only the portal can tell is wrong."""
    page.fill("#name", "سالم بن علي")
    for control in page.locator("fieldset input[required]").all():
        control.fill("x")
    page.check("#later")
    send_empty(page)


def type_number(page: Page) -> None:
    """Give a transaction number where a code is asked for."""
    page.fill("#code", "IN-2026-000123-7")
    page.locator("main button[type=submit]").click()
    page.locator("[aria-invalid]").wait_for()


def all_pages(matters: Matters) -> Mapping[str, tuple[str, Step]]:
    """Name → address and what is done there."""
    return {
        "start": ("/", nothing),
        "choose": ("/register", nothing),
        "choose-found": ("/register?q=permit", nothing),
        "choose-nothing": ("/register?q=zzz", nothing),
        "register": ("/register/work-permit", nothing),
        "register-empty": ("/register/work-permit", send_empty),
        "register-wrong": ("/register/work-permit", send_wrong),
        "register-general": ("/register/general-correspondence", nothing),
        "track": ("/track", nothing),
        "track-number": ("/track", type_number),
        "complete-code": ("/complete", nothing),
        **{
            f"{what}-{state}": (f"/track/{getattr(matters, state)}{path}", nothing)
            for what, path in (("matter", ""), ("receipt", "/receipt"), ("complete", "/complete"))
            for state in ("registered", "incomplete", "undecided", "rejected")
        },
        "complete-empty": (f"/track/{matters.incomplete}/complete", send_empty),
        "added": (f"/track/{matters.registered}?added=1", nothing),
        "not-found": ("/register/no-such-type", nothing),
        "unknown-code": (f"/track/{'0' * 32}", nothing),
        "gateway": ("/no/such/page", nothing),
    }


def show(visit: Visit, page: tuple[str, Step]) -> Page:
    """Open a page and do there what is to be done."""
    path, step = page
    opened = visit.open(path)
    step(opened)
    return opened


def picture(page: Page, path: Path) -> None:
    """The whole page as an image."""
    page.screenshot(path=path, full_page=True)
