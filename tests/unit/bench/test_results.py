import json
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import pytest

from bench.plots import draw_growth
from bench.report import report
from bench.results import write
from bench.smtp import arrivals

SPREAD = {"p50": 10.0, "p95": 20.0, "p99": 30.0}
LATENCY = {"accept": SPREAD, "number": SPREAD, "notice": SPREAD}
QUICK: dict[str, Any] = {
    "date": "2026-11-21T23:00:00+00:00",
    "seed": 1,
    "machine": {"cores": 2, "system": "Linux"},
    "documents": 3000,
    "mails": {"mean_bytes": 50_000, "smallest_bytes": 5_000, "largest_bytes": 700_000},
    "seconds": 100.0,
    "sustained_per_second": 30.0,
    "accepted_per_second": 45.0,
    "cpu_ms_per_document": {"total": 60.0, "intake": 40.0, "mongod": 20.0},
    "generator_cpu_ms_per_document": {"total": 1.5, "feeder": 1.0, "relay": 0.5},
    "others_cpu_share": 0.25,
    "memory_mb": {"total": 300.0, "intake": 100.0, "mongod": 200.0},
    "memory_growth_mb": {"intake": 1.0, "mongod": 2.0},
    "written_kb_per_document": {"total": 160.0, "intake": 0.0, "mongod": 160.0},
    "fsyncs_per_document": None,
    "fsyncs_counted": "not: perf is not installed",
}
FLOOR = {"per_second": 400.0, "cpu_ms": 3.0, "server_cpu_ms": 2.0, "client_cpu_ms": 1.0}
WHOLE = QUICK | {
    "floors": {"blobs": FLOOR, "smtp": FLOOR},
    "ratio_to_floor": 10.0,
    "levels": [
        {"share": share, "per_second": share * 30, "documents": 90, "late_ms": SPREAD, "latency_ms": LATENCY}
        for share in (0.1, 0.5)
    ],
    "uploads": {"per_second": 20.0, "accept_ms": SPREAD, "cpu_ms_per_document": {"total": 70.0}},
    "urgent": {"waiting_at_first": 5000, "waiting_at_last": 2000, "documents": 100, "latency_ms": LATENCY},
}


def test_the_table_of_a_quick_measurement_has_rate_and_cost_by_process() -> None:
    table = report(QUICK)
    assert "| documents a second, from first byte to last notice | 30.0 |" in table
    assert "| seconds that 29,339 documents take at this rate | 978 |" in table
    assert "| mongod | 20.0 | 200.0 | 2.0 | 160.0 |  |" in table
    assert "25% went to what is neither Diwan nor its load" in table
    assert "not: perf is not installed" in table
    assert "floor" not in table


def test_the_table_of_a_whole_measurement_has_latencies_and_floors() -> None:
    table = report(WHOLE)
    assert "| 50% (15.0 a second) | 90 | 10 / 20 / 30 | 10 / 20 / 30 | 10 / 20 / 30 |" in table
    assert "| urgent, 5,000 to 2,000 ordinary waiting | 100 |" in table
    assert "| blobs | 400.0 | 3.0 | 2.0 | 1.0 |" in table
    assert "| times the floor | 10.0 |" in table


def test_results_are_written_with_their_pictures(tmp_path: Path) -> None:
    table = write(WHOLE, tmp_path)
    assert json.loads((tmp_path / "2026-11-21.json").read_text()) == WHOLE
    pictures = sorted(path.name for path in tmp_path.glob("*.svg"))
    assert pictures == ["2026-11-21-cpu.svg", "2026-11-21-latency.svg", "2026-11-21-throughput.svg"]
    assert all(f"]({picture})" in table.read_text() for picture in pictures)


def test_the_growth_of_cost_is_drawn_with_its_rounds(tmp_path: Path) -> None:
    costs = {"small": {"total": 20.0}, "large": {"total": 21.0}, "rounds": {"small": [19.0, 21.0], "large": [21.0]}}
    sizes = {"small": 1_000, "large": 1_000_000}
    measured = {"date": "2026-11-21T10:00:00+00:00", "transactions": sizes, "cpu_ms_per_document": costs}
    assert draw_growth(measured, tmp_path) == tmp_path / "2026-11-21-cost-growth.svg"
    assert (tmp_path / "2026-11-21-cost-growth.svg").read_text().startswith("<?xml")


def test_letters_arrive_at_random_moments_of_the_wanted_rate() -> None:
    moments = list(arrivals(Random(1), per_second=50.0, count=5_000))
    assert moments == sorted(moments)
    assert moments[-1] == pytest.approx(100, rel=0.1)
    gaps = [later - earlier for earlier, later in pairwise(moments)]
    assert max(gaps) > 4 / 50
