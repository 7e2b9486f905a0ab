"""Every page and state that a clerk can see."""

from collections.abc import Mapping

from playwright.sync_api import Page

from tests.browser.desks import Desks
from tests.browser.pages import Step, nothing


def open_all(page: Page) -> None:
    """Show what is folded up."""
    for fold in ("return", "reject"):
        page.locator(f"#{fold} > summary").click()


def open_changes(page: Page) -> None:
    """Show by what a registered matter is put right."""
    for fold in ("retype", "classify"):
        page.locator(f"#{fold} > summary").click()


def return_without_words(page: Page) -> None:
    """Return a matter without saying why."""
    page.locator("#return > summary").click()
    page.locator("#return form[method=post] button").click()
    page.locator("[aria-invalid]").wait_for()


def ask_for_keys(page: Page) -> None:
    """Open the list of shortcuts."""
    page.keyboard.press("?")
    page.locator("dialog[open]").wait_for()


def staff_pages(desks: Desks) -> Mapping[str, tuple[str, Step]]:
    """Name → address and what is done there."""
    return {
        "desk": ("/desk", nothing),
        "desk-incomplete": ("/desk?kind=incomplete", nothing),
        "desk-doubtful": ("/desk?kind=doubtful", nothing),
        "desk-empty": ("/desk?kind=bounced", nothing),
        "desk-keys": ("/desk", ask_for_keys),
        "item-undecided": (f"/desk/{desks.undecided}?kind=undecided", nothing),
        "item-open": (f"/desk/{desks.undecided}?kind=undecided", open_all),
        "item-faulty": (f"/desk/{desks.undecided}?kind=undecided", return_without_words),
        "item-incomplete": (f"/desk/{desks.incomplete}?kind=incomplete", nothing),
        "item-doubtful": (f"/desk/{desks.doubtful}?kind=doubtful", nothing),
        "item-registered": (f"/desk/{desks.registered}", nothing),
        "item-broken": (f"/desk/{desks.broken}", nothing),
        "item-changes": (f"/desk/{desks.registered}", open_changes),
        "search": ("/search", nothing),
        "search-found": ("/search?q=%D8%AA%D8%B5%D8%B1%D9%8A%D8%AD", nothing),
        "search-nothing": ("/search?q=zzzz", nothing),
        "label": (f"/desk/{desks.registered}/label", nothing),
        "account": ("/account", nothing),
        "staff-not-found": ("/desk/00000000-0000-4000-8000-000000000000", nothing),
    }
