"""Header fields as different mail programs write them, in any character set and any of four ways to name a file."""

from base64 import b64encode
from typing import Final, Literal
from urllib.parse import quote

NameStyle = Literal["rfc2231", "rfc2047", "raw"]
"""How a file's name that is not ASCII is written: by the standard, as an encoded word inside of quotes (Outlook and
others, against RFC 2047, 5), or as bare UTF-8 (RFC 6532)."""

_PLAIN: Final = 60
_WORD: Final = 15
"""Characters of an encoded word: of Arabic in UTF-8 that is thirty octets, well under RFC 2047's line."""
_SECTION: Final = 60
"""Characters of one section of a long parameter (RFC 2231, 3)."""


def text(value: str, charset: str) -> str:
    """The value of a header that is free text, folded."""
    if value.isascii() and len(value) <= _PLAIN:
        return value
    words = [value[start : start + _WORD] for start in range(0, len(value), _WORD)]
    return "\r\n ".join(encoded_word(word, charset) for word in words)


def mailbox(name: str, address: str, charset: str) -> str:
    """A name and its address."""
    return f"{text(name, charset)} <{address}>"


def encoded_word(word: str, charset: str) -> str:
    """An encoded word (RFC 2047)."""
    return f"=?{charset}?B?{b64encode(word.encode(charset)).decode('ascii')}?="


def file_name(name: str, style: NameStyle, charset: str) -> bytes:
    """The `filename` parameter of Content-Disposition."""
    if name.isascii():
        return f'filename="{name}"'.encode("ascii")
    if style == "raw":
        return f'filename="{name}"'.encode()
    if style == "rfc2047":
        return f'filename="{encoded_word(name, charset)}"'.encode("ascii")
    escaped = quote(name.encode(charset), safe="")
    if len(escaped) <= _SECTION:
        return f"filename*={charset}''{escaped}".encode("ascii")
    sections = _sections(escaped)
    first, *others = (f"filename*{number}*={{}}{section}" for number, section in enumerate(sections))
    return ";\r\n ".join([first.format(f"{charset}''"), *(other.format("") for other in others)]).encode("ascii")


def _sections(escaped: str) -> list[str]:
    """Pieces that cut no escape in two."""
    sections = []
    while escaped:
        end = min(_SECTION, len(escaped))
        while "%" in escaped[max(0, end - 2) : end] and end < len(escaped):
            end -= 1
        sections.append(escaped[:end])
        escaped = escaped[end:]
    return sections
