"""The structure of a message (RFC 2045, 2046), found without recursion and without copying it.

Python's own `email` is not used: under any policy it recurses per level (1,000 nested multiparts end in a
RecursionError), keeps every line as an object, and its properties may raise on hostile fields. A message is bytes and
offsets here; nothing is decoded before its part is wanted.
"""

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass

from services.intake.reading.headers import CARRIAGE_RETURN, Headers, field_spans
from services.intake.reading.model import Limits, Unreadable
from services.intake.reading.parameters import parse_value
from services.intake.reading.words import lenient_base64

_LONGEST_BOUNDARY = 200  # RFC 2046 allows 70; some senders take more
_MEDIA_TYPE = re.compile(r"[\w!#$&^.+-]{1,80}/[\w!#$&^.+-]{1,80}", re.ASCII)
_SOMETHING = re.compile(rb"\S")


@dataclass(frozen=True, slots=True)
class Part:
    """A part that holds content: no multipart. The body lies in `raw[start:end]`, still encoded for transfer.

    `inside` is the media type of the multipart that holds it, or empty.
    """

    raw: bytes
    start: int
    end: int
    headers: Headers
    media_type: str
    inside: str
    parameters: dict[str, str]

    def content(self, most: int | None = None) -> bytes:
        """The body decoded (RFC 2045, section 6), of at most the first `most` encoded bytes. Never raises."""
        end = self.end if most is None else min(self.end, self.start + most)
        encoding = self.headers.token("content-transfer-encoding")
        if encoding == "base64":
            return lenient_base64(memoryview(self.raw)[self.start : end])
        if encoding == "quoted-printable":
            return binascii.a2b_qp(memoryview(self.raw)[self.start : end])
        return self.raw[self.start : end]


def split(raw: bytes, limits: Limits) -> tuple[Headers, str, list[Part]]:
    """The message's own header fields, its media type, and the parts in their order. Raises `Unreadable`."""
    if len(raw) > limits.message:
        raise Unreadable("too-large")
    if not _SOMETHING.search(raw):
        raise Unreadable("empty")
    found: list[Part] = []
    top: tuple[Headers, str] | None = None
    waiting = [(0, len(raw), 0, "")]
    count = 0
    while waiting:
        start, end, depth, inside = waiting.pop()
        headers, body = header_block(raw, start, end, limits)
        media_type, parameters = parse_value(headers.first("content-type"))
        if not _MEDIA_TYPE.fullmatch(media_type):
            # RFC 2046, section 5.1.5: a digest is made of messages.
            media_type = "message/rfc822" if inside == "multipart/digest" else "text/plain"
        top = top or (headers, media_type)
        if not media_type.startswith("multipart/"):
            found.append(Part(raw, body, end, headers, media_type, inside, parameters))
            continue
        if depth >= limits.depth:
            raise Unreadable("too-deep")
        children = []
        for child in _children(raw, body, end, parameters.get("boundary", "")):
            count += 1
            if count > limits.parts:
                raise Unreadable("too-many-parts")
            children.append((*child, depth + 1, media_type))
        waiting += reversed(children)
    assert top is not None  # noqa: S101 - the loop ran at least once
    return *top, found


def header_block(raw: bytes, start: int, end: int, limits: Limits) -> tuple[Headers, int]:
    """The fields of the entity in `raw[start:end]`, and where its body begins. Linear. Raises `Unreadable`."""
    border = min(end, start + limits.header_block)
    if raw.startswith((b"From ", b">From "), start, border):
        start = raw.find(b"\n", start, border) + 1 or border
    spans, body = field_spans(raw, start, border)
    headers = Headers(raw, spans, limits.header_value)
    if not headers:
        # No field at all: what stands here is the body, or an empty block before it.
        return headers, start if spans or body is None else body
    if body is None:
        if border < end:
            raise Unreadable("header-too-large")
        body = end
    return headers, body


def _children(raw: bytes, start: int, end: int, boundary: str) -> Iterator[tuple[int, int]]:
    """The spans between the delimiters (RFC 2046, section 5.1.1). A missing last delimiter is forgiven."""
    name = boundary.rstrip().encode("utf-8", "replace")
    if not _SOMETHING.search(raw, start, end):
        return
    if not name or len(name) > _LONGEST_BOUNDARY:
        raise Unreadable("no-boundary")
    # The line feed before a delimiter belongs to it; so the search begins at the one that ends the header block.
    delimiter = re.compile(rb"\n--" + re.escape(name) + rb"(--)?+[ \t\r]*+(?=\n|\Z)")
    opened: int | None = None
    for match in delimiter.finditer(raw, max(start - 1, 0), end):
        if opened is not None:
            stop = match.start() - (raw[match.start() - 1] == CARRIAGE_RETURN)
            yield opened, max(opened, stop)
        if match[1]:
            return
        opened = min(match.end() + 1, end)
    if opened is None:
        raise Unreadable("no-boundary")
    if opened < end:
        yield opened, end
