from pathlib import Path

import pytest

from shared.language import Catalogue, MissingMessageError, Text

FIRST_STRONG_ISOLATE = "\N{FIRST STRONG ISOLATE}"
POP = "\N{POP DIRECTIONAL ISOLATE}"


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    for language, words in {"ar": "رقمها", "en": "its number is"}.items():
        (tmp_path / language).mkdir()
        (tmp_path / language / "some.ftl").write_text(
            f"number = {words} {'{ $number }'}\nplain = {words}\nonly-an-attribute =\n    .title = {words}\n",
            encoding="utf-8",
        )
    (tmp_path / "en" / "more.ftl").write_text("only-english = here\n", encoding="utf-8")
    return Catalogue(tmp_path)


def test_what_is_filled_in_is_isolated_from_the_direction_around_it(catalogue: Catalogue) -> None:
    text = catalogue.text("ar", "number", number="IN-2026-000123-7")
    assert text == f"رقمها {FIRST_STRONG_ISOLATE}IN-2026-000123-7{POP}"


def test_a_message_is_given_in_both_languages(catalogue: Catalogue) -> None:
    assert catalogue.both("plain") == Text(ar="رقمها", en="its number is")


def test_texts_know_their_languages() -> None:
    text = Text(ar="سجل", en="register")
    assert (text.in_("ar"), text.in_("en")) == ("سجل", "register")


def test_numbers_have_latin_digits_in_both_languages(catalogue: Catalogue) -> None:
    assert "1,234" in catalogue.text("en", "number", number=1234)
    assert "1,234" in catalogue.text("ar", "number", number=1234)


@pytest.mark.parametrize("key", ["no-such-message", "only-english", "only-an-attribute"])
def test_a_message_that_a_language_lacks_is_an_error(catalogue: Catalogue, key: str) -> None:
    with pytest.raises(MissingMessageError, match=f"ar: {key}"):
        catalogue.text("ar", key)


def test_an_argument_that_is_missing_is_an_error(catalogue: Catalogue) -> None:
    with pytest.raises(MissingMessageError, match="number"):
        catalogue.text("en", "number")
