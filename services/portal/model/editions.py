"""What one edition of a letter changed of another, word by word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Literal

from services.portal.model.letters import Content, Edition

Part = Literal[
    "ar-subject", "ar-body", "en-subject", "en-body", "name", "address", "postal", "by", "units", "files", "secrecy"
]
"""What of a letter can differ."""

_WORD: Final = re.compile(r"\S+|\n+|[^\S\n]+")
_MOST_KEPT: Final = 24
"""Words and blanks that stay and are still shown whole; of a longer run only its two ends."""
_END: Final = 8


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words: they stayed, were taken out, or were put in; `cut` stands for words that stayed and are not shown."""

    what: Literal["same", "out", "in", "cut"]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One part that differs."""

    part: Part
    pieces: tuple[Piece, ...]


def differences(old: Edition, new: Edition) -> tuple[Difference, ...]:
    """What is different in a later edition; nothing when it says the same."""
    before, after = _parts(old.content), _parts(new.content)
    return tuple(
        Difference(part=part, pieces=tuple(_pieces(before[part], text)))
        for part, text in after.items()
        if before[part] != text
    )


def _parts(content: Content) -> dict[Part, str]:
    return {
        "ar-subject": content.ar.subject if content.ar else "",
        "ar-body": content.ar.body if content.ar else "",
        "en-subject": content.en.subject if content.en else "",
        "en-body": content.en.body if content.en else "",
        "name": content.recipient.name,
        "address": content.recipient.address or "",
        "postal": content.recipient.postal_address,
        "by": content.by,
        "units": "\n".join(content.to_units),
        "files": "\n".join(one.name for one in content.attachments),
        "secrecy": "confidential" if content.confidential else "",
    }


def _pieces(old: str, new: str) -> Iterator[Piece]:
    before, after = _WORD.findall(old), _WORD.findall(new)
    for kind, first, last, start, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            yield from _kept(before[first:last])
            continue
        if first < last:
            yield Piece("out", "".join(before[first:last]))
        if start < end:
            yield Piece("in", "".join(after[start:end]))


def _kept(words: list[str]) -> Iterator[Piece]:
    if len(words) <= _MOST_KEPT:
        yield Piece("same", "".join(words))
        return
    yield Piece("same", "".join(words[:_END]))
    yield Piece("cut", "")
    yield Piece("same", "".join(words[-_END:]))
