"""Tracking codes as people write them: 32 hexadecimal digits, printed in groups, pasted with their address around."""

import re
import unicodedata
from typing import Final

_IN_ADDRESS: Final = re.compile(r"/track(?:ing)?/([0-9a-f]{32})(?![0-9a-f])")
_CODE: Final = re.compile(r"[0-9a-f]{32}")
_BETWEEN: Final = re.compile(r"[\s\-–—‐.·_\u200b-\u200f\u2066-\u2069]+")
_GROUP: Final = 4


def in_typed(text: str) -> str | None:
    """The code in what somebody typed or pasted: with blanks or hyphens, any digits, or as a tracking address."""
    plain = "".join(_plain(character) for character in text.strip()).lower()
    if found := _IN_ADDRESS.search(plain):
        return found[1]
    bare = _BETWEEN.sub("", plain)
    return bare if _CODE.fullmatch(bare) else None


def is_code(text: str) -> bool:
    """Whether this is a tracking code exactly as addresses have it."""
    return _CODE.fullmatch(text) is not None


def grouped(code: str) -> str:
    """A code as it is printed, in groups of four."""
    return " ".join(code[start : start + _GROUP] for start in range(0, len(code), _GROUP))


def _plain(character: str) -> str:
    return str(unicodedata.decimal(character)) if character.isdecimal() else unicodedata.normalize("NFKC", character)
