"""Only pages of ours are gone on to."""

from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.portal.model.addresses import own_path

BASE = "https://diwan.example/sign-in"


@pytest.mark.parametrize("path", ["/", "/desk", "/en/desk/0193a5c2-7c1e?kind=doubtful&after=1_2026%3A", "/account"])
def test_a_page_of_ours_is_gone_on_to(path: str) -> None:
    assert own_path(path) == path


@pytest.mark.parametrize(
    "path", ["", "desk", "//evil", "/\\evil", "/\t/evil", "/x//y", "/../x", "/a b", "/é", "/@x", "/" + "x" * 600, "/\n"]
)
def test_anything_else_is_not(path: str) -> None:
    assert own_path(path) is None


@given(st.text(max_size=40) | st.from_regex(r"[/\\:@a-z.?#%]{0,20}", fullmatch=True))
def test_no_text_leads_away(text: str) -> None:
    if path := own_path(text):
        assert urlsplit(urljoin(BASE, path))[:2] == ("https", "diwan.example")
