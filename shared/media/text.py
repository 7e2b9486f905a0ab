"""Formats that are text: told by how they begin, and where nothing tells, by the name's ending."""

import re

from shared.media.names import TEXT

_CONTROLS = re.compile(rb"[\x00-\x06\x0e-\x1a\x1c-\x1f]")
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
_BLANK_OR_COMMENT = re.compile(rb"(?:\xef\xbb\xbf)?(?:\s++|<!--.*?-->)*+", re.DOTALL)
# What a browser takes for a page (WHATWG MIME Sniffing, section 7.1).
_PAGE = re.compile(
    rb"<(?:!doctype html|html|head|script|iframe|h1|div|font|table|a|style|title|b|body|br|p)[\s>]", re.IGNORECASE
)
_DRAWING = re.compile(rb"<svg[\s>]", re.IGNORECASE)
_MARK_UP = re.compile(rb"<\?xml[\s?]", re.IGNORECASE)
_FIELD = re.compile(rb"(?:received|return-path|from|mime-version|message-id|delivered-to):", re.IGNORECASE)
_FIELD_LINE = re.compile(rb"[!-9;-~]+:")
_FREE = ("text/plain", "text/csv", "application/json", "message/rfc822", "text/calendar", "text/vcard")


def by_text(head: bytes, suffix: str) -> str:
    """The type of text in any 8-bit character set or in marked UTF-16, or nothing when it is no text."""
    if head.startswith(_WIDE_MARKS):
        head = head[2:].replace(b"\x00", b"")
    elif _CONTROLS.search(head):
        return ""
    blank = _BLANK_OR_COMMENT.match(head)
    start = blank.end() if blank else 0
    if _MARK_UP.match(head, start):
        return _marked_up(head)
    if _DRAWING.match(head, start):
        return "image/svg+xml"
    if _PAGE.match(head, start):
        return "text/html"
    promised = TEXT.get(suffix, "")
    if promised in _FREE:
        return promised
    return _by_beginning(head)


def _marked_up(head: bytes) -> str:
    if _DRAWING.search(head):
        return "image/svg+xml"
    return "text/html" if re.search(rb"<html[\s>]", head, re.IGNORECASE) else "application/xml"


def _by_beginning(head: bytes) -> str:
    if head.startswith(b"BEGIN:VCALENDAR"):
        return "text/calendar"
    if head.startswith(b"BEGIN:VCARD"):
        return "text/vcard"
    if _FIELD.match(head) and _FIELD_LINE.match(head.split(b"\n", 2)[1] if b"\n" in head else b""):
        return "message/rfc822"
    return "text/plain"
