"""Every page and state that an officer can see."""

from collections.abc import Mapping

from playwright.sync_api import Page

from tests.browser.pages import Step, nothing
from tests.browser.staff_pages import ask_for_keys
from tests.browser.works import Works


def unfold(page: Page) -> None:
    """Show every form and the help."""
    for fold in page.locator("#acts details > summary, .help > summary").all():
        fold.click()


def refer_to_nobody(page: Page) -> None:
    """Refer without saying to whom."""
    page.locator("#act-refer > summary").click()
    page.fill("#instruction", "للدراسة")
    page.locator("#act-refer button").click()
    page.locator("#to-faults p").wait_for()


def open_help(page: Page) -> None:
    """Show what the page is for."""
    page.locator(".help > summary").click()


def work_pages(works: Works) -> Mapping[str, tuple[str, Step]]:
    """Name → address and what is done there."""
    return {
        "work-inbox": ("/inbox", nothing),
        "work-inbox-help": ("/inbox", open_help),
        "work-inbox-waiting": ("/inbox?show=waiting", nothing),
        "work-inbox-empty": ("/inbox?show=late&mine=true", nothing),
        "work-inbox-keys": ("/inbox", ask_for_keys),
        "work-open": (f"/matters/{works.open}", nothing),
        "work-open-forms": (f"/matters/{works.open}", unfold),
        "work-open-faulty": (f"/matters/{works.open}", refer_to_nobody),
        "work-referred": (f"/matters/{works.referred}", nothing),
        "work-referred-forms": (f"/matters/{works.referred}", unfold),
        "work-asked": (f"/matters/{works.asked}", nothing),
        "work-done": (f"/matters/{works.done}", nothing),
        "work-follow-up": ("/follow-up", nothing),
        "work-not-found": ("/matters/IN-1999-000001-1", nothing),
    }
