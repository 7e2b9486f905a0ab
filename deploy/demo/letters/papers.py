"""Papers that go with letters: small real PDF files and pictures, of a wanted size, made from a seed.

The text of a PDF is English: the fonts that every PDF reader has know no Arabic, and a font of our own would weigh more
than the papers do. What makes a scan large is the grain of its picture, so that is what makes these large.
"""

import io
from datetime import UTC, datetime
from random import Random
from typing import Final

from fpdf import FPDF
from PIL import Image

_MADE_ON: Final = datetime(2026, 1, 1, tzinfo=UTC)
"""Stands in every PDF: the same seed must give the same bytes on any day."""
_GRAIN: Final = bytes(200 + octet % 56 for octet in range(256))
"""Light grey noise, as white paper looks to a scanner."""
_PACKED: Final = 0.74
"""Bytes that a point of such noise takes when compressed."""
_WITHOUT_PICTURE: Final = 1_900
"""Bytes of a PDF with a page of text alone, about."""
_SMALLEST_PICTURE: Final = 400


def pdf(rng: Random, title: str, lines: tuple[str, ...], size: int) -> bytes:
    """A page with a title and lines of readable text (Latin-1), of about `size` bytes but not below 2 KB."""
    page = FPDF()
    page.set_creation_date(_MADE_ON)
    page.set_title(title)
    page.add_page()
    page.set_font("Helvetica", style="B", size=16)
    page.cell(0, 14, title, new_x="LMARGIN", new_y="NEXT")
    page.set_font("Helvetica", size=11)
    for line in (*lines, f"Serial {rng.randrange(16**8):08X}"):
        page.cell(0, 8, line, new_x="LMARGIN", new_y="NEXT")
    if size - _WITHOUT_PICTURE > _SMALLEST_PICTURE:
        page.image(_scan(rng, size - _WITHOUT_PICTURE), y=page.get_y() + 6, w=120)
    return bytes(page.output())


def picture(rng: Random, size: int) -> bytes:
    """A PNG of about `size` bytes: what a scanner or a camera makes of a mark on paper."""
    made = io.BytesIO()
    _scan(rng, size).save(made, format="PNG")
    return made.getvalue()


def _scan(rng: Random, size: int) -> Image.Image:
    side = max(20, int((size / _PACKED) ** 0.5))
    scan = Image.frombytes("L", (side, side), rng.randbytes(side * side).translate(_GRAIN))
    stamp = Image.new("L", (side // 8, side // 8), rng.randrange(40, 120))
    scan.paste(stamp, (rng.randrange(side // 2), rng.randrange(side // 2)))
    return scan
