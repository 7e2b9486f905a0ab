"""The parts of a letter in one language, before they become text or HTML."""

from dataclasses import dataclass
from typing import Literal

from shared.language import OneLanguage


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and its value. `latin` values (numbers) always run from left to right; `telephone` ones can be called."""

    label: str
    value: str
    form: Literal["words", "latin", "telephone"] = "words"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing of a list, such as what is missing with what helps to get it; `link` leads to it where there is a place."""

    title: str
    help: str
    link: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """What only this kind of notice has, under its facts: what is missing, someone's own words, what happens next."""

    items_label: str = ""
    items: tuple[Item, ...] = ()
    quote_label: str = ""
    quote: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A notice in one language, part by part from top to bottom."""

    language: OneLanguage
    title: str
    greeting: str
    opening: str
    facts: tuple[Fact, ...]
    body: Body
    link_label: str
    link: str
    closing: str
    signature: tuple[str, ...]
    footer: str

    @property
    def direction(self) -> Literal["rtl", "ltr"]:
        """Which way its lines run."""
        return "rtl" if self.language == "ar" else "ltr"
