"""Addresses and message identifiers in header fields (RFC 5322, sections 3.4 and 3.6.4).

`email.utils` is not used: it recurses per nested comment. What is found here is facts for people and rules, never a
place to send to.
"""

import re
from collections.abc import Iterable

from services.intake.reading.charsets import decode, raw_bytes, raw_text
from services.intake.reading.cleaning import one_line
from services.intake.reading.words import decode_words

_ADDRESS = re.compile(r"""[^\s<>()"',;:\\@\[\]]{1,64}@[^\s<>()"',;:\\@\[\]]{1,255}""")
_ANGLE = re.compile(r"<([^<>]{0,400})>")
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*+"')
_COMMENT = re.compile(r"\(([^()]*)\)")
_IDENTIFIER = re.compile(rb"<[^<>\s]{1,400}>")
_NAME_LIMIT = 200


def mailbox(value: bytes) -> tuple[str, str]:
    """The display name and the address of a `From` value; each may be empty. The domain is in lower case."""
    text = raw_text(value)
    bare = _QUOTED.sub(lambda quoted: "\x01" * len(quoted[0]), text)
    angles = list(_ANGLE.finditer(bare))
    if angles:
        angle = angles[-1]
        found = _ADDRESS.search(angle[1])
        name = text[: angle.start()]
        # Several mailboxes in one field: the first one's name would stand for the last one's address.
        name = name.rpartition(">")[2].lstrip(", ") if len(angles) > 1 else name
    else:
        found = _ADDRESS.search(bare)
        comment = _COMMENT.search(text)
        name = comment[1] if comment else ""
    return _display(name), _address(found[0]) if found else ""


def addresses(values: Iterable[bytes], most: int) -> tuple[str, ...]:
    """The addresses in fields such as `To` and `Cc`, each once, in their order."""
    found: dict[str, None] = {}
    for value in values:
        for match in _ADDRESS.finditer(_QUOTED.sub(" ", raw_text(value))):
            found.setdefault(_address(match[0]))
            if len(found) >= most:
                return tuple(found)
    return tuple(found)


def identifiers(value: bytes, most: int) -> tuple[str, ...]:
    """The last message identifiers of a value, with their angle brackets, as they are written.

    Encoded words have no place in them (RFC 2047, section 5); programs that wrap long ones so are read all the same.
    """
    plain = decode_words(value).encode("utf-8", "replace") if b"=?" in value else value
    found = (one_line(decode(match), 402) for match in _IDENTIFIER.findall(plain))
    return tuple(dict.fromkeys(found))[-most:]


def _display(name: str) -> str:
    unquoted = name.strip().strip('"').replace('\\"', '"')
    return one_line(decode_words(raw_bytes(unquoted)), _NAME_LIMIT).strip("\"' ")


def _address(found: str) -> str:
    local, _, domain = one_line(decode(raw_bytes(found)), 320).rpartition("@")
    return f"{local}@{domain.rstrip('.').lower()}"
