"""An administrator changes what letters begin with: seen as a letter, put in force, put back."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.browsing import Visit
from tests.browser.desks import sign_in
from tests.e2e.outside import Outside

pytestmark = pytest.mark.stack
Come = Callable[..., Visit]
PATIENCE = 60_000
WORDS = "نرحب بمراجعتكم في أي وقت."
HERE = "/administration/templates/refusal"


def press(page: Page, act: str) -> None:
    """Press a button of the form."""
    page.locator(f"button[name=act][value='{act}']").click()


def begun(outside: Outside) -> dict[str, object]:
    """What a letter begins with now."""
    body = {"unit_id": "labour-permits", "number": None}
    with outside.as_("officer") as officer:
        told: dict[str, object] = officer.post("/api/v1/letter-templates/refusal/preview", json=body).json()
    return told


def test_a_template_is_changed_seen_as_a_letter_and_put_back_without_a_script(
    visit: Come, outside: Outside, language: str
) -> None:
    first = begun(outside)
    here = visit(language=language, javascript=False)
    page = sign_in(here, outside, "admin", HERE)
    page.fill("#body-ar", "{nobody}")
    press(page, "try")
    expect(page.locator("#body-ar-faults")).to_contain_text("received_on")

    page.fill("#body-ar", f"السلام عليكم،\n\n{WORDS}\n\n1. {{number}}")
    press(page, "try")
    picture = page.locator(".viewer img").first
    expect(picture).to_be_visible(timeout=PATIENCE)
    assert (picture.get_attribute("src") or "").startswith("data:image/jpeg")
    expect(page.locator("#body-ar")).to_have_value(f"السلام عليكم،\n\n{WORDS}\n\n1. {{number}}")

    page.fill("#why", "تخفيف اللهجة")
    press(page, "put")
    expect(page.locator(".done")).to_be_visible()
    expect(page.locator(".changes > li").first).to_contain_text("تخفيف اللهجة")
    now = begun(outside)
    assert now["version"] == int(str(first["version"])) + 1
    assert WORDS in str(now["ar"])

    here.open(f"{HERE}/versions/{first['version']}")
    page.locator(".grave-box summary").click()
    page.fill("#reason", "عودة إلى ما كان")
    page.locator(".grave-box button").click()
    expect(page.locator(".done")).to_be_visible()
    assert begun(outside)["ar"] == first["ar"]
