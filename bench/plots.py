"""Results as pictures."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from bench.report import GOAL_PER_SECOND

_WIDTH, _HEIGHT = 7.0, 3.6
_BLUE, _ORANGE, _GREY = "#2b6ca3", "#d9822b", "#8a8f98"
_SHADES: Final = {"p50": "#9cc3e0", "p95": _BLUE, "p99": "#173f63"}

Draw = Callable[[Axes], None]


def draw(measured: dict[str, Any], folder: Path) -> list[Path]:
    """Draw what `make bench` measured into SVG files beside the table, named after the day; returns their paths."""
    day = measured["date"][:10]
    return [_save(folder / f"{day}-{name}.svg", picture) for name, picture in _pictures(measured)]


def draw_growth(measured: dict[str, Any], folder: Path) -> Path:
    """Draw what `make bench-million` measured of a document's cost as transactions grow; returns the file's path."""
    sizes, costs = measured["transactions"], measured["cpu_ms_per_document"]
    means = [(sizes[name], costs[name]["total"]) for name in ("small", "large")]
    rounds = [(sizes[name], ms) for name in ("small", "large") for ms in costs["rounds"][name]]
    return _save(folder / f"{measured['date'][:10]}-cost-growth.svg", lambda axes: _growth(axes, means, rounds))


def _pictures(measured: dict[str, Any]) -> Iterator[tuple[str, Draw]]:
    yield "cpu", lambda axes: _cpu(axes, measured)
    if "floors" in measured:
        yield "throughput", lambda axes: _throughput(axes, measured)
        yield "latency", lambda axes: _latency(axes, measured)


def _cpu(axes: Axes, measured: dict[str, Any]) -> None:
    shares = {name: ms for name, ms in measured["cpu_ms_per_document"].items() if name != "total" and ms}
    names = list(shares)[::-1]
    bars = axes.barh(names, [shares[name] for name in names], color=_BLUE)
    axes.bar_label(bars, fmt="%.1f", padding=3)
    axes.set_title(f"CPU milliseconds a document: {measured['cpu_ms_per_document']['total']:.0f}")


def _throughput(axes: Axes, measured: dict[str, Any]) -> None:
    rates = {
        "Diwan, mail": measured["sustained_per_second"],
        "Diwan, upload": measured["uploads"]["per_second"],
        **{f"floor: {name}": floor["per_second"] for name, floor in measured["floors"].items()},
    }
    names = list(rates)[::-1]
    colours = [_GREY if name.startswith("floor") else _BLUE for name in names]
    bars = axes.barh(names, [rates[name] for name in names], color=colours)
    axes.bar_label(bars, fmt="%.0f", padding=3)
    axes.axvline(GOAL_PER_SECOND, color=_ORANGE, linestyle="--")
    axes.set_title("Documents a second (dashed: a ministry's 68 days in 300 s)")


def _latency(axes: Axes, measured: dict[str, Any]) -> None:
    groups = [
        (f"{kind}\nat {level['share']:.0%}", level["latency_ms"][kind])
        for kind in ("accept", "number", "notice")
        for level in measured["levels"]
    ]
    width = 0.8 / len(_SHADES)
    for place, (percentile, colour) in enumerate(_SHADES.items()):
        moments = [group + (place - 1) * width for group in range(len(groups))]
        axes.bar(moments, [spread[percentile] for _, spread in groups], width, label=percentile, color=colour)
    axes.set_xticks(range(len(groups)), [name for name, _ in groups], fontsize=7)
    axes.set_yscale("log")
    axes.legend()
    axes.set_title("Latency in milliseconds, by share of the sustained rate")


def _growth(axes: Axes, means: list[tuple[float, float]], rounds: list[tuple[float, float]]) -> None:
    _points(axes, rounds, marker=".", linestyle="none", color=_GREY, label="single rounds")
    _points(axes, means, marker="o", color=_BLUE)
    axes.set_xscale("log")
    axes.set_ylim(bottom=0)
    axes.legend(loc="lower right")
    axes.set_xlabel("transactions there already")
    axes.set_title("CPU milliseconds a document as the books grow")


def _points(axes: Axes, points: list[tuple[float, float]], **look: Any) -> None:
    axes.plot([across for across, _ in points], [up for _, up in points], **look)


def _save(path: Path, picture: Draw) -> Path:
    figure = Figure(figsize=(_WIDTH, _HEIGHT), layout="constrained")
    axes = figure.add_subplot()
    axes.spines[["top", "right"]].set_visible(False)
    picture(axes)
    # Without a date in it, the same numbers give the same file.
    figure.savefig(path, metadata={"Date": None})
    return path
