"""Every page and state, for everybody: what axe finds, narrow windows, large type, both schemes, nothing from elsewhere."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.browsing import Visit
from tests.browser.for_everybody import HEAVIEST, found, is_wider_than_the_window, narrow, wider_than_the_window
from tests.browser.matters import Matters
from tests.browser.pages import all_pages, show

Come = Callable[..., Visit]

NAMES = tuple(all_pages(Matters(registered="", incomplete="", undecided="", rejected="")))


@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_nothing_in_either_scheme(visit: Come, matters: Matters, language: str, name: str) -> None:
    here = visit(language=language)
    show(here, all_pages(matters)[name])
    assert found(here) == []
    here.page.emulate_media(color_scheme="dark")
    assert found(here) == []


@narrow
def test_nothing_has_to_be_scrolled_sideways(visit: Come, matters: Matters, language: str, width: int) -> None:
    here = visit(language=language, size=(width, 740))
    assert wider_than_the_window(here, all_pages(matters)) == []


def test_text_twice_as_large_stays_readable(visit: Come, matters: Matters, language: str) -> None:
    here = visit(language=language, size=(640, 740))
    for name, page in all_pages(matters).items():
        opened = show(here, page)
        opened.evaluate("document.documentElement.style.fontSize = '200%'")
        assert not is_wider_than_the_window(opened), name


def test_whatever_is_pressed_is_large_enough(visit: Come, matters: Matters, language: str) -> None:
    here = visit(language=language, size=(360, 740))
    for name, page in all_pages(matters).items():
        opened = show(here, page)
        small = opened.evaluate(
            """() => [...document.querySelectorAll("button, .button, nav a, input:not([type=hidden])")]
                .map((one) => [one.outerHTML.slice(0, 80), one.closest("label") ?? one])
                .map(([html, one]) => [html, one.getBoundingClientRect()])
                .filter(([, box]) => box.height > 0 && (box.height < 24 || box.width < 24))
                .map(([html]) => html)"""
        )
        assert small == [], name


def test_a_page_with_all_it_uses_is_light(visit: Come, matters: Matters) -> None:
    for name, page in all_pages(matters).items():
        opened = show(visit(), page)
        weight = opened.evaluate(
            """() => [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
                .reduce((sum, one) => sum + one.encodedBodySize, 0)"""
        )
        assert 1_000 < weight < HEAVIEST, name


def test_without_scripts_every_page_says_the_same(visit: Come, matters: Matters, language: str) -> None:
    bare, full = visit(language=language, javascript=False), visit(language=language)
    for name, (path, _) in all_pages(matters).items():
        headings = [one.open(path).locator("h1, h2").all_inner_texts() for one in (bare, full)]
        assert headings[0] == headings[1], name


def test_what_is_live_is_read_out_when_it_changes(visit: Come, matters: Matters, language: str) -> None:
    page = visit(language=language).open(f"/track/{matters.undecided}")
    assert page.locator("[role=status]").count() == 1


def test_a_printed_receipt_has_no_buttons_and_no_ways_elsewhere(visit: Come, matters: Matters) -> None:
    page = visit().open(f"/track/{matters.registered}/receipt")
    page.emulate_media(media="print")
    expect(page.locator(".qr")).to_be_visible()
    for hidden in ("nav", ".actions", "[data-print]"):
        expect(page.locator(hidden).first).to_be_hidden()
