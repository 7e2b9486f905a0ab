"""The results as a table to read."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

_WORTH_SAYING = 20
"""Documents that a query may look at in vain before it stands in the table."""


def table(measured: Mapping[str, Any]) -> str:
    """Everything that was measured, as Markdown."""
    sizes = measured["transactions"]
    parts = [
        f"# {sizes['large']:,} transactions beside {sizes['small']:,}",
        _circumstances(measured),
        "## Pages, through the gateway (milliseconds)",
        _pages(measured["pages_ms"]),
        "## First contentful paint in a browser (milliseconds), and what a page weighs with all it uses but documents",
        _paints(measured["first_paint_ms"]),
        "## Queries that looked at documents in vain, or sorted",
        _queries(measured["queries"]),
        "## CPU milliseconds a document",
        _costs(measured["cpu_ms_per_document"]),
        "## Resident memory (MB)",
        _memory(measured["memory_mb"]),
        "## Stored (MB)",
        _stored(measured["stored"]),
    ]
    return "\n\n".join(parts) + "\n"


def _circumstances(measured: Mapping[str, Any]) -> str:
    filled = measured["grown_in_seconds"]
    return " ".join(
        (
            f"{measured['date']}, seed {measured['seed']}; written by `make bench-million`.",
            f"The large stack was {'filled before' if filled is None else f'filled in {filled} s'}.",
            f"Load of the machine: {', '.join(f'{load:.0f}' for load in measured['load_average'])}.",
        )
    )


def _pages(pages: Mapping[str, Any]) -> str:
    rows = (
        (name, *(pages[size][name][percent] for size in ("small", "large") for percent in ("p50", "p95", "p99")))
        for name in pages["large"]
    )
    return _rows(("page", "p50 small", "p95", "p99", "p50 large", "p95", "p99"), rows)


def _paints(paints: Mapping[str, Any]) -> str:
    percents = ("p50", "p95", "p99")
    rows = (
        (name, *(paints[size][name][percent] for size in ("small", "large") for percent in percents), one["kb"])
        for name, one in paints["large"].items()
    )
    return _rows(("page", "p50 small", "p95", "p99", "p50 large", "p95", "p99", "KB"), rows)


def _queries(queries: Sequence[Mapping[str, Any]]) -> str:
    worth = [query for query in queries if query["most_in_vain"] > _WORTH_SAYING or query["sorts"] or _scans(query)]
    names = ("collection", "operation", "by", "plan", "times", "most_documents", "most_in_vain", "sorts", "most_ms")
    if not worth:
        return f"None of {len(queries)} kinds of queries looked at more than {_WORTH_SAYING} documents in vain."
    return _rows(names, ([query[name] for name in names] for query in worth))


def _scans(query: Mapping[str, Any]) -> bool:
    return "COLLSCAN" in query["plan"]


def _costs(costs: Mapping[str, Any]) -> str:
    small, large = costs["small"], costs["large"]
    rows = ((name, small.get(name, 0), large.get(name, 0)) for name in large)
    return (
        _rows(("process", "small", "large"), rows)
        + f"\n\nGrowth: {costs['growth_percent']} %. Rounds, small: {costs['rounds']['small']},"
        f" large: {costs['rounds']['large']}."
    )


def _memory(memory: Mapping[str, Any]) -> str:
    moments = [(size, moment) for size in ("small", "large") for moment in ("before", "after")]
    rows = (
        (name, *(memory[size][moment].get(name, "") for size, moment in moments)) for name in memory["large"]["after"]
    )
    return _rows(("process", *(f"{size}, {moment}" for size, moment in moments)), rows)


def _stored(stored: Mapping[str, Any]) -> str:
    rows = (
        (
            name,
            one["documents"],
            one["data_mb"],
            one["on_disk_mb"],
            ", ".join(f"{index} {size}" for index, size in one["indexes_mb"].items()),
        )
        for name, one in stored.items()
    )
    return _rows(("collection", "documents", "data", "on disk", "indexes"), rows)


def _rows(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    lines = [list(head)]
    lines += [[str(value).replace("|", "\\|") for value in row] for row in rows]
    lines.insert(1, ["---"] * len(lines[0]))
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
