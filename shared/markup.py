"""Words of the catalogue on a page: isolates become elements, and telephone numbers can be dialled."""

import re
from typing import Final

from markupsafe import Markup, escape

_CALLABLE: Final = re.compile(r"\+?[\d ()./-]{3,30}")
_NOT_DIALLED: Final = re.compile(r"[^+\d]")
_ISOLATES: Final = str.maketrans("", "", "\u2066\u2067\u2068\u2069")


def isolated(text: str) -> Markup:
    """Escaped text whose isolates have become `<bdi>`, which mail clients heed more surely than the characters.

    Text from outside has lost its own isolates before (`unisolated`), so what is here is ours and in pairs.
    """
    marked = str(escape(text)).replace("\u2068", "<bdi>").replace("\u2069", "</bdi>")
    return Markup(marked)  # noqa: S704 - escaped in the line above


def unisolated(text: str) -> str:
    """Text without isolates (UAX #9): for an attribute or a title, where elements have no place."""
    return text.translate(_ISOLATES)


def dialled(telephone: str) -> str:
    """The number as a `tel:` address (RFC 3966) dials it; empty when it is more than a number."""
    return _NOT_DIALLED.sub("", telephone) if _CALLABLE.fullmatch(telephone) else ""
