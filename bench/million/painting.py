"""How long until a person sees a page, and how heavy it is, in a browser and through the gateway."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from playwright.sync_api import Browser, Page, sync_playwright

from bench.figures import spread
from bench.million.pages import Letter
from deploy.local.stack import Stack

Painted = Mapping[str, Mapping[str, float]]
"""Name of a page → p50, p95 and p99 until its first contentful paint in milliseconds, and its kilobytes without documents."""

_QUIET = ("--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync")
_FIRST_PAINT = """() => new Promise((found) => new PerformanceObserver((list) => {
    const painted = list.getEntriesByName("first-contentful-paint");
    if (painted.length) found(painted[0].startTime);
}).observe({type: "paint", buffered: true}))"""
_BYTES = """() => [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
    .filter((one) => !one.name.includes("/documents/"))
    .reduce((sum, one) => sum + one.encodedBodySize, 0)"""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One page of the portal: who opens it (empty: the public), and where it is for a letter."""

    name: str
    person: str
    path: Callable[[Letter], str]


def _at(path: str) -> Callable[[Letter], str]:
    return lambda _: path


VIEWS: Sequence[View] = (
    View(name="start", person="", path=_at("/")),
    View(name="tracking", person="", path=lambda letter: f"/track/{letter.token}"),
    View(name="desk", person="clerk", path=_at("/desk")),
    View(name="matter at the desk", person="clerk", path=lambda letter: f"/desk/{letter.submission_id}"),
    View(name="search by words", person="clerk", path=_at("/search?q=%D8%AA%D8%B5%D8%B1%D9%8A%D8%AD")),
    View(name="search by number", person="clerk", path=lambda letter: f"/search?q={letter.number}"),
    View(name="inbox", person="officer", path=_at("/inbox")),
    View(name="inbox, what is late", person="officer", path=_at("/inbox?show=late")),
    View(name="follow-up", person="officer", path=_at("/follow-up")),
    View(name="transaction", person="clerk", path=lambda letter: f"/matters/{letter.number}"),
    View(name="approvals", person="manager", path=_at("/approvals")),
    View(name="letters", person="manager", path=_at("/letters")),
    View(name="dashboard", person="manager", path=_at("/dashboard")),
    View(name="register of a year", person="auditor", path=lambda letter: f"/registers/incoming/{letter.year}"),
)
"""What people open all day, and what requesters open."""


def painting(stack: Stack, letters: Sequence[Letter], *, chromium: str = "/usr/bin/chromium") -> Painted:
    """Open each page once for each letter, as somebody whose browser has the stylesheet already. Raises `LookupError` when a page is refused."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(_QUIET))
        try:
            windows = {person: _window(browser, stack, person) for person in {view.person for view in VIEWS}}
            return {view.name: _painted(windows[view.person], view, letters) for view in VIEWS}
        finally:
            browser.close()


def _window(browser: Browser, stack: Stack, person: str) -> Page:
    page = browser.new_context(base_url=stack.base_url, locale="ar-OM").new_page()
    page.goto("/sign-in" if person else "/")
    if person:
        page.fill("#login", person)
        page.fill("#password", stack.accounts[person])
        page.locator("main button[type=submit]").click()
        page.wait_for_url(lambda address: "sign-in" not in address)
    return page


def _painted(page: Page, view: View, letters: Sequence[Letter]) -> Mapping[str, float]:
    _open(page, view, letters[0])  # what comes once: the page's own script, the answer of a connection made anew
    paints, weights = zip(*(_open(page, view, letter) for letter in letters), strict=True)
    return {**spread(paints), "kb": round(max(weights) / 1000, 1)}


def _open(page: Page, view: View, letter: Letter) -> tuple[float, float]:
    answer = page.goto(view.path(letter))
    if answer is None or not answer.ok:
        raise LookupError(f"{view.name} is answered with {answer and answer.status}")
    return float(page.evaluate(_FIRST_PAINT)), float(page.evaluate(_BYTES))
