"""An administrator keeps documents as long as they have to be kept: classes, a hold, and what is due, confirmed."""

import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect
from pymongo import MongoClient

from tests.browser.browsing import Visit
from tests.browser.desks import sign_in
from tests.browser.for_everybody import found, is_wider_than_the_window
from tests.e2e.outside import Outside, letter, wait_for

pytestmark = pytest.mark.stack
Come = Callable[..., Visit]
HERE = "/administration/retention"
DUE = f"{HERE}/due?class=ordinary"
LONG_AGO = datetime.now(UTC) - timedelta(days=11 * 366)


def closed_long_ago(outside: Outside) -> str:
    """The number of a letter that was closed today; to storage, long ago."""
    sender = f"{uuid.uuid4().hex[:10]}@people.example"
    outside.send(letter(sender=sender, subject="رسالة قديمة", files=("رسالة.pdf",)), sender=sender)
    number = outside.notice(recipient=sender, kind="registered").number
    with outside.as_("clerk") as clerk:

        def route() -> str | None:
            answer = clerk.get(f"/api/v1/routes/{number}")
            return answer.headers["etag"] if answer.status_code == 200 else None

        etag = wait_for(route)
        path = f"/api/v1/routes/{number}/close"
        clerk.post(path, json={"reason": "حفظ"}, headers={"If-Match": etag}).raise_for_status()
    with MongoClient[dict[str, object]](outside.stack.mongo_admin_url, appname="diwan") as client:
        kept = client["diwan_storage"]["kept_matters"]
        wait_for(lambda: kept.update_one({"number": number}, {"$set": {"closed_at": LONG_AGO}}).matched_count or None)
    return number


def documents_of(outside: Outside, number: str) -> list[dict[str, object]]:
    """The documents of a transaction, as a clerk is told of them."""
    with outside.as_("clerk") as clerk:
        submission = clerk.get(f"/api/v1/routes/{number}").json()["submission_id"]
        listed: list[dict[str, object]] = clerk.get(f"/api/v1/submissions/{submission}/documents").json()
        return listed


def is_good(here: Visit) -> Page:
    """A page that axe finds nothing on, and that fits a telephone."""
    assert found(here) == []
    assert not is_wider_than_the_window(here.page)
    return here.page


def test_what_is_due_is_held_let_go_and_confirmed_without_a_script(
    visit: Come, outside: Outside, language: str
) -> None:
    number = closed_long_ago(outside)
    here = visit(language=language, javascript=False)
    page = sign_in(here, outside, "admin", f"{HERE}/holds")
    page.fill("#held-number", number)
    page.fill("#reason", "دعوى رقم 77")
    page.locator("form.sheet button").click()
    expect(page.locator(".done")).to_be_visible()
    expect(page.locator(".changes")).to_contain_text(number)
    here.open(DUE)
    expect(page.locator("main")).not_to_contain_text(number)

    here.open(f"{HERE}/holds")
    held = page.locator(".changes li", has_text=number)
    held.locator("summary").click()
    held.locator("input[name=why]").fill("صدر الحكم")
    held.locator("button").click()
    expect(page.locator(".done")).to_be_visible()

    here.open(DUE)
    page.locator(".confirming button[type=submit]").click()
    expect(page.locator("#summary")).to_be_visible()
    page.check(f"input[name=number][value='{number}']")
    page.fill("#reason", "محضر لجنة الإتلاف رقم 3")
    page.check("#sure")
    page.locator(".confirming button[type=submit]").click()
    expect(page.locator(".changes > li").first).to_contain_text(number)
    expect(page.locator(".changes > li").first).to_contain_text("محضر لجنة الإتلاف رقم 3")

    def all_gone() -> list[dict[str, object]] | None:
        listed = documents_of(outside, number)
        return listed if all(one["disposed_at"] for one in listed) else None

    gone = wait_for(all_gone)
    assert len(gone) == 2
    with outside.as_("clerk") as clerk:
        for one in gone:
            answer = clerk.get(f"/api/v1/documents/{one['document_id']}", headers={"Accept-Language": language})
            assert (answer.status_code, answer.json()["code"]) == (410, "document-disposed")
        # The register keeps its line.
        assert clerk.get(f"/api/v1/transactions/{number}").json()["number"] == number


def test_classes_are_changed_and_put_back_and_every_page_fits_a_telephone(
    visit: Come, outside: Outside, language: str
) -> None:
    number = closed_long_ago(outside)
    here = visit(language=language, size=(360, 740))
    page = sign_in(here, outside, "admin", HERE)
    is_good(here)
    with outside.as_("admin") as admin:
        first = int(admin.get("/api/v1/retention/classes").json()["number"])
    here.open(f"{HERE}/classes")
    is_good(here)
    page.locator("button[name=step][value=put]").click()
    expect(page.locator("#summary")).to_be_visible()
    is_good(here)
    page.fill("[id='classes.2.years']", "0")
    page.fill("#why", "قرار 9")
    page.locator("button[name=step][value=put]").click()
    expect(page.locator("[id='classes.2.years-faults'] p")).to_be_visible()
    is_good(here)
    page.fill("[id='classes.2.years']", "6")
    page.locator("button[name=step][value=put]").click()
    expect(page.locator(".done")).to_be_visible()
    expect(page.locator(".changes > li").first).to_contain_text("قرار 9")
    here.open(f"{HERE}/versions/{first}")
    page.locator(".grave-box summary").click()
    is_good(here)
    page.fill("#reason", "عودة")
    page.locator(".grave-box button").click()
    expect(page.locator(".done")).to_be_visible()

    here.open(DUE)
    expect(page.locator("main")).to_contain_text(number)
    is_good(here)
    page.locator(".confirming button[type=submit]").click()
    expect(page.locator("#summary")).to_be_visible()
    is_good(here)
    with outside.as_("admin") as admin:
        held = f"/api/v1/retention/holds/{number}"
        admin.put(held, json={"why": "دعوى 77"}).raise_for_status()
        admin.put(held, json={"why": "تدقيق 8"}, headers={"If-Match": '"1"'}).raise_for_status()
    here.open(f"{HERE}/holds")
    line = page.locator(".changes > li", has_text=number)
    for words in ("دعوى 77", "تدقيق 8"):
        expect(line).to_contain_text(words)
    line.locator("summary").click()
    is_good(here)
    here.open(f"{HERE}/disposals")
    is_good(here)
