"""Writes a message: headers and two bodies as bytes that every relay takes.

Written by hand: a notice needs little of MIME, and the standard library's generator took 3.5 ms for a notice that this
takes 0.08 ms for (`EmailMessage` with `policy.SMTP`, CPython 3.11). The tests read every message back with it. All is
7 bit: header words as RFC 2047 base64, bodies as base64 (RFC 2045, 6.8); only an address that needs SMTPUTF8 is written
as UTF-8 (RFC 6532).
"""

import re
from binascii import b2a_base64
from collections.abc import Sequence
from functools import lru_cache
from typing import Final
from urllib.parse import quote

from services.notify.model.words import clean_line

_WORD_OCTETS: Final = 45
"""Octets of text in one encoded word: with `=?utf-8?b?` and `?=` around their base64 it stays under 75 (RFC 2047, 2)."""

_PLAIN_LIMIT: Final = 60
"""Characters of a plain header word that needs no folding beside the longest header name."""


_NAME_LIMIT: Final = 100
"""Characters of a file name: also in Arabic, three octets a letter in percent signs, its line stays under 998."""

_PLAIN_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._ -]*")
_ATTRIBUTE: Final = "!#$&+-.^_`{}~"
"""What RFC 2231 (section 7) leaves unescaped beside letters and digits."""

_OPAQUE: Final = "application/octet-stream"
_CARRIED: Final = re.compile(r"(?!message/|multipart/)[a-z0-9]+/[a-z0-9][a-z0-9.+-]{0,100}")
"""Types of parts that may be base64: messages and multiparts may not (RFC 2046, 5.2.1 and 5.1)."""

_LINE: Final = 76
"""Characters of a line of base64 (RFC 2045, 6.8)."""


def unstructured(text: str) -> str:
    """The value of a header that is free text: as it is when short and plain, otherwise in encoded words, folded.

    Nothing that comes in can end the line (RFC 5322, 2.2) or pass for an encoded word of its own.
    """
    line = clean_line(text)
    plain = line.isascii() and len(line) <= _PLAIN_LIMIT and "=?" not in line
    return line if plain else _folded(line)


@lru_cache(maxsize=16)
def mailbox(name: str, address: str) -> str:
    """A name and its address (RFC 5322, 3.4). The name is an atom or encoded: quoting rules never apply.

    Remembered: an installation writes as one organisation in few languages.
    """
    line = clean_line(name, 200)
    if not line:
        return address
    phrase = line if line.replace(" ", "").isalnum() and line.isascii() and len(line) <= _PLAIN_LIMIT else None
    return f"{phrase or _folded(line)}\r\n <{address}>"


def write(headers: Sequence[tuple[str, str]], *, text: str, html: str, boundary: str, enclosing: str = "") -> bytes:
    """The message: the headers as given, then text and HTML as alternatives (RFC 2046, 5.1.4), the better one last.

    With `enclosing`, another boundary, it is what stands before the enclosures: they and `end` follow. A boundary must
    hold a character that base64 has not. Raises ValueError for a header that is not one line.
    """
    lines = [f"{name}: {_checked(value)}" for name, value in headers] + ["MIME-Version: 1.0"]
    if enclosing:
        lines += [f'Content-Type: multipart/mixed; boundary="{enclosing}"', "", f"--{enclosing}"]
    lines += [f'Content-Type: multipart/alternative; boundary="{boundary}"', ""]
    for kind, content in (("plain", text), ("html", html)):
        lines += [
            f"--{boundary}",
            f"Content-Type: text/{kind}; charset=utf-8",
            "Content-Transfer-Encoding: base64",
            "",
            _base64(content),
        ]
    lines += [f"--{boundary}--", ""]
    return "\r\n".join(lines).encode()


def before_enclosure(enclosing: str, name: str, media_type: str) -> bytes:
    """What stands before the base64 of one enclosure, whose lines end with CRLF each."""
    lines = [
        f"--{enclosing}",
        f"Content-Type: {media_type if _CARRIED.fullmatch(media_type) else _OPAQUE}",
        "Content-Transfer-Encoding: base64",
        "Content-Disposition: attachment;",
        f" {_file_name(clean_line(name, _NAME_LIMIT) or 'document')}",
        "",
        "",
    ]
    return "\r\n".join(lines).encode()


def end(enclosing: str) -> bytes:
    """What stands after the last enclosure."""
    return f"--{enclosing}--\r\n".encode()


def _file_name(name: str) -> str:
    """The name in letters that every program takes, or as RFC 2231 writes all others (section 4)."""
    return f'filename="{name}"' if _PLAIN_NAME.fullmatch(name) else f"filename*=UTF-8''{quote(name, safe=_ATTRIBUTE)}"


def _folded(line: str) -> str:
    return "\r\n ".join(_encoded_words(line))


def _encoded_words(line: str) -> list[str]:
    # RFC 2047, 5: a character is never split between two words.
    words: list[str] = []
    pending = b""
    for char in line:
        octets = char.encode()
        if len(pending) + len(octets) > _WORD_OCTETS:
            words.append(_encoded_word(pending))
            pending = b""
        pending += octets
    return [*words, _encoded_word(pending)] if pending else words


def _encoded_word(octets: bytes) -> str:
    return f"=?utf-8?b?{b2a_base64(octets, newline=False).decode('ascii')}?="


def _base64(content: str) -> str:
    # RFC 2046, 4.1.1: the canonical line break of text is CRLF, also inside of base64.
    encoded = b2a_base64("\r\n".join(content.splitlines()).encode(), newline=False).decode("ascii")
    return "\r\n".join([encoded[start : start + _LINE] for start in range(0, len(encoded), _LINE)])


def _checked(value: str) -> str:
    # The last gate: whatever a caller did, a line break that is no folding of ours never leaves.
    unfolded = value.replace("\r\n ", " ")
    if any(char in unfolded for char in "\r\n\0"):
        raise ValueError("a header value is one line")
    return value
