"""A manager's look at the work, and an auditor's at the books and at who did what, on real parts."""

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.browsing import Visit
from tests.browser.desks import Desks, sign_in
from tests.browser.for_everybody import HEAVIEST, found, is_wider_than_the_window
from tests.browser.overseer_pages import auditor_pages, overseer_pages
from tests.browser.pages import show
from tests.e2e.outside import Outside

pytestmark = pytest.mark.stack
Come = Callable[..., Visit]

WEIGHT = """performance.getEntriesByType('resource').concat(performance.getEntriesByType('navigation'))
.reduce((sum, entry) => sum + entry.decodedBodySize, 0)"""


@pytest.fixture(scope="module")
def desks(outside: Outside) -> Desks:
    """One matter of every kind."""
    return Desks.of(outside)


@pytest.mark.parametrize("who", ["manager", "auditor"])
def test_every_page_is_for_everybody_and_light(
    visit: Come, outside: Outside, desks: Desks, language: str, who: str
) -> None:
    here, narrow = visit(language=language), visit(language=language, size=(320, 740))
    pages = {**overseer_pages(), **(auditor_pages(outside, desks) if who == "auditor" else {})}
    sign_in(here, outside, who, "/dashboard")
    sign_in(narrow, outside, who, "/dashboard")
    troubles: dict[str, object] = {}
    for name, page in pages.items():
        for scheme in ("light", "dark"):
            here.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            show(here, page)
            troubles[f"{name} {scheme}"] = found(here)
        weight = here.page.evaluate(WEIGHT)
        troubles[f"{name} weight"] = weight if weight >= HEAVIEST else None
        opened = show(narrow, page)
        troubles[f"{name} narrow"] = is_wider_than_the_window(opened)
    assert {name: trouble for name, trouble in troubles.items() if trouble} == {}


def test_sixty_eight_days_are_one_click_and_a_file(visit: Come, outside: Outside, desks: Desks, tmp_path: Path) -> None:
    page = sign_in(visit(language="en"), outside, "auditor", "/reports")
    assert desks.registered
    page.get_by_role("link", name="68 days").click()
    page.get_by_text("68 days", exact=False).first.wait_for()
    told = int(page.locator(".tiles dt:has-text('Incoming') + dd").first.inner_text().replace(",", ""))
    assert told >= 2
    with page.expect_download() as downloading:
        page.get_by_role("link", name=re.compile("^CSV.*Lines of the books")).click()
    downloading.value.save_as(tmp_path / "lines.csv")
    lines = list(csv.reader(io.StringIO((tmp_path / "lines.csv").read_bytes().decode("utf-8-sig"), newline="")))
    assert int(lines[-1][1]) == told
    with page.expect_download() as downloading:
        page.get_by_role("link", name=re.compile("^Excel.*Lines of the books")).click()
    downloading.value.save_as(tmp_path / "lines.xlsx")
    assert (tmp_path / "lines.xlsx").read_bytes().startswith(b"PK")


def test_a_manager_sees_the_own_units_alone(outside: Outside, desks: Desks) -> None:
    assert desks.registered
    with outside.as_("manager") as manager, outside.as_("auditor") as auditor:
        own = manager.get("/api/v1/reports/open").raise_for_status().json()["rows"]
        everything = auditor.get("/api/v1/reports/open").raise_for_status().json()["rows"]
        units = set(manager.get("/api/v1/me").json()["units"])
    assert {row["unit_id"] for row in own} <= units
    assert len(everything) > len(own)


def test_an_auditor_checks_a_book_and_finds_who_did_what(
    visit: Come, outside: Outside, desks: Desks, language: str
) -> None:
    here = visit(language=language, javascript=False)
    page = sign_in(here, outside, "auditor", "/registers")
    page.locator("a[href*='check=true']").first.click()
    assert page.locator(".state-registered").count() == 1
    with outside.as_("clerk") as clerk:
        me = clerk.get("/api/v1/me").json()["person_id"]
        documents = clerk.get(f"/api/v1/submissions/{desks.registered}/documents").json()
        clerk.get(f"/api/v1/documents/{documents[0]['document_id']}").raise_for_status()
    here.open("/activity")
    page.select_option("#person", me)
    page.locator("form:has(#person) button").click()
    assert page.locator(f"a[href*='document={documents[0]['document_id']}']").count() >= 1
    page.locator(f"a[href*='document={documents[0]['document_id']}']").first.click()
    assert page.locator("tbody tr").count() >= 1
