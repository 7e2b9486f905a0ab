"""The shape of what people write about one request type."""

from collections.abc import Mapping
from dataclasses import dataclass

from deploy.demo.letters.people import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """How it is said in one language.

    Subjects and requests may name `{organisation}`, `{town}`, `{register}` (commercial registration), `{person}` (another
    person concerned) and `{count}`. `papers` are the names of the files of a complete letter, by the code of the document.
    """

    subjects: tuple[str, ...]
    requests: tuple[str, ...]
    papers: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A request type as its senders see it."""

    code: str
    mailbox: str
    """Local part of its own address; empty when it has none."""
    unit: str
    """The unit that gets it."""
    ar: Wording
    en: Wording

    def in_(self, language: Language) -> Wording:
        """The wording in one language."""
        return self.ar if language == "ar" else self.en
