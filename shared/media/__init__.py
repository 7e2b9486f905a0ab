"""What the first bytes of a file say it is, and whether its name says the same.

A clue for people and for rules, no judgement of safety: a file that is two formats at once passes for the first.
"""

from dataclasses import dataclass

from shared.media.names import agrees_with, ending
from shared.media.signatures import by_signature, by_table
from shared.media.text import by_text

EMPTY = "application/x-empty"
HEAD = 8 * 1024
"""How many bytes from the beginning are looked at."""

__all__ = ["HEAD", "Sniffed", "sniff"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sniffed:
    """`media_type` is what the bytes say; `agrees` whether the name's ending fits it."""

    media_type: str
    agrees: bool


def sniff(head: bytes, name: str) -> Sniffed:
    """Look at the first bytes of a file, at most `HEAD` of them. Never raises.

    The name decides only between formats that begin alike (Word and Excel files of either age are the same container;
    text is text). A name without ending, or with one that is not known, agrees with everything except programs and
    pages that run when opened. A known ending disagrees with every other type, with bytes nobody knows
    (`application/octet-stream`) and with an empty file (`application/x-empty`).
    """
    first = bytes(head[:HEAD])
    suffix = ending(name)
    media_type = by_signature(first, suffix) or by_text(first, suffix) or by_table(first) if first else EMPTY
    return Sniffed(media_type=media_type, agrees=agrees_with(media_type, suffix))
