"""`python -m tests.faults.together run-*.json`: the results of several runs as one table in Markdown."""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

Said = Mapping[str, Any]


def table(runs: Sequence[Said]) -> str:
    """Seeds and time, faults, promised and found, rules: summed over all runs."""
    seeds = ", ".join(str(run["seed"]) for run in runs)
    minutes = sum(run["seconds"] for run in runs) / 60
    lines = [
        f"{len(runs)} runs, {minutes:.0f} minutes, seeds {seeds}.",
        "",
        "| documents | written | promised | of these found once | not promised and found |",
        "|---|--:|--:|--:|--:|",
        *(
            f"| {kind} | {row['written']} | {row['promised']} | {row['found']} | {row['found_unpromised']} |"
            for kind, row in _summed(run["documents"] for run in runs).items()
        ),
        "",
        (
            f"Registered: {_sum(runs, 'registered')}. Notices: {_sum(runs, 'notices')}, of these repeated where an answer "
            f"was lost or notify died: {_sum(runs, 'notices_repeated')}. Poison given and found dead: {_sum(runs, 'poison')}. "
            f"Crowds: {_sum(runs, 'crowds')}; ordinary letters before each urgent one that came last: "
            f"{dict(sorted(Counter(before for run in runs for before in run['overtakers']).items()))}."
        ),
        "",
        "| rule | violations |",
        "|---|--:|",
        *(f"| {rule} | {sum(run['rules'][rule] for run in runs)} |" for rule in (runs[0]["rules"] if runs else ())),
        "",
        "| fault | begun | struck |",
        "|---|--:|--:|",
        *(
            f"| {name} | {row['begun']} | {row['struck']} |"
            for name, row in sorted(_summed(run["faults"] for run in runs).items())
        ),
    ]
    return "\n".join(lines)


def _summed(tables: Iterable[Mapping[str, Mapping[str, int]]]) -> Mapping[str, Counter[str]]:
    """Tables added up, row by row; the row `all` comes last."""
    rows: dict[str, Counter[str]] = {}
    for one in tables:
        for name, row in one.items():
            rows.setdefault(name, Counter()).update(row)
    return dict(sorted(rows.items(), key=lambda each: (each[0] == "all", each[0])))


def _sum(runs: Sequence[Said], what: str) -> int:
    return sum(run[what] for run in runs)


if __name__ == "__main__":
    sys.stdout.write(table([json.loads(Path(name).read_text(encoding="utf-8")) for name in sys.argv[1:]]) + "\n")
