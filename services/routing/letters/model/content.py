"""What a letter says, to whom, and every version of it that there was."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from services.routing.letters.errors import ImpossibleLetterError
from services.routing.model import By
from shared.contracts.base import Document
from shared.contracts.routing import Recipient
from shared.language import Language, OneLanguage

Kind = Literal["answer", "letter", "memo"]
"""An answer to a transaction; a letter of a unit's own initiative; a memo (مذكرة) to other units, of the internal book."""

Way = Literal["mail", "paper", "units"]
"""How it goes: by e-mail, printed and delivered, or to units inside."""


NOBODY = Recipient()
"""Of a memo, which goes to units alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """A letter's words in one language. The body is plain text: paragraphs, and lists of lines that begin with a mark."""

    subject: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """All of a letter that its writer decides. At least one language is there; both stand one after the other."""

    ar: Wording | None = None
    en: Wording | None = None
    recipient: Recipient = NOBODY
    by: Way
    to_units: tuple[str, ...] = ()
    attachments: tuple[Document, ...] = ()
    confidential: bool = False

    @property
    def language(self) -> Language:
        """The language that it is written in."""
        if self.ar and self.en:
            return "both"
        return "ar" if self.ar else "en"

    @property
    def wordings(self) -> tuple[tuple[OneLanguage, Wording], ...]:
        """The words by language, Arabic first."""
        both: tuple[tuple[OneLanguage, Wording | None], ...] = (("ar", self.ar), ("en", self.en))
        return tuple((language, words) for language, words in both if words)

    @property
    def subject(self) -> str:
        """What lists show: the subject in Arabic, or in the one language that it is in."""
        return self.wordings[0][1].subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One version of a letter's content, kept for ever. Rounds count from 1."""

    round: int
    content: Content
    by: By
    at: datetime


def check(kind: Kind, unit_id: str, content: Content, *, answers: bool) -> None:
    """Raise `ImpossibleLetterError` unless a letter of this kind, by this unit, can be like that.

    `answers` says whether there is a transaction that it can answer.
    """
    if kind == "answer" and not answers:
        raise ImpossibleLetterError("an answer to nothing")
    if not content.wordings:
        raise ImpossibleLetterError("in no language")
    if kind == "memo":
        if content.by != "units" or not content.to_units or unit_id in content.to_units:
            raise ImpossibleLetterError("a memo goes to other units, and nowhere else")
    elif content.by == "units" or content.to_units:
        raise ImpossibleLetterError(f"units get memos, not a {kind}")
    elif content.by == "mail" and not content.recipient.address:
        raise ImpossibleLetterError("by e-mail, and no address")
    elif not content.recipient.name.strip():
        raise ImpossibleLetterError("to nobody")
