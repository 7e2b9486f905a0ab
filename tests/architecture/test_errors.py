"""Whatever goes wrong for a person has a status, a code and a sentence in both languages."""

import re
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import ClassVar

from shared.errors import DiwanError
from shared.language import Catalogue, MissingMessageError, catalogue


def error_classes(repository: Path) -> set[type[DiwanError]]:
    """Every error with a meaning outside, wherever it is defined."""
    for folder in ("services", "shared"):
        for path in sorted((repository / folder).rglob("*.py")):
            if re.search(r"^class \w+\(.*Error\b", path.read_text(encoding="utf-8"), re.MULTILINE):
                import_module(".".join(path.relative_to(repository).with_suffix("").parts))
    everywhere: list[type[DiwanError]] = [DiwanError, *below(DiwanError)]
    return {error for error in everywhere if error.__module__.split(".")[0] in ("services", "shared")}


def below(error: type[DiwanError]) -> Iterator[type[DiwanError]]:
    for child in error.__subclasses__():
        yield child
        yield from below(child)


def unspoken(errors: Iterable[type[DiwanError]], words: Catalogue) -> list[str]:
    """Errors whose code has no sentence in one of the languages."""
    found = []
    for error in errors:
        try:
            words.both(f"error-{error.code}")
        except MissingMessageError as missing:
            found.append(f"{error.__module__}.{error.__qualname__}: {missing}")
    return found


class NamelessError(DiwanError):
    """An error that nobody wrote a sentence for."""

    code: ClassVar[str] = "nobody-wrote-a-sentence"


def test_every_error_has_a_sentence_in_both_languages(repository: Path) -> None:
    found = error_classes(repository)
    assert len(found) > 10
    assert unspoken(found, catalogue()) == []


def test_an_error_without_a_sentence_is_found() -> None:
    (found,) = unspoken([NamelessError], catalogue())
    assert "NamelessError" in found


def test_every_error_has_a_status_for_errors_and_a_code_for_programs(repository: Path) -> None:
    for error in error_classes(repository):
        assert 400 <= error.status <= 599, error
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", error.code), error


def test_every_error_says_when_it_arises(repository: Path) -> None:
    assert [error for error in error_classes(repository) if not error.__doc__] == []
