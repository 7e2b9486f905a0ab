"""Grafana's dashboards, said in few words: a question, the answer's unit, and what is asked of Prometheus."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any, Literal

WIDTH = 24
"""Columns of Grafana's grid."""
Unit = Literal["none", "s", "bytes", "percentunit", "reqps"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One question. `queries` are expressions with their legend; `bad` is the value from which on it is red.

    A `number` shows the present, everything else its course.
    """

    question: str
    queries: Sequence[tuple[str, str]]
    unit: Unit = "none"
    number: bool = False
    bad: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dashboard:
    """Rows of panels, each row as wide as the screen."""

    uid: str
    title: str
    rows: Sequence[Sequence[Panel]]


def rendered(dashboard: Dashboard) -> str:
    """The dashboard as Grafana imports it, or provisions it from a file."""
    document = {
        "uid": dashboard.uid,
        "title": dashboard.title,
        "tags": ["diwan"],
        "schemaVersion": 39,
        "editable": False,
        "refresh": "30s",
        "time": {"from": "now-6h", "to": "now"},
        "templating": {
            "list": [{"name": "source", "label": "Prometheus", "type": "datasource", "query": "prometheus"}]
        },
        "panels": list(_panels(dashboard)),
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _panels(dashboard: Dashboard) -> Iterator[dict[str, Any]]:
    ids = count(1)
    top = 0
    for row in dashboard.rows:
        height = 4 if all(panel.number for panel in row) else 8
        for place, panel in enumerate(row):
            left, right = place * WIDTH // len(row), (place + 1) * WIDTH // len(row)
            where = {"x": left, "y": top, "w": right - left, "h": height}
            yield {"id": next(ids), "gridPos": where, **_panel(panel)}
        top += height


def _panel(panel: Panel) -> dict[str, Any]:
    source = {"type": "prometheus", "uid": "${source}"}
    steps: list[dict[str, Any]] = [{"color": "green", "value": None}]
    if panel.bad is not None:
        steps.append({"color": "red", "value": panel.bad})
    return {
        "title": panel.question,
        "type": "stat" if panel.number else "timeseries",
        "datasource": source,
        "fieldConfig": {
            "defaults": {
                "unit": panel.unit,
                "min": 0,
                "thresholds": {"mode": "absolute", "steps": steps},
                # A line of its own where it begins to be bad.
                "custom": {} if panel.number else {"thresholdsStyle": {"mode": "line" if panel.bad else "off"}},
            },
            "overrides": [],
        },
        "options": {"colorMode": "background"} if panel.number else {"tooltip": {"mode": "multi"}},
        "targets": [
            {"refId": chr(ord("A") + place), "datasource": source, "expr": expression, "legendFormat": legend}
            for place, (expression, legend) in enumerate(panel.queries)
        ],
    }
