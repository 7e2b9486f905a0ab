"""Every page of letters: what axe finds, and narrow windows."""

from collections.abc import Callable

import pytest

from tests.browser.browsing import Visit
from tests.browser.desks import sign_in
from tests.browser.for_everybody import found_in_either_scheme, narrow, wider_than_the_window
from tests.browser.letter_pages import Written, managers_letters, officers_letters
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
    assert found_in_either_scheme(here, PEOPLE[login](written)) == {}


@narrow
@pytest.mark.parametrize("login", PEOPLE)
def test_nothing_has_to_be_scrolled_sideways(
    visit: Come, outside: Outside, written: Written, language: str, login: str, width: int
) -> None:
    here = visit(language=language, size=(width, 740))
    sign_in(here, outside, login, "/letters")
    assert wider_than_the_window(here, PEOPLE[login](written)) == []
