"""How the portal and its drawing processes talk: lengths before contents, nothing that has to be parsed.

A request is the page (0: only count) and the length of the PDF, then the PDF. A reply is whether it worked, how many
pages there are and the length of the picture, then the picture.
"""

import json
import struct
from dataclasses import asdict, dataclass
from typing import Final

REQUEST: Final = struct.Struct(">II")
REPLY: Final = struct.Struct(">?II")
READY: Final = b"+"
COUNT_ONLY: Final = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one request may cost: seconds of processor time and of the clock, bytes of memory, pixels of a picture."""

    cpu_seconds: int = 10
    wall_seconds: float = 15
    memory: int = 1 << 30
    width: int = 1200
    pixels: int = 4_000_000
    largest_picture: int = 16 << 20


def encode(limits: Limits) -> str:
    """As an argument of a command."""
    return json.dumps(asdict(limits))


def decode(text: str) -> Limits:
    """From an argument of a command."""
    return Limits(**json.loads(text))
