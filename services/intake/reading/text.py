"""What a person wrote: the plain text of a mail, without markup and without what is quoted, and its language."""

import html
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import nh3

from services.intake.reading.charsets import decode
from services.intake.reading.cleaning import lines, paragraphs
from services.intake.reading.model import Limits
from services.intake.reading.parts import Part

if TYPE_CHECKING:
    from shared.language import Language

_BREAKING = {"br", "p", "div", "tr", "li", "h1", "h2", "h3", "h4", "h5", "h6", "table", "hr", "blockquote"}
_TAG = re.compile(r"<[^>]*+>")
_BLANKS = re.compile(r"[^\S\n]+")
_META_CHARSET = re.compile(rb"""charset\s*+=\s*+["']?([\w.:-]{1,40})""", re.IGNORECASE)
_SEARCHED_FOR_CHARSET = 2_000
_QUOTED = re.compile(r"^[ \t]*+>.*+\n?", re.MULTILINE)

_NOT_PROSE = re.compile(r"(?:https?://|www\.)\S+|[^\s@]{1,64}@\S{1,255}")
_ARABIC = re.compile("[\u0621-\u064a\u0671-\u06d3\ufb50-\ufdff\ufe70-\ufefc]")
_LATIN = re.compile(r"[A-Za-z]")
_MOST_TAGS = 6_000
_MOSTLY = 0.6
_HARDLY = 0.2


def written(plain: tuple[Part, ...], marked_up: tuple[Part, ...], limits: Limits) -> str:
    """The text of the plain parts, or of the HTML ones when there is none; at most `limits.text` characters."""
    text = _first(plain, limits, _plain)
    return text or _first(marked_up, limits, _from_html)


def guess_language(text: str) -> "Language":
    """The language of a text by its share of Arabic letters among Arabic and Latin ones; `both` when in doubt.

    Addresses do not count. From six in ten letters on it is Arabic (a letter of a company names its products in
    English); up to two in ten it is English.
    """
    prose = _NOT_PROSE.sub(" ", text)
    arabic, latin = len(_ARABIC.findall(prose)), len(_LATIN.findall(prose))
    if arabic + latin == 0:
        return "both"
    share = arabic / (arabic + latin)
    return "ar" if share >= _MOSTLY else "en" if share <= _HARDLY else "both"


def _readable(source: str) -> str:
    """Cut HTML where its tags get too many: the time that nh3 takes grows with the square of their nesting."""
    position = -1
    for _ in range(_MOST_TAGS):
        position = source.find("<", position + 1)
        if position < 0:
            return source
    return source[:position]


def _first(parts: tuple[Part, ...], limits: Limits, read: Callable[[Part, int], str]) -> str:
    pieces: list[str] = []
    length, budget = 0, limits.text_source
    for part in parts:
        piece = _without_quotes(lines(read(part, budget)))
        budget -= part.end - part.start
        if piece.strip():
            pieces.append(piece)
            length += len(piece)
        if length >= limits.text or budget <= 0:
            break
    return paragraphs("\n\n".join(pieces), limits.text)


def _plain(part: Part, most: int) -> str:
    return decode(part.content(most), part.parameters.get("charset", ""))


def _from_html(part: Part, most: int) -> str:
    data = part.content(most)
    charset = part.parameters.get("charset", "")
    if not charset and (match := _META_CHARSET.search(data, 0, _SEARCHED_FOR_CHARSET)):
        charset = match[1].decode("ascii", "replace")
    return strip_html(decode(data, charset))


def strip_html(source: str) -> str:
    """The text of HTML, a line per block. What `blockquote` quotes is left out unless nothing else is there."""
    source = _readable(lines(source))
    return _stripped(source, quotes=False) or _stripped(source, quotes=True)


def _stripped(source: str, *, quotes: bool) -> str:
    silent = {"script", "style", "title", "noscript", "template", "svg", "math", "select"}
    silent = silent if quotes else silent | {"blockquote"}
    # Line ends of the source mean nothing in HTML; those of blocks do.
    cleaned = nh3.clean(source, tags=_BREAKING - silent, clean_content_tags=silent, attributes={}, link_rel=None)
    text = _TAG.sub("\n", " ".join(cleaned.split()))
    return "\n".join(_BLANKS.sub(" ", line).strip() for line in html.unescape(text).split("\n")).strip()


def _without_quotes(text: str) -> str:
    own = _QUOTED.sub("", text)
    return own if own.strip() else text
