"""What a page has to be for everybody who comes to it: nothing for axe to find, and nothing beside a narrow window."""

from collections.abc import Iterator, Mapping
from typing import Final

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.browsing import SCHEMES, Visit
from tests.browser.pages import Step, show

RULES: Final = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}

HEAVIEST: Final = 150_000
"""Bytes of a page with all that it uses, documents apart."""

narrow = pytest.mark.parametrize(
    "width", [320, 360, 640], ids=["as narrow as can be", "a telephone", "two hundred per cent"]
)
"""A test with windows so many pixels wide."""


def found(visit: Visit) -> list[str]:
    """What axe finds on the page that is open."""
    violations = Axe().run(visit.page, options=RULES).response["violations"]
    return [f"{one['id']}: {[node['target'] for node in one['nodes']]} {one['help']}" for one in violations]


def found_in_either_scheme(visit: Visit, pages: Mapping[str, tuple[str, Step]]) -> dict[str, list[str]]:
    """What axe finds on each of these pages, light and dark; empty when that is nothing."""
    return {name: trouble for name, trouble in _in_either_scheme(visit, pages) if trouble}


def wider_than_the_window(visit: Visit, pages: Mapping[str, tuple[str, Step]]) -> list[str]:
    """Which of these pages have to be scrolled sideways."""
    return [name for name, page in pages.items() if is_wider_than_the_window(show(visit, page))]


def is_wider_than_the_window(page: Page) -> bool:
    """Whether the page that is open has to be scrolled sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


def _in_either_scheme(visit: Visit, pages: Mapping[str, tuple[str, Step]]) -> Iterator[tuple[str, list[str]]]:
    for name, page in pages.items():
        show(visit, page)
        for scheme in SCHEMES:
            visit.page.emulate_media(color_scheme=scheme)
            yield f"{name} {scheme}", found(visit)
