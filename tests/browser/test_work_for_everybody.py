"""Every page of an officer: what axe finds, narrow windows, and how heavy and how fast they are."""

from collections.abc import Callable

import pytest

from tests.browser.browsing import Visit
from tests.browser.desks import sign_in
from tests.browser.for_everybody import HEAVIEST, found_in_either_scheme, narrow, wider_than_the_window
from tests.browser.work_pages import unfold, work_pages
from tests.browser.works import Works
from tests.e2e.outside import Outside

pytestmark = pytest.mark.stack
Come = Callable[..., Visit]


@pytest.fixture(scope="module")
def works(outside: Outside) -> Works:
    """A transaction in every state."""
    return Works.of(outside)


def test_axe_finds_nothing_on_any_page_in_either_scheme(
    visit: Come, outside: Outside, works: Works, language: str
) -> None:
    here = visit(language=language)
    sign_in(here, outside, "officer", "/inbox")
    assert found_in_either_scheme(here, work_pages(works)) == {}


@narrow
def test_nothing_has_to_be_scrolled_sideways(
    visit: Come, outside: Outside, works: Works, language: str, width: int
) -> None:
    here = visit(language=language, size=(width, 740))
    sign_in(here, outside, "officer", "/inbox")
    assert wider_than_the_window(here, work_pages(works)) == []


def test_everything_can_be_reached_by_keyboard_and_shows_where_one_is(
    visit: Come, outside: Outside, works: Works
) -> None:
    here = visit(language="ar")
    page = sign_in(here, outside, "officer", f"/matters/{works.referred}")
    unfold(page)
    page.evaluate("document.activeElement.blur(); window.scrollTo(0, 0)")
    wanted = page.evaluate(
        """[...document.querySelectorAll("main a, main button, main input:not([type=hidden]), main textarea, main summary")]
        .filter((one) => one.checkVisibility() && one.type !== "radio").length"""
    )
    reached = set()
    for _ in range(wanted + 40):
        page.keyboard.press("Tab")
        at = page.evaluate(
            """() => { const all = [...document.querySelectorAll("main *")], one = document.activeElement;
            return [all.indexOf(one), one.type, getComputedStyle(one).outlineStyle]; }"""
        )
        # Of several radio buttons one is reached.
        if at[0] >= 0 and at[1] != "radio":
            assert at[2] != "none", at
            reached.add(at[0])
    assert len(reached) >= wanted


def test_a_page_without_its_documents_is_light(visit: Come, outside: Outside, works: Works) -> None:
    here = visit(language="ar")
    page = sign_in(here, outside, "officer", "/inbox")
    sizes: dict[str, int] = {}
    page.on("response", lambda answer: sizes.update({answer.url: len(answer.body())}))
    for name, path in (
        ("inbox", "/inbox"),
        ("transaction", f"/matters/{works.referred}?paper={'0' * 8}-0000-4000-8000-{'0' * 12}"),
    ):
        sizes.clear()
        here.page.goto(path, wait_until="load")
        assert sum(size for url, size in sizes.items() if "/documents/" not in url) < HEAVIEST, name
