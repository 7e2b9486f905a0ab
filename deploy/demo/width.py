"""How many columns of a terminal a text takes, and text of a wanted width (Unicode UAX #11, and marks that take none)."""

import unicodedata
from typing import Final

_NO_COLUMN: Final = frozenset({"Mn", "Me", "Cf", "Cc"})
"""Marks above letters (tashkeel), and what only steers (direction marks, joiners)."""
_FROM_THE_RIGHT: Final = frozenset({"R", "AL", "AN"})
_TWO_COLUMNS: Final = frozenset({"W", "F"})
_MARK: Final = "\u200e"
"""LEFT-TO-RIGHT MARK: on both sides of Arabic text it keeps what stands beside it, such as a telephone number, in place."""


def display_width(text: str) -> int:
    """Columns. A letter with its marks is one; a wide character of East Asia is two."""
    return sum(_columns(char) for char in text)


def cut(text: str, columns: int) -> str:
    """The text, or as much of it as fits with an ellipsis."""
    if display_width(text) <= columns:
        return text
    taken, kept = 0, ""
    for char in text:
        taken += _columns(char)
        if taken > columns - 1:
            break
        kept += char
    return f"{kept.rstrip()}…" if columns > 0 else ""


def padded(text: str, columns: int, *, right: bool = False) -> str:
    """The text cut or filled with spaces to that width; with `right` it stands at the right."""
    fitting = cut(text, columns)
    spaces = " " * (columns - display_width(fitting))
    return f"{spaces}{fitting}" if right else f"{fitting}{spaces}"


def kept_in_place(text: str) -> str:
    """The text, and where something in it runs from right to left, a mark on both sides of it."""
    turns = any(unicodedata.bidirectional(char) in _FROM_THE_RIGHT for char in text)
    return f"{_MARK}{text}{_MARK}" if turns else text


def _columns(char: str) -> int:
    if unicodedata.category(char) in _NO_COLUMN:
        return 0
    return 2 if unicodedata.east_asian_width(char) in _TWO_COLUMNS else 1
