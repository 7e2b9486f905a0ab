"""An administrator makes a type ask for one more document: tried first, then in force for requesters, then put back."""

import uuid
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.browsing import Visit
from tests.browser.desks import sign_in
from tests.browser.for_everybody import found
from tests.e2e.outside import Outside, wait_for

pytestmark = pytest.mark.stack
Come = Callable[..., Visit]

CODE = "name-reservation"
PATH = f"/administration/request-types/{CODE}"
PATIENCE = 60_000


def test_a_required_document_is_added_tried_put_in_force_and_put_back(
    visit: Come, outside: Outside, language: str
) -> None:
    name = f"site sketch {uuid.uuid4().hex[:6]}"
    document = name.replace(" ", "-")
    here = visit(language=language)
    page = sign_in(here, outside, "admin", PATH)
    rows = int(page.locator("input[name='rows.documents']").get_attribute("value") or "0")
    page.locator("button[value=add-document]").click()
    expect(page.locator("input[name='rows.documents']")).to_have_value(str(rows + 1))
    at = f"documents.{rows}"
    for control, words in (
        ("title.ar", "مخطط الموقع المطلوب"),
        ("title.en", name.capitalize()),
        ("help.ar", "مخطط حديث للموقع"),
        ("help.en", "A recent drawing"),
        ("names.ar", "مخطط الموقع"),
        ("names.en", name),
    ):
        page.locator(f"[name='{at}.{control}']").fill(words)

    page.locator(".actions button[value=try]").click()
    expect(page.locator("#preview [role=status]")).to_be_visible(timeout=PATIENCE)
    assert found(here) == []
    page.locator(".actions button[value=look]").click()
    expect(page.locator(f"#document-{document}")).to_be_visible(timeout=PATIENCE)
    assert found(here) == []
    page.locator("button[value=put]").click()
    expect(page.locator("#summary")).to_be_visible()
    page.fill("#why", "قرار اللجنة")
    page.locator("button[value=put]").click()
    expect(page.locator(".done")).to_be_visible(timeout=PATIENCE)
    expect(page.locator(".changes > li").first).to_contain_text("قرار اللجنة")
    assert found(here) == []

    guest = visit(language=language)
    wait_for(lambda: _asks_for(guest, document))
    page.locator(".changes > li").nth(1).locator(".put-back summary").click()
    page.locator(".changes > li").nth(1).locator("input[name=why]").fill("رجوع")
    page.locator(".changes > li").nth(1).locator(".put-back button").click()
    expect(page.locator(".done")).to_be_visible(timeout=PATIENCE)
    expect(page.locator("input[name='rows.documents']")).to_have_value(str(rows))
    wait_for(lambda: not _asks_for(guest, document))


def test_a_mistake_is_said_at_its_control_and_a_narrow_page_does_not_scroll_sideways(
    visit: Come, outside: Outside, language: str
) -> None:
    here = visit(language=language, size=(360, 780))
    page = sign_in(here, outside, "admin", PATH)
    page.locator("[name='title.ar']").fill("English only")
    page.fill("#why", "x")
    page.locator("button[value=put]").click()
    expect(page.locator("[name='title.ar']")).to_have_attribute("aria-invalid", "true")
    assert page.locator("#summary a").first.get_attribute("href") == "#title.ar"
    assert found(here) == []
    assert _overflows(page) is False
    here.open("/administration/request-types")
    assert found(here) == []
    assert _overflows(page) is False


def _asks_for(guest: Visit, document: str) -> bool:
    return guest.open(f"/register/{CODE}").locator(f"#document-{document}").count() == 1


def _overflows(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))
