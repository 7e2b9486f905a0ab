"""A stored document with gaps where each copy has something of its own.

A million documents are too many to be built value by value. So a document is cut, once, where its BSON has an id, a token,
a number or a time, and a copy is the pieces with other values between them, of the same length as the ones before.
"""

import re
import struct
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bench.million.identity import Identity

Maker = Callable[[Identity], bytes]
"""Makes what a copy has where the original has a mark."""

_HEADER = 4
"""Bytes of a BSON document's length, which stands before everything else."""


@dataclass(frozen=True, slots=True)
class Template:
    """One document: pieces that stay, and between each two of them the index of the mark that is replaced."""

    pieces: tuple[bytes, ...]
    marks: tuple[int, ...]

    def copy(self, values: Sequence[bytes]) -> bytes:
        """The document with these values, by index of mark."""
        parts = [b""] * (len(self.pieces) + len(self.marks))
        parts[::2] = self.pieces
        parts[1::2] = [values[mark] for mark in self.marks]
        body = b"".join(parts)
        return struct.pack("<i", _HEADER + len(body)) + body


class Cutter:
    """Cuts the documents of one letter at its marks. Of marks that begin at the same byte the longest counts."""

    def __init__(self, marks: Mapping[bytes, Maker]) -> None:
        self._marks = marks
        self._found: dict[bytes, int] = {}
        self._pattern = re.compile(b"|".join(re.escape(mark) for mark in sorted(marks, key=len, reverse=True)))

    @property
    def makers(self) -> tuple[Maker, ...]:
        """The makers of the marks that were found, by index of mark."""
        return tuple(self._marks[mark] for mark in self._found)

    def cut(self, document: bytes) -> Template:
        """A document as a template."""
        pieces, marks, end = [], [], _HEADER
        for found in self._pattern.finditer(document, _HEADER):
            pieces.append(document[end : found.start()])
            marks.append(self._found.setdefault(found[0], len(self._found)))
            end = found.end()
        return Template((*pieces, document[end:]), tuple(marks))
