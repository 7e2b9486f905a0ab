"""Code 128 (ISO/IEC 15417) as an SVG element: for labels with a transaction number.

Code set B holds all printable ASCII; a number has no run of digits long enough for code set C to be shorter by much.
"""

from typing import Final

from markupsafe import Markup, escape

_WIDTHS: Final = [
    "212222",
    "222122",
    "222221",
    "121223",
    "121322",
    "131222",
    "122213",
    "122312",
    "132212",
    "221213",
    "221312",
    "231212",
    "112232",
    "122132",
    "122231",
    "113222",
    "123122",
    "123221",
    "223211",
    "221132",
    "221231",
    "213212",
    "223112",
    "312131",
    "311222",
    "321122",
    "321221",
    "312212",
    "322112",
    "322211",
    "212123",
    "212321",
    "232121",
    "111323",
    "131123",
    "131321",
    "112313",
    "132113",
    "132311",
    "211313",
    "231113",
    "231311",
    "112133",
    "112331",
    "132131",
    "113123",
    "113321",
    "133121",
    "313121",
    "211331",
    "231131",
    "213113",
    "213311",
    "213131",
    "311123",
    "311321",
    "331121",
    "312113",
    "312311",
    "332111",
    "314111",
    "221411",
    "431111",
    "111224",
    "111422",
    "121124",
    "121421",
    "141122",
    "141221",
    "112214",
    "112412",
    "122114",
    "122411",
    "142112",
    "142211",
    "241211",
    "221114",
    "413111",
    "241112",
    "134111",
    "111242",
    "121142",
    "121241",
    "114212",
    "124112",
    "124211",
    "411212",
    "421112",
    "421211",
    "212141",
    "214121",
    "412121",
    "111143",
    "111341",
    "131141",
    "114113",
    "114311",
    "411113",
    "411311",
    "113141",
    "114131",
    "311141",
    "411131",
    "211412",
    "211214",
    "211232",
]
"""Widths of bar, space, bar, space, bar, space in modules, by value 0 to 105."""
_START_B: Final = 104
_STOP: Final = "2331112"
_QUIET: Final = 10
"""Modules of white on either side."""
_FIRST, _LAST = " ", "~"


def symbols(text: str) -> list[int]:
    """The values that stand for a text, with start and check symbol. Raises `ValueError` for what is not ASCII."""
    if not text or any(not _FIRST <= char <= _LAST for char in text):
        raise ValueError("not printable ASCII")
    values = [ord(char) - ord(_FIRST) for char in text]
    check = (_START_B + sum(place * value for place, value in enumerate(values, 1))) % 103
    return [_START_B, *values, check]


def barcode(text: str, height: int = 40) -> Markup:
    """The barcode of a text; a module is one unit of the drawing wide."""
    widths = [int(width) for value in symbols(text) for width in _WIDTHS[value]] + [int(width) for width in _STOP]
    bars, at = [], _QUIET
    for place, width in enumerate(widths):
        if place % 2 == 0:
            bars.append(f"M{at} 0h{width}v{height}h-{width}z")
        at += width
    drawn = f'<path d="{"".join(bars)}"/>'
    box = f"0 0 {at + _QUIET} {height}"
    svg = f'<svg class="barcode" role="img" aria-label="{escape(text)}" viewBox="{box}" shape-rendering="crispEdges">{drawn}</svg>'
    return Markup(svg)  # noqa: S704 - drawn by us; the text is escaped
