"""Words from outside, made safe to stand in a header or beside our own: what cannot be seen is taken out."""

import re
from typing import Final

_BREAKS: Final = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029]+")
# Bidi controls (UAX #9, 2) could turn our own words around; the rest is invisible, or no character at all. The joiners
# U+200C and U+200D stay: Persian and emoji need them.
_INVISIBLE: Final = re.compile(
    "[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f\ud800-\udfff]"
)
_LINE_BREAK: Final = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
_BEFORE_AT: Final = re.compile(r'(?:"[^"]*"|[^\s<>()\[\]:;,"]+)@')


def nameless(text: str) -> str:
    """The same with nobody's address in it: what a relay says names its recipient, and a log is for everybody."""
    return _BEFORE_AT.sub("…@", text)


def clean_line(text: str, limit: int = 500) -> str:
    """One line without control characters, bidi controls and lone surrogates, cut with an ellipsis at `limit`."""
    line = _BREAKS.sub(" ", _INVISIBLE.sub("", text)).strip()
    return line if len(line) <= limit else f"{line[: limit - 1].rstrip()}…"


def clean_lines(text: str, limit: int = 40) -> tuple[str, ...]:
    """The lines of a longer text, each cleaned, without empty ones; after `limit` of them an ellipsis stands."""
    lines = tuple(line for line in (clean_line(part, 1000) for part in _LINE_BREAK.split(text)) if line)
    return lines if len(lines) <= limit else (*lines[:limit], "…")
