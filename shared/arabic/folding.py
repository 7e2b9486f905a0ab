"""Folding of Arabic and Latin text, so that what people would call the same word compares equal.

Every character is folded by itself, whatever stands beside it. That makes folding linear and idempotent, and lets the
characters of ordinary letters be folded with one byte table.
"""

import codecs
import unicodedata

_LETTERS = {"ٱ": "ا", "ى": "ي", "ة": "ه", "ی": "ي", "ک": "ك", "ھ": "ه", "ہ": "ه", "ـ": ""}
# What decomposition does not undo: alef wasla, alef maksura, ta marbuta, Persian and Urdu keyboards, tatweel.

_REMEMBERED = 20_000
# A letter with every character there is must not make the table grow for ever.


def fold(text: str) -> str:
    """Fold for comparison and search: the hamza carriers, alef maksura, ta marbuta, tashkeel, tatweel and digits.

    Characters are decomposed (NFKD: presentation forms and hamza carriers become plain letters); marks (tashkeel,
    accents) and format characters (bidi controls) are dropped; digits of any script become ASCII; Latin letters are
    case-folded; every run of what is neither letter nor digit becomes one space, none at the ends. Never raises.
    """
    try:
        known, _ = codecs.charmap_encode(text, "strict", _ENCODE)
    except UnicodeEncodeError:
        return " ".join(text.translate(_FOLDED).split())
    folded, _ = codecs.charmap_decode(known.translate(None, _DROPPED), "strict", _DECODE)
    return " ".join(folded.split())


def _fold_character(character: str) -> str:
    parts = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).casefold())
    return "".join(map(_fold_part, parts))


def _fold_part(part: str) -> str:
    if part in _LETTERS:
        return _LETTERS[part]
    category = unicodedata.category(part)
    if category.startswith("M") or category == "Cf":
        return ""
    if category == "Nd":
        return str(unicodedata.decimal(part))
    return part if part.isalnum() else " "


class _Folded(dict[int, str]):
    """What each code point becomes, worked out when it is first seen."""

    def __missing__(self, code_point: int) -> str:
        folded = _fold_character(chr(code_point))
        if len(self) < _REMEMBERED:
            self[code_point] = folded
        return folded


_FOLDED = _Folded()

# The characters of nearly all letters fit into one byte each. Going through bytes is five times as fast as asking
# `_FOLDED` for each character of a letter in Arabic; a letter with any other character (an emoji) takes the long way.
_COMMON = "".join(
    character
    for character in map(
        chr,
        [
            *range(0x80),  # ASCII
            *range(0x600, 0x66E),  # Arabic letters, tashkeel, digits and punctuation
            *(0x671, 0x6A9, 0x6CC, 0x6D4),  # alef wasla, Persian kaf and ya, Urdu full stop
            *(0xA0, 0xAB, 0xBB),  # no-break space and guillemets
            *(0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x202A, 0x202B, 0x202C, 0xFEFF),  # joiners and bidi controls
            *(0x2010, 0x2011, 0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022),  # dashes, quotes, bullet
        ],
    )
    if len(_fold_character(character)) <= 1
)
_ENCODE = codecs.charmap_build(_COMMON.ljust(256, "\ufffe"))  # U+FFFE stands for "no such byte"
_DECODE = "".join(_fold_character(character) or "\ufffe" for character in _COMMON).ljust(256, "\ufffe")
_DROPPED = bytes(byte for byte, character in enumerate(_COMMON) if not _fold_character(character))
