"""Every page of letters: what axe finds, and narrow windows."""

from collections.abc import Callable

import pytest

from tests.browser.browsing import Visit
from tests.browser.desks import sign_in
from tests.browser.letter_pages import Written, managers_letters, officers_letters
from tests.browser.pages import show
from tests.browser.test_desk_for_everybody import found
from tests.e2e.outside import Outside

pytestmark = pytest.mark.stack
Come = Callable[..., Visit]
PEOPLE = {"officer": officers_letters, "manager": managers_letters}


@pytest.fixture(scope="module")
def written(outside: Outside) -> Written:
    """A letter in every state."""
    return Written.of(outside)


@pytest.mark.parametrize("login", PEOPLE)
def test_axe_finds_nothing_on_any_page_in_either_scheme(
    visit: Come, outside: Outside, written: Written, language: str, login: str
) -> None:
    here = visit(language=language)
    sign_in(here, outside, login, "/letters")
    troubles = {}
    for name, page in PEOPLE[login](written).items():
        for scheme in ("light", "dark"):
            here.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            show(here, page)
            troubles[f"{name} {scheme}"] = found(here)
    assert {name: trouble for name, trouble in troubles.items() if trouble} == {}


@pytest.mark.parametrize("width", [320, 360, 640], ids=["as narrow as can be", "a telephone", "two hundred per cent"])
@pytest.mark.parametrize("login", PEOPLE)
def test_nothing_has_to_be_scrolled_sideways(
    visit: Come, outside: Outside, written: Written, language: str, login: str, width: int
) -> None:
    here = visit(language=language, size=(width, 740))
    sign_in(here, outside, login, "/letters")
    wide = []
    for name, page in PEOPLE[login](written).items():
        opened = show(here, page)
        if opened.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            wide.append(name)
    assert wide == []
