"""An administrator lets the letters of a new sender go to their unit: drafted, tried, put in force, put back."""

import uuid
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.browsing import Visit
from tests.browser.desks import sign_in
from tests.e2e.outside import Outside, letter, wait_for

pytestmark = pytest.mark.stack
Come = Callable[..., Visit]
LEGAL = "legal-affairs"
IN_FORCE = {"ar": "سارٍ من الآن", "en": "In force from now on"}


def routed(outside: Outside, sender: str) -> dict[str, object]:
    """Where the letter of somebody went."""
    outside.send(letter(sender=sender, subject="رسالة", files=("رسالة.pdf",)), sender=sender)
    number = outside.notice(recipient=sender, kind="registered").number

    def route() -> dict[str, object] | None:
        with outside.as_("clerk") as clerk:
            answer = clerk.get(f"/api/v1/routes/{number}")
        return answer.json() if answer.status_code == 200 else None

    return wait_for(route)


def press(page: Page, act: str) -> None:
    """Press a button of the draft."""
    page.locator(f"button[name=act][value='{act}']").click()


def version(outside: Outside) -> int:
    """Which rules are in force."""
    with outside.as_("admin") as admin:
        return int(admin.get("/api/v1/routing-rules").json()["number"])


def test_a_rule_is_drafted_tried_put_in_force_and_put_back_without_a_script(
    visit: Come, outside: Outside, language: str
) -> None:
    domain = f"{uuid.uuid4().hex[:12]}.example"
    before = routed(outside, f"a@{domain}")
    assert (before["unit_id"], before["because"]) == ("documents", "request-type")
    first = version(outside)

    here = visit(language=language, javascript=False)
    page = sign_in(here, outside, "admin", "/administration/rules/draft")
    press(page, "new")
    press(page, "keep")
    expect(page.locator("#summary")).to_be_visible()
    page.fill("#senders", domain)
    page.select_option("#unit", LEGAL)
    page.fill("#certainty", "95")
    page.fill("#code", f"sender-{domain.partition('.')[0]}")
    page.fill("#note", "رسائلهم قضايا")
    press(page, "keep")
    expect(page.locator(".changes").first).to_contain_text(domain)

    press(page, "try")
    trial = page.locator(".trial")
    expect(trial).to_contain_text(str(before["number"]))
    expect(trial.locator(".trial-numbers li").nth(1).locator("strong")).to_have_text("1")

    page.fill("#why", "قرار اللجنة رقم 14")
    press(page, "put")
    expect(page.locator(".done")).to_contain_text(IN_FORCE[language])
    expect(page.locator(".changes > li").first).to_contain_text("قرار اللجنة رقم 14")
    assert version(outside) == first + 1

    def to_the_unit() -> dict[str, object] | None:
        now = routed(outside, f"{uuid.uuid4().hex[:8]}@{domain}")
        return now if now["unit_id"] == LEGAL else None

    after = wait_for(to_the_unit)
    steps = after["history"]
    assert isinstance(steps, list)
    assert steps[0]["rules_version"] == first + 1

    here.open(f"/administration/rules/versions/{first}")
    page.locator(".grave-box summary").click()
    page.fill("#reason", "عودة إلى ما كان")
    page.locator(".grave-box button").click()
    expect(page.locator(".done")).to_be_visible()
    expect(page.locator(".rule-rows")).not_to_contain_text(domain)
    assert version(outside) == first + 2
