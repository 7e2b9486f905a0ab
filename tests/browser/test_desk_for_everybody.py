"""Every page of a clerk: what axe finds, narrow windows, and documents that would do something if they could."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.browsing import Visit
from tests.browser.desks import Desks, hand_in, letter, sign_in, wait_until
from tests.browser.for_everybody import found, found_in_either_scheme, narrow, wider_than_the_window
from tests.browser.staff_pages import staff_pages
from tests.e2e.outside import Outside

pytestmark = pytest.mark.stack
Come = Callable[..., Visit]

SCRIPT = b"fetch('https://evil.example/');document.title='run';document.documentElement.dataset.run='yes'"
HTML = b"<!doctype html><script>" + SCRIPT + b'</script><img src=https://evil.example/x onerror="' + SCRIPT + b'">'
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="' + SCRIPT + b'"><script>' + SCRIPT + b"</script></svg>"


@pytest.fixture(scope="module")
def desks(outside: Outside) -> Desks:
    """One matter of every kind."""
    return Desks.of(outside)


def test_axe_finds_nothing_on_any_page_in_either_scheme(
    visit: Come, outside: Outside, desks: Desks, language: str
) -> None:
    here = visit(language=language)
    here.open("/sign-in")
    assert found(here) == []
    sign_in(here, outside)
    assert found_in_either_scheme(here, staff_pages(desks)) == {}


@narrow
def test_nothing_has_to_be_scrolled_sideways(
    visit: Come, outside: Outside, desks: Desks, language: str, width: int
) -> None:
    here = visit(language=language, size=(width, 740))
    sign_in(here, outside)
    assert wider_than_the_window(here, staff_pages(desks)) == []


def test_a_pdf_and_a_picture_are_drawn_beside_the_matter(visit: Come, outside: Outside, desks: Desks) -> None:
    page = sign_in(visit(language="en"), outside, path=f"/desk/{desks.undecided}")
    pictures = page.locator(".viewer img")
    assert pictures.count() == 2
    expect(pictures.first).to_have_js_property("naturalWidth", 1200)
    page.locator("[data-paper]", has_text="scan0002.png").click()
    expect(pictures.first).to_have_js_property("naturalWidth", 300)


def test_who_saw_a_document_is_recorded_under_the_clerks_own_name(visit: Come, outside: Outside, desks: Desks) -> None:
    page = sign_in(visit(language="en"), outside, path=f"/desk/{desks.undecided}")
    address = page.locator(".viewer img").first.get_attribute("src") or ""
    document = address.split("/")[3]
    with outside.as_("auditor") as auditor, outside.as_("clerk") as clerk:
        views = auditor.get(f"/api/v1/documents/{document}/views").json()
        assert {view["person_id"] for view in views} == {clerk.get("/api/v1/me").json()["person_id"]}


def test_hostile_documents_are_never_run(visit: Come, outside: Outside) -> None:
    names = ("page.html", "drawing.svg", "false.png", "false.pdf", "letter.pdf")
    contents = (
        HTML,
        SVG,
        HTML,
        SVG,
        letter("harmless").replace(b"/Type /Catalog", b"/Type /Catalog /OpenAction 1 0 R"),
    )
    files = tuple(
        (name, content, "text/html" if name.endswith(".html") else "application/octet-stream")
        for name, content in zip(names, contents, strict=True)
    )
    submission = hand_in(outside, files=files)
    wait_until(outside, submission, "undecided", "incomplete")
    clerk = visit(language="en")
    page = sign_in(clerk, outside, path=f"/desk/{submission}")
    papers = [one.get_attribute("href") or "" for one in page.locator("[data-paper]").all()]
    assert len(papers) >= len(names)
    for paper in papers:
        page.goto(paper)
        assert page.evaluate("document.documentElement.dataset.run") is None
        document = paper.partition("paper=")[2].partition("#")[0]
        for what in ("picture", "pages/1"):
            # Also opened by itself it is a picture, or a page that says there is none.
            page.goto(f"/desk/documents/{document}/{what}")
            assert page.evaluate("document.documentElement.dataset.run") is None
            assert page.title() != "run"
        answer = clerk.context.request.get(f"/desk/documents/{document}/file?name=x.html")
        assert answer.headers["content-type"] == "application/octet-stream"
        assert answer.headers["content-disposition"].startswith("attachment;")
        assert "sandbox" in answer.headers["content-security-policy"]
    # The browser's own way of showing a picture wants a style that the policy refuses even to it.
    serious = [trouble for trouble in clerk.troubles if "Applying inline style" not in trouble]
    assert serious == []
    clerk.troubles.clear()
