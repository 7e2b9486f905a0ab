"""What people read: bilingual texts, and the one catalogue of messages in Arabic and English.

Messages are Fluent files (projectfluent.org) under `shared/catalogue/{ar,en}`; placeables are isolated with FSI and PDI
(Unicode UAX #9), so a number in Arabic text keeps its direction.
"""

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

from fluent.runtime import FluentBundle, FluentResource
from pydantic import BaseModel, ConfigDict

Language = Literal["ar", "en", "both"]
"""The language a person is written to in; `both` means Arabic first with English beside it."""

OneLanguage = Literal["ar", "en"]

CATALOGUE = Path(__file__).parent / "catalogue"

REMEMBERED = 1024
"""Filled-in messages that are kept, those used last."""


class Text(BaseModel):
    """The same words in both languages."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    ar: str
    en: str

    def in_(self, language: OneLanguage) -> str:
        """The words in one language."""
        return self.ar if language == "ar" else self.en


class MissingMessageError(LookupError):
    """A message that code asks for is not in the catalogue, or lacks an argument: a defect, found by tests."""


class Catalogue:
    """Looks messages up by their id and fills in their arguments."""

    def __init__(self, folder: Path = CATALOGUE) -> None:
        self._bundles: Mapping[str, FluentBundle] = {name: _bundle(folder / name, name) for name in ("ar", "en")}
        # Most messages have no arguments, or a date that many have: they are the same words again and again.
        self._formatted = lru_cache(maxsize=REMEMBERED, typed=True)(self._format)

    def text(self, language: OneLanguage, key: str, /, **arguments: str | float | date | datetime) -> str:
        """The message `key` in one language. Raises `MissingMessageError`."""
        return self._formatted(language, key, **arguments)

    def both(self, key: str, /, **arguments: str | float | date | datetime) -> Text:
        """The message `key` in both languages."""
        return Text(ar=self.text("ar", key, **arguments), en=self.text("en", key, **arguments))

    def _format(self, language: OneLanguage, key: str, /, **arguments: str | float | date | datetime) -> str:
        bundle = self._bundles[language]
        if not bundle.has_message(key):
            raise MissingMessageError(f"{language}: {key}")
        value = bundle.get_message(key).value
        if value is None:
            raise MissingMessageError(f"{language}: {key} has no value")
        text, errors = bundle.format_pattern(value, arguments)
        if errors:
            raise MissingMessageError(f"{language}: {key}: {errors}")
        return str(text)


@cache
def catalogue() -> Catalogue:
    """The project's catalogue, read once."""
    return Catalogue()


def _bundle(folder: Path, locale: str) -> FluentBundle:
    # CLDR's default digits for `ar` are Latin, which we want: numbers are copied into searches and telephone keypads.
    bundle = FluentBundle([locale], use_isolating=True)
    for path in sorted(folder.glob("*.ftl")):
        bundle.add_resource(FluentResource(path.read_text(encoding="utf-8")))
    return bundle
