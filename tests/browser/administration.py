"""Every page and state that an administrator, and everybody in the own account, can see."""

from collections.abc import Callable, Mapping

from playwright.sync_api import Page

from tests.browser.browsing import Visit
from tests.browser.pages import Step, nothing

UNIT = "labour-relations"
TYPE = "/administration/request-types/name-reservation"
CALENDAR = f"/administration/units/{UNIT}/calendar"


def save_nothing(page: Page) -> None:
    """Send a form of something new with nothing in it."""
    page.locator("form.sheet button[type=submit]").click()
    page.locator("#summary").wait_for()


def unfold(page: Page) -> None:
    """Show what is folded up."""
    for fold in page.locator("main details > summary").all():
        fold.click()


def announce(first: str, *, last: str = "", why: str = "إجازة عيد") -> Callable[[Page], None]:
    """Ask what days off would do."""

    def ask(page: Page) -> None:
        page.fill("#first", first)
        page.fill("#last", last)
        page.fill("#reason", why)
        page.locator("form.sheet button[type=submit]").click()
        page.locator(".decide-now").wait_for()

    return ask


def press(step: str, shown: str) -> Callable[[Page], None]:
    """Press a button of a request type's form, and wait for what it shows."""

    def do(page: Page) -> None:
        page.locator(f"button[value={step}]").last.click()
        page.locator(shown).wait_for(timeout=60_000)

    return do


def look_for_nobody(page: Page) -> None:
    """Look for somebody who is not there."""
    page.fill("#q", "zzz")
    page.locator("form[role=search] button").click()
    page.locator(".empty").wait_for()


def too_weak(page: Page) -> None:
    """Choose a weak password."""
    page.fill("#current", "not this one")
    page.locator("form[action$='/account/password'] button[type=submit]").click()
    page.locator("#summary").wait_for()


def draft(*acts: str) -> Callable[[Page], None]:
    """Press these buttons of a draft, one after the other."""

    def press(page: Page) -> None:
        for act in acts:
            with page.expect_navigation():
                page.locator(f"button[name=act][value='{act}']").click()

    return press


def administrators_pages(person: str) -> Mapping[str, tuple[str, Step]]:
    """Name → address and what is done there; `person` is somebody's id."""
    return {
        "administration": ("/administration", nothing),
        "units": ("/administration/units", nothing),
        "units-found": ("/administration/units?q=labour", nothing),
        "unit": (f"/administration/units/{UNIT}", nothing),
        "unit-open": (f"/administration/units/{UNIT}", unfold),
        "new-unit": (f"/administration/new-unit?below={UNIT}", nothing),
        "new-unit-faulty": ("/administration/new-unit", save_nothing),
        "calendar": (f"{CALENDAR}?year=2026", nothing),
        "calendar-asked": (f"{CALENDAR}?year=2026", announce("2026-12-07", last="2026-12-08")),
        "calendar-faulty": (f"{CALENDAR}?year=2026", save_nothing),
        "people": ("/administration/people", nothing),
        "people-none": ("/administration/people", look_for_nobody),
        "person": (f"/administration/people/{person}", nothing),
        "person-open": (f"/administration/people/{person}", unfold),
        "new-person": ("/administration/new-person", nothing),
        "new-person-faulty": ("/administration/new-person", save_nothing),
        "delegations": ("/administration/delegations", nothing),
        "delegations-faulty": ("/administration/delegations", save_nothing),
        "request-types": ("/administration/request-types", nothing),
        "request-type": (TYPE, nothing),
        "request-type-open": (TYPE, unfold),
        "request-type-tried": (TYPE, press("try", "#preview")),
        "request-type-looked-at": (TYPE, press("look", "#look")),
        "request-type-faulty": (TYPE, press("put", "#summary")),
        "new-request-type": ("/administration/new-request-type", nothing),
        "new-request-type-faulty": ("/administration/new-request-type", press("try", "#summary")),
        "rules": ("/administration/rules", nothing),
        "rules-version": ("/administration/rules/versions/1", nothing),
        "rules-draft": ("/administration/rules/draft", nothing),
        "rules-draft-open": ("/administration/rules/draft", unfold),
        "rules-changed": ("/administration/rules/draft", draft("drop:0", "drop:3")),
        "rules-tried": ("/administration/rules/draft", draft("drop:8", "drop:12", "try")),
        "rules-why": ("/administration/rules/draft", draft("drop:0", "put")),
        "rule": ("/administration/rules/draft", draft("open:8")),
        "rule-faulty": ("/administration/rules/draft", draft("new", "keep")),
        "templates": ("/administration/templates", nothing),
        "template": ("/administration/templates/approval", nothing),
        "template-shown": ("/administration/templates/approval", draft("try")),
        "template-faulty": ("/administration/templates/memo", draft("put")),
        "template-version": ("/administration/templates/approval/versions/1", nothing),
        "new-template": ("/administration/new-template", nothing),
        "retention": ("/administration/retention", nothing),
        "retention-classes": ("/administration/retention/classes", nothing),
        "retention-classes-faulty": ("/administration/retention/classes", press("put", "#summary")),
        "retention-version": ("/administration/retention/versions/1", nothing),
        "retention-due": ("/administration/retention/due", nothing),
        "retention-holds": ("/administration/retention/holds", nothing),
        "retention-holds-faulty": ("/administration/retention/holds", save_nothing),
        "retention-disposals": ("/administration/retention/disposals", nothing),
        "administrators-account": ("/account", nothing),
        "account-faulty": ("/account", too_weak),
        "own-delegations": ("/account/delegations", nothing),
    }


def sign_in_as(visit: Visit, login: str, password: str, path: str) -> Page:
    """Sign in on the way to a page."""
    page = visit.open(path)
    page.fill("#login", login)
    page.fill("#password", password)
    page.locator("main button[type=submit]").click()
    page.wait_for_url(lambda address: "sign-in" not in address)
    return page
