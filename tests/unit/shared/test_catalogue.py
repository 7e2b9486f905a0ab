"""The catalogue says the same in both languages, and has what code asks for."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

from shared.language import CATALOGUE, MissingMessageError, catalogue


class Parts(Visitor):
    """The arguments of a message, and the forms of its plurals."""

    def __init__(self, message: ast.Message) -> None:
        self.arguments: set[str] = set()
        self.variants: list[set[str]] = []
        self.visit(message)

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802 - named by the parser
        self.arguments.add(node.id.name)

    def visit_SelectExpression(self, node: ast.SelectExpression) -> None:  # noqa: N802 - named by the parser
        keys = (variant.key for variant in node.variants)
        self.variants.append({key.name for key in keys if isinstance(key, ast.Identifier)})
        self.generic_visit(node)


def entries(path: Path) -> Iterator[ast.EntryType]:
    return iter(FluentParser().parse(path.read_text(encoding="utf-8")).body)


def messages(language: str) -> dict[str, ast.Message]:
    found: dict[str, ast.Message] = {}
    for path in sorted((CATALOGUE / language).glob("*.ftl")):
        for entry in entries(path):
            if isinstance(entry, ast.Message):
                assert entry.id.name not in found, f"{path}: {entry.id.name} is there twice"
                found[entry.id.name] = entry
    return found


def test_there_is_a_file_in_each_language_for_each_in_the_other() -> None:
    arabic, english = (sorted(path.name for path in (CATALOGUE / language).glob("*.ftl")) for language in ("ar", "en"))
    assert arabic == english
    assert arabic


@pytest.mark.parametrize("path", sorted(CATALOGUE.glob("*/*.ftl")), ids=lambda path: f"{path.parent.name}-{path.name}")
def test_every_line_is_understood(path: Path) -> None:
    assert [entry.content for entry in entries(path) if isinstance(entry, ast.Junk)] == []


def test_both_languages_have_the_same_messages() -> None:
    assert messages("ar").keys() == messages("en").keys()


def test_both_languages_take_the_same_arguments() -> None:
    english = messages("en")
    for key, message in messages("ar").items():
        assert Parts(message).arguments == Parts(english[key]).arguments, key


def test_arabic_plurals_have_the_forms_that_arabic_has() -> None:
    plurals = [(key, forms) for key, message in messages("ar").items() for forms in Parts(message).variants]
    assert plurals
    for key, forms in plurals:
        assert {"one", "two", "few", "many", "other"} <= forms, key


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("key", sorted(key for key in messages("en") if key.startswith("error-")))
def test_every_error_has_a_whole_sentence(language: str, key: str) -> None:
    sentence = catalogue().text("ar" if language == "ar" else "en", key)
    assert sentence.endswith(".")
    assert len(sentence) > 15


def test_arabic_is_written_with_arabic_letters_and_marks_and_latin_digits() -> None:
    for path in sorted((CATALOGUE / "ar").glob("*.ftl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            text = re.sub(r"^[a-z0-9-]+ =|\{[^}]*|\[[a-z0-9]+\]", "", line)
            assert not re.search(r"[٠-٩۰-۹ـ]", text.replace("هـ", "")), line
            assert not re.search(r"[\u0600-\u06ff] ?[,;?]", text), line


def test_english_has_no_arabic_in_it() -> None:
    for path in sorted((CATALOGUE / "en").glob("*.ftl")):
        assert not re.search(r"[\u0600-\u06ff]", path.read_text(encoding="utf-8")), path


def test_a_message_that_is_not_there_or_lacks_an_argument_is_an_error() -> None:
    with pytest.raises(MissingMessageError):
        catalogue().text("ar", "no-such-message")
    with pytest.raises(MissingMessageError):
        catalogue().text("ar", "notice-registered-original")
