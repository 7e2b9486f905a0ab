"""Attachments that are small until somebody opens them. Nobody should."""

import gzip
import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from functools import cache
from random import Random

_NAMES = ("a.zip", "b.docx", "c.png", "d.gz", "e.svg", "f.pdf", "g.xml", "h.zip")


def bomb(rng: Random) -> tuple[str, bytes]:
    """The name of a file, and what is in it."""
    name = rng.choice(_NAMES)
    return name, _made(name)


@cache
def _made(name: str) -> bytes:
    makers: dict[str, Callable[[], bytes]] = {
        "a.zip": lambda: _zip({"zeros.bin": bytes(8_000_000)}),
        "b.docx": lambda: _zip({"[Content_Types].xml": b"<" * 2_000_000, "word/document.xml": bytes(4_000_000)}),
        "c.png": _pixels,
        "d.gz": lambda: gzip.compress(gzip.compress(bytes(8_000_000))),
        "e.svg": lambda: b'<svg xmlns="http://www.w3.org/2000/svg">' + b"<g>" * 20_000,
        "f.pdf": lambda: b"%PDF-1.4\n1 0 obj" + b"<</A" * 20_000 + b"\n%%EOF\n",
        "g.xml": _laughs,
        "h.zip": lambda: _zip({f"{level}.zip": _zip({"zeros.bin": bytes(500_000)}) for level in range(20)}),
    }
    return makers[name]()


def _zip(files: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _pixels() -> bytes:
    """A picture of 100,000 by 100,000 points in a few hundred bytes (PNG, chunks by ISO/IEC 15948)."""
    header = struct.pack(">IIBBBBB", 100_000, 100_000, 1, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(bytes(100_000))), (b"IEND", b""))
    body = b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + body


def _laughs() -> bytes:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY l0 "ha">{entities}]><l>&l9;</l>'.encode()
