"""A letter that was issued, as the mail that brings it: to the requester whom it answers, or to whom it was written."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal, Self

from shared.contracts.base import Document, Unit

Enclosed = Literal["all", "letter", "nothing"]
"""What travels in the mail itself: the letter and its attachments, the letter alone, or nothing but where it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """A letter with its own number and its documents; `enclosed` is how much of it the mail carries."""

    letter_number: str
    issued_at: datetime
    unit: Unit
    letter: Document
    attachments: tuple[Document, ...]
    enclosed: Enclosed = "all"
    least: Enclosed = "nothing"
    """Where the letter can be had in no other way, it is in the mail."""

    @property
    def enclosures(self) -> tuple[Document, ...]:
        """What the mail carries."""
        match self.enclosed:
            case "all":
                return (self.letter, *self.attachments)
            case "letter":
                return (self.letter,)
            case "nothing":
                return ()

    def lesser(self) -> Self | None:
        """The same with less in the mail; None when it is the least already."""
        if self.enclosed == self.least:
            return None
        if self.enclosed == "all" and self.attachments:
            return replace(self, enclosed="letter")
        return replace(self, enclosed="nothing") if self.least == "nothing" else None

    def within(self, limit: int) -> Self:
        """The same with no more in the mail than so many bytes, if it can be less."""
        fitting = self
        while sum(document.size for document in fitting.enclosures) > limit and (less := fitting.lesser()):
            fitting = less
        return fitting
