"""Every page and state that an agent can see."""

from collections.abc import Mapping

from playwright.sync_api import Page

from tests.browser.counters import Counters
from tests.browser.pages import Step, nothing, send_empty


def send_wrong(page: Page) -> None:
    """Send a form with a number that nobody has."""
    page.fill("#identity-civil-number", "12345678")
    page.fill("#identity-name", "سالم بن علي")
    page.fill("#identity-telephone", "123")
    for control in page.locator("input[id^=field-][required]").all():
        control.fill("x")
    page.check("#later")
    send_empty(page)


def counter_pages(counters: Counters) -> Mapping[str, tuple[str, Step]]:
    """Name → address and what is done there."""
    return {
        "counter": ("/counter", nothing),
        "counter-found": ("/counter?q=permit", nothing),
        "counter-nothing": ("/counter?q=zzz", nothing),
        "counter-register": ("/counter/register/work-permit", nothing),
        "counter-register-empty": ("/counter/register/work-permit", send_empty),
        "counter-register-wrong": ("/counter/register/work-permit", send_wrong),
        "counter-handed-in": ("/counter/handed-in", nothing),
        "counter-handed-in-none": ("/counter/handed-in?q=zzz", nothing),
        **{
            f"counter-{what}-{state}": (f"/counter/handed-in/{getattr(counters, state)}{path}", nothing)
            for what, path in (("matter", ""), ("receipt", "/receipt"), ("slip", "/receipt?slip=true"))
            for state in ("incomplete", "registered")
        },
        "counter-complete": (f"/counter/handed-in/{counters.incomplete}/complete", nothing),
        "counter-complete-empty": (f"/counter/handed-in/{counters.incomplete}/complete", send_empty),
        "counter-calls": ("/counter/calls", nothing),
        "counter-calls-done": ("/counter/calls?done=reached", nothing),
        "counter-account": ("/account", nothing),
        "counter-not-found": ("/counter/handed-in/00000000-0000-4000-8000-000000000000", nothing),
    }
