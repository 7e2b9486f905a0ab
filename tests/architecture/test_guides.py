"""The guides show pictures that are there, small, and told in words, too."""

import re
from pathlib import Path

import pytest

LARGEST, ALL = 80_000, 6_000_000
"""Bytes of a picture, and of all of them."""
PICTURE = re.compile(r"!\[([^\]]*)\]\((images/[^)]+)\)")


@pytest.fixture(params=["ar", "en"])
def guides(repository: Path, request: pytest.FixtureRequest) -> Path:
    return repository / "docs" / "guide" / str(request.param)


def test_every_guide_shows_pictures_and_says_what_is_on_them(guides: Path) -> None:
    for guide in guides.glob("*.md"):
        shown = PICTURE.findall(guide.read_text(encoding="utf-8"))
        assert 4 <= len(shown) <= 9, guide
        assert all(words.strip() for words, _ in shown), guide
        assert all((guides / path).is_file() for _, path in shown), guide


def test_every_picture_is_shown_once_and_small(guides: Path) -> None:
    shown = [path for guide in guides.glob("*.md") for _, path in PICTURE.findall(guide.read_text(encoding="utf-8"))]
    there = sorted(guides.glob("images/*"))
    assert sorted(shown) == [f"images/{path.name}" for path in there]
    assert [path.name for path in there if path.stat().st_size > LARGEST] == []


def test_both_languages_have_the_same_pictures_and_all_are_little(repository: Path) -> None:
    arabic, english = (list((repository / "docs" / "guide" / each).glob("images/*")) for each in ("ar", "en"))
    assert {path.name for path in arabic} == {path.name for path in english}
    assert sum(path.stat().st_size for path in (*arabic, *english)) < ALL
