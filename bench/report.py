"""Results as a table that people read."""

from collections.abc import Iterator, Sequence
from typing import Any

MINISTRY = 29_339
"""Documents that one ministry had in 68 days."""
GOAL_PER_SECOND = MINISTRY / 300
"""The same in 300 seconds."""


def report(measured: dict[str, Any]) -> str:
    """The results in Markdown; parts that were not measured are left out."""
    return "\n".join(_lines(measured)) + "\n"


def _lines(measured: dict[str, Any]) -> Iterator[str]:
    machine, mails = measured["machine"], measured["mails"]
    yield f"# Measured on {measured['date'][:10]}"
    yield ""
    yield (
        f"{machine['cores']} cores shared by every server, service and the load itself ({machine['system']}); "
        f"seed {measured['seed']}; {measured['documents']:,} mails of {mails['mean_bytes'] / 1000:.0f} KB on average "
        f"({mails['smallest_bytes'] / 1000:.0f} KB to {mails['largest_bytes'] / 1000:.0f} KB). Of all cores' time "
        f"{measured['others_cpu_share']:.0%} went to what is neither Diwan nor its load."
    )
    yield ""
    yield from _table(
        ("sustained", ""),
        [
            ("documents a second, from first byte to last notice", measured["sustained_per_second"]),
            ("seconds it took", measured["seconds"]),
            (f"seconds that {MINISTRY:,} documents take at this rate", _ministry(measured)),
            ("documents a second at the door", measured["accepted_per_second"]),
            ("CPU, ms a document", measured["cpu_ms_per_document"]["total"]),
            *([("times the floor", measured["ratio_to_floor"])] if "ratio_to_floor" in measured else []),
        ],
    )
    yield from _latencies(measured)
    yield from _uploads(measured)
    yield from _processes(measured)
    yield from _floors(measured)


def _latencies(measured: dict[str, Any]) -> Iterator[str]:
    if "levels" not in measured:
        return
    levels, urgent = measured["levels"], measured["urgent"]
    rows = [(f"{level['share']:.0%} ({level['per_second']} a second)", level) for level in levels]
    rows += [(f"urgent, {urgent['waiting_at_first']:,} to {urgent['waiting_at_last']:,} ordinary waiting", urgent)]
    yield from _table(
        ("latency in ms: p50 / p95 / p99", "documents", "`250`", "number", "notice"),
        [(name, level["documents"], *map(_spread, level["latency_ms"].values())) for name, level in rows],
    )
    late = ", ".join(f"{level['late_ms']['p99']:,.0f} ms" for level in levels)
    yield f"The load began its mails late by (p99, by level): {late}."
    yield ""


def _uploads(measured: dict[str, Any]) -> Iterator[str]:
    if "uploads" not in measured:
        return
    uploads = measured["uploads"]
    yield from _table(
        ("by HTTP, through the gateway", ""),
        [
            ("documents a second", uploads["per_second"]),
            ("`202`, ms: p50 / p95 / p99", _spread(uploads["accept_ms"])),
            ("CPU, ms a document", uploads["cpu_ms_per_document"]["total"]),
        ],
    )


def _processes(measured: dict[str, Any]) -> Iterator[str]:
    fsyncs = measured["fsyncs_per_document"] or {}
    columns = (
        measured["cpu_ms_per_document"],
        measured["memory_mb"],
        measured["memory_growth_mb"],
        measured["written_kb_per_document"],
        fsyncs,
    )
    yield from _table(
        ("process", "CPU, ms a document", "memory, MB", "grew by, MB", "written, KB a document", "fsyncs a document"),
        [(name, *(column.get(name, "") for column in columns)) for name in columns[0]],
    )
    load = ", ".join(f"{name} {ms} ms" for name, ms in measured["generator_cpu_ms_per_document"].items())
    yield f"The load itself took, by document: {load}. Syncs were counted {measured['fsyncs_counted']}."
    yield ""


def _floors(measured: dict[str, Any]) -> Iterator[str]:
    if "floors" not in measured:
        return
    yield from _table(
        ("floor", "documents a second", "CPU, ms a document", "of the server", "of the client"),
        [(name, *floor.values()) for name, floor in measured["floors"].items()],
    )


def _table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'|'.join(['---', *['--:'] * (len(head) - 1)])}|"
    yield from (f"| {' | '.join(map(str, row))} |" for row in rows)
    yield ""


def _spread(spread: dict[str, float]) -> str:
    return " / ".join(f"{value:,.0f}" for value in spread.values())


def _ministry(measured: dict[str, Any]) -> int:
    return round(MINISTRY / float(measured["sustained_per_second"]))
