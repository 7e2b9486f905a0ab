"""What fits into a short message (3GPP TS 23.038): characters of GSM 7 bit, or UCS-2 for every other script."""

from typing import Final

GSM7: Final = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
TWICE: Final = frozenset("\f^{}\\[~]|€")
"""Characters of the extension table: each takes two places."""

_ALIKE: Final = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "...", "\u00a0": " "})
_SINGLE: Final = {True: 160, False: 70}
_PART: Final = {True: 153, False: 67}
"""Of a longer message: the parts carry a header that says how they belong together."""


def plain(text: str) -> str:
    """Typographic marks as GSM 7 bit has them: one of them alone would make a message more than twice as long."""
    return text.translate(_ALIKE)


def parts(text: str) -> int:
    """How many messages a text is sent, and paid for, as."""
    gsm7 = all(char in GSM7 or char in TWICE for char in text)
    # UCS-2 counts code units; what lies beyond the first plane has two.
    widths = [1 + (char in TWICE if gsm7 else char > "\uffff") for char in text]
    if sum(widths) <= _SINGLE[gsm7]:
        return 1
    count, room = 1, _PART[gsm7]
    for width in widths:
        # A character is never split between two parts.
        if width > room:
            count, room = count + 1, _PART[gsm7]
        room -= width
    return count
