"""Text without what can hurt those who show it: line breaks in headers, control characters, bidi overrides."""

import re

# Embeddings, overrides and isolates (Unicode UAX #9) reorder what stands around them; surrogates and U+FEFF are debris.
_HARMFUL = re.compile("[\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]+")
_BLANK = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029\s]+")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]+")
_LINE_ENDS = re.compile("\r\n|\r|\u2028|\u2029|\x85")
_EMPTY_LINES = re.compile(r"\n{3,}")


def one_line(text: str, limit: int) -> str:
    """The text on one line, at most `limit` characters: CR, LF, NUL and other controls become a space."""
    return _BLANK.sub(" ", _HARMFUL.sub("", text)).strip()[:limit].rstrip()


def lines(text: str) -> str:
    """The text with line feeds as line ends and no other control character than the tab."""
    return _CONTROLS.sub("", _LINE_ENDS.sub("\n", _HARMFUL.sub("", text)))


def paragraphs(text: str, limit: int) -> str:
    """The lines without blanks at their ends and with one empty line at most between them, cut to `limit`."""
    trimmed = "\n".join(line.rstrip() for line in text.split("\n"))
    return _EMPTY_LINES.sub("\n\n", trimmed).strip()[:limit].rstrip()
