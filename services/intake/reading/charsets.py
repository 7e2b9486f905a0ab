"""Bytes to text when the label may be wrong, missing or hostile.

Only a fixed list of character sets is used: others in Python's registry are no character sets at all (`bz2`,
`unicode_escape`, `punycode`), and every one used is loaded here, so that reading opens no file later.
"""

import codecs
import re
from encodings.aliases import aliases

_WIDE = frozenset(
    {"utf_7", "big5", "big5hkscs", "euc_jp", "shift_jis", "cp932", "iso2022_jp", "euc_kr", "cp949", "iso2022_kr"}
    | {"gb2312", "gbk", "gb18030", "utf_16", "utf_16_be", "utf_16_le", "utf_32", "utf_32_be", "utf_32_le"}
)
_NARROW = frozenset(
    [
        "ascii",
        "utf_8",
        "latin_1",
        "koi8_r",
        "koi8_u",
        "mac_arabic",
        "mac_roman",
        "cp437",
        "cp720",
        "cp850",
        "cp864",
        "cp866",
    ]
    + [f"cp125{n}" for n in range(9)]
    + [f"iso8859_{n}" for n in (*range(2, 12), 13, 14, 15, 16)]
)
_OTHER_NAMES = {
    "x_mac_arabic": "mac_arabic", "x_mac_roman": "mac_roman", "dos_720": "cp720", "iso_8859_6_i": "iso8859_6",
    "iso_8859_6_e": "iso8859_6", "x_cp1256": "cp1256", "utf8mb4": "utf_8", "x_gbk": "gbk", "x_sjis": "shift_jis",
}  # fmt: skip
_KNOWN = {
    **{alias: codec for alias, codec in aliases.items() if codec in _NARROW | _WIDE},
    **{codec: codec for codec in _NARROW | _WIDE},
    **_OTHER_NAMES,
}
for _codec in _NARROW | _WIDE | {"utf_8_sig"}:
    codecs.lookup(_codec)

# What senders write when they do not know: no label, or the default of their software.
_MEANS_LITTLE = frozenset({"", "ascii", "utf_8", "latin_1", "cp1252", "iso8859_15"})
_SEPARATORS = re.compile(r"[^a-z0-9]+")
_HIGH = re.compile(rb"[\x80-\xff]+")
_LONGEST_CHARACTER = 4


def decode(data: bytes, charset: str = "") -> str:
    """The text of `data`, best effort: never raises; what cannot be read becomes U+FFFD.

    Valid UTF-8 is UTF-8 whatever a single-byte label says. What is unlabelled or labelled by default is taken for
    windows-1256 when its high bytes stand in runs, as in Arabic, and for windows-1252 when they stand alone.
    """
    codec = _KNOWN.get(_SEPARATORS.sub("_", charset.lower()).strip("_"), "")
    if codec in _WIDE:
        return data.decode(codec, "replace")
    text = _utf8(data)
    if text is not None:
        return text
    if codec in _MEANS_LITTLE:
        damaged = data.decode("utf-8", "replace")
        if _mostly_fine(damaged):
            return damaged
        return data.decode("cp1256" if _in_runs(data) else "cp1252", "replace")
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        # iso-8859-6 has holes where windows-1256 has letters: the usual wrong label for Arabic.
        return data.decode("cp1256" if codec == "iso8859_6" else codec, "replace")


def raw_text(value: bytes) -> str:
    """A header value as text to search in, its bytes beyond ASCII kept apart until `raw_bytes` gives them back.

    Not latin-1: there the second byte of an Arabic meem in UTF-8 (0x85) is a blank, and would be stripped.
    """
    return value.decode("ascii", "surrogateescape")


def raw_bytes(text: str) -> bytes:
    """The bytes of a text, or of a part of one, that `raw_text` gave."""
    return text.encode("ascii", "surrogateescape")


def _utf8(data: bytes) -> str | None:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # A last character that was cut is no proof against UTF-8, if there was another one before.
        cut = error.start >= len(data) - _LONGEST_CHARACTER + 1 and error.reason == "unexpected end of data"
        return data[: error.start].decode("utf-8") if cut and not data[: error.start].isascii() else None


def _mostly_fine(text: str) -> bool:
    broken = text.count("\ufffd")
    beyond_ascii = sum(char > "\x7f" for char in text)
    return beyond_ascii - broken > 2 * broken


def _in_runs(data: bytes) -> bool:
    lengths = [len(run) for run in _HIGH.findall(data)]
    return sum(length for length in lengths if length > 1) * 2 > sum(lengths)
