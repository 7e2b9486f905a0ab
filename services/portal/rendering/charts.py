"""Charts as SVG elements of a page: no script, no style but classes, and a form beside each colour.

In a language that is written from right to left, time runs from right to left, and the axis stands at the right.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup, escape

WIDTH, HEIGHT = 960, 300
_TOP, _BOTTOM, _AXIS, _EDGE = 12, 34, 52, 10
_MOST_LABELS: Final = 9
_MOST_TICKS: Final = 5
_PATTERNS: Final = (
    "",
    '<path class="mark" d="M-2 8 8 -2M2 12 12 2"/>',
    '<circle class="mark" cx="2.500" cy="2.500" r="1.500"/><circle class="mark" cx="7.500" cy="7.500" r="1.500"/>',
    '<path class="mark" d="M0 2.500H10M0 7.500H10"/>',
)
"""What makes the second series and those after it look different where colours are not seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One kind of thing over time. There are at most four."""

    name: str
    values: tuple[int, ...]


def columns(
    series: Sequence[Series], labels: Sequence[str], *, title: str, words: str, direction: str, name: str
) -> Markup:
    """Stacked columns, one for each label. `name` is the chart's own on its page; `words` say what is to be seen."""
    scale = ticks(max((sum(values) for values in zip(*(one.values for one in series), strict=True)), default=0))
    parts = [
        _opening(title, words, name),
        "<defs>",
        *(_pattern(number, name) for number in range(len(series))),
        "</defs>",
        *_grid(scale, direction),
        *_bars(series, labels, scale[-1], direction, name),
        *_dates(labels, direction),
        "</svg>",
    ]
    return Markup("".join(parts))  # noqa: S704 - drawn by us; everything that is not a number is escaped


def swatch(number: int, name: str) -> Markup:
    """A series' square of a legend, filled as in the chart of that name."""
    drawn = f'<svg class="swatch" width="18" height="14" aria-hidden="true"><rect width="18" height="14" {_fill(number, name)}/></svg>'
    return Markup(drawn)  # noqa: S704 - a number and a name of ours


def bar(parts: Sequence[int], most: int, direction: str) -> Markup:
    """A horizontal bar of parts behind each other, in a cell whose text says the same."""
    drawn, at = [], 0.0
    for number, part in enumerate(parts):
        width = 100 * part / most if most else 0.0
        start = at if direction == "ltr" else 100 - at - width
        if part:
            drawn.append(f'<rect class="part{number}" x="{start:.2f}%" width="{width:.2f}%" height="100%"/>')
        at += width
    return Markup(f'<svg class="bar" aria-hidden="true">{"".join(drawn)}</svg>')  # noqa: S704 - numbers of ours


def ticks(most: int) -> tuple[int, ...]:
    """Round numbers from 0 to at least `most`, at most six of them."""
    step, unit = 1, 1
    while step * _MOST_TICKS < most:
        first = step // unit
        step, unit = (2 * unit, unit) if first == 1 else (5 * unit, unit) if first == 2 else (10 * unit, 10 * unit)  # noqa: PLR2004 - 1, 2, 5, 10
    count = max(1, -(-most // step))
    return tuple(step * number for number in range(count + 1))


def _opening(title: str, words: str, name: str) -> str:
    return (
        f'<svg class="columns" role="img" viewBox="0 0 {WIDTH} {HEIGHT}" aria-labelledby="{name}-title {name}-words">'
        f'<title id="{name}-title">{escape(title)}</title><desc id="{name}-words">{escape(words)}</desc>'
    )


def _pattern(number: int, name: str) -> str:
    return (
        f'<pattern id="{name}-{number}" width="10" height="10" patternUnits="userSpaceOnUse" class="series{number}">'
        f'<rect class="ground" width="10" height="10"/>{_PATTERNS[number]}</pattern>'
    )


def _fill(number: int, name: str) -> str:
    return f'class="drawn series{number}" fill="url(#{name}-{number})"'


def _x(start: float, width: float, direction: str) -> float:
    """Where something of a width begins: counted from the axis, which stands where lines of text begin."""
    return start if direction == "ltr" else WIDTH - start - width


def _grid(scale: Sequence[int], direction: str) -> Iterator[str]:
    begin, end = _x(_AXIS, 0, direction), _x(WIDTH - _EDGE, 0, direction)
    for tick in scale:
        y = _y(tick, scale[-1])
        x = _x(_AXIS - 8, 0, direction)
        anchor = "end" if direction == "ltr" else "start"
        yield f'<path class="grid" d="M{begin:g} {y:.1f}H{end:g}"/>'
        yield f'<text class="tick" x="{x:g}" y="{y + 4:.1f}" text-anchor="{anchor}" direction="ltr">{tick:,}</text>'


def _bars(series: Sequence[Series], labels: Sequence[str], most: int, direction: str, name: str) -> Iterator[str]:
    """One path for each series: an element for each part of a column would be most of the page's weight."""
    room = (WIDTH - _AXIS - _EDGE) / max(1, len(labels))
    width = min(48.0, room * 0.72)
    below = [0] * len(labels)
    for number, one in enumerate(series):
        drawn = []
        for place, value in enumerate(one.values):
            if value:
                x = _x(_AXIS + place * room + (room - width) / 2, width, direction)
                bottom, top = _y(below[place], most), _y(below[place] + value, most)
                drawn.append(f"M{x:.1f} {bottom:.1f}V{top:.1f}h{width:.1f}V{bottom:.1f}z")
                below[place] += value
        yield f'<path d="{"".join(drawn)}" {_fill(number, name)}/>'


def _dates(labels: Sequence[str], direction: str) -> Iterator[str]:
    room = (WIDTH - _AXIS - _EDGE) / max(1, len(labels))
    every = max(1, -(-len(labels) // _MOST_LABELS))
    for place in range(0, len(labels), every):
        x = _x(_AXIS + (place + 0.5) * room, 0, direction)
        yield (
            f'<text class="tick" x="{x:.1f}" y="{HEIGHT - 10}" text-anchor="middle" direction="{direction}">'
            f"{escape(labels[place])}</text>"
        )


def _y(value: int, most: int) -> float:
    return HEIGHT - _BOTTOM - (HEIGHT - _BOTTOM - _TOP) * value / most
