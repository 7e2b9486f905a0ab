"""`python -m bench.million`: pages, queries and costs with a million transactions, beside those with a thousand."""

import argparse
import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from bench.million.comparing import Plan, compare
from bench.million.report import table
from bench.plots import draw_growth

RESULTS = Path(__file__).resolve().parents[1] / "results"


def main(arguments: list[str]) -> int:
    """Measure, and write down what was found."""
    parser = argparse.ArgumentParser(prog="python -m bench.million", description=__doc__)
    parser.add_argument("--transactions", type=int, default=1_000_000, help="in the large stack")
    parser.add_argument("--base", type=int, default=1_000, help="letters that both stacks really register first")
    parser.add_argument("--letters", type=int, default=500, help="of one round of measuring what a letter costs")
    parser.add_argument("--rounds", type=int, default=4, help="of measuring what a letter costs")
    parser.add_argument("--requests", type=int, default=200, help="for each page")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, help="keeps both stacks; what is there already is used again")
    parser.add_argument("--results", type=Path, default=RESULTS, help="folder of the results")
    chosen = parser.parse_args(arguments)
    plan = Plan(
        transactions=chosen.transactions,
        base=chosen.base,
        letters=chosen.letters,
        rounds=chosen.rounds,
        requests=chosen.requests,
        seed=chosen.seed,
        folder=chosen.folder and chosen.folder.resolve(),
    )
    measured = compare(plan, say=lambda line: print(f"{datetime.now(UTC):%H:%M:%S} {line}", flush=True))
    chosen.results.mkdir(parents=True, exist_ok=True)
    name = f"{datetime.now(UTC):%Y-%m-%d}-million"
    (chosen.results / f"{name}.json").write_text(json.dumps(measured, ensure_ascii=False, indent=1) + "\n")
    text = table(measured)
    (chosen.results / f"{name}.md").write_text(text)
    draw_growth(measured, chosen.results)
    print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
