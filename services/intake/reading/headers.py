"""Header blocks: found and split without copying the message (RFC 5322, section 2.2)."""

import re
from collections.abc import Iterator, Sequence

_NAME = re.compile(rb"([!-9;-~]{1,100})[ \t]*+:")
CARRIAGE_RETURN = 13
_FOLD = re.compile(rb"[\r\n\x00]+")
_COMMENT = re.compile(r"\([^()]*+\)")
_AFTER_WORD = re.compile(r"[\s;,(]")


def field_spans(raw: bytes, start: int, end: int) -> tuple[list[tuple[int, int]], int | None]:
    """The spans of the fields (with their continuation lines) in `raw[start:end]`, and where the body begins.

    The body begins after the first empty line, or at `end` when there is none before a line is cut off by `end`; in
    that case the second value is None, and the last span is what was cut. Lines may end in CRLF or LF. Linear.
    """
    spans: list[tuple[int, int]] = []
    position = field = start
    while position < end:
        newline = raw.find(b"\n", position, end)
        after = end if newline < 0 else newline + 1
        if raw[position] not in b" \t" and position > field:
            spans.append((field, position))
            field = position
        if newline >= 0 and (newline == position or (newline == position + 1 and raw[position] == CARRIAGE_RETURN)):
            return spans, after
        position = after
    if position > field:
        spans.append((field, position))
    return spans, None


def field_name(raw: bytes, start: int) -> bytes:
    """The lower-case name of the field at `start`, or nothing when the line is no field."""
    match = _NAME.match(raw, start)
    return match[1].lower() if match else b""


class Headers:
    """The fields of one header block, by lower-case name, values unfolded and cut to a limit.

    Values stay bytes: how they are decoded depends on the field.
    """

    __slots__ = ("_fields",)

    def __init__(self, raw: bytes, spans: Sequence[tuple[int, int]], value_limit: int) -> None:
        self._fields: dict[str, list[bytes]] = {}
        for start, end in spans:
            match = _NAME.match(raw, start, end)
            if match is None:
                continue
            # Line breaks go here, once and for all: nothing behind this point can see a header line injected.
            value = _FOLD.sub(b"", raw[match.end() : min(end, match.end() + value_limit)]).strip()
            self._fields.setdefault(match[1].lower().decode("ascii"), []).append(value)

    def first(self, name: str) -> bytes:
        """The value of the first field of that name, or nothing."""
        values = self._fields.get(name)
        return values[0] if values else b""

    def all(self, name: str) -> Sequence[bytes]:
        """The values of all fields of that name."""
        return self._fields.get(name, ())

    def token(self, name: str) -> str:
        """The first word of the first field of that name, in lower case: for fields with a fixed vocabulary."""
        return next(self.tokens(name), "")

    def tokens(self, name: str) -> Iterator[str]:
        """The first words of all fields of that name, in lower case; comments are none (RFC 5322, section 3.2.2)."""
        for value in self.all(name):
            bare = _COMMENT.sub(" ", value.decode("latin-1").lower()).lstrip()
            yield _AFTER_WORD.split(bare, maxsplit=1)[0]

    def __contains__(self, name: str) -> bool:
        return name in self._fields

    def __len__(self) -> int:
        return len(self._fields)

    def __iter__(self) -> Iterator[str]:
        return iter(self._fields)
