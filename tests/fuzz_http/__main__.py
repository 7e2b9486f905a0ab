"""Ask for long: `python -m tests.fuzz_http --examples 50 --seed 1` starts a stack of its own and judges every answer."""

import argparse
import sys
import tempfile
import time
from pathlib import Path

from deploy.local.settings import Settings
from deploy.local.stack import Stack
from tests.e2e.outside import Outside
from tests.fuzz_http.askers import Asker, askers
from tests.fuzz_http.configuration import Plan
from tests.fuzz_http.fuzzing import Result, fuzz
from tests.fuzz_http.matters import hand_in

PHASES = ("examples", "coverage", "fuzzing", "stateful")
MATTERS = 5
"""Of each kind, for every asker anew: a clerk uses them up."""


def main() -> int:
    """Run; 1 when something was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz_http", description=__doc__)
    parser.add_argument("--examples", type=int, default=50, help="random requests per operation and asker")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--phases", nargs="+", choices=PHASES, default=PHASES, help="schemathesis' phases")
    parser.add_argument("--askers", nargs="+", default=(), help="only these; everybody when absent")
    arguments = parser.parse_args()
    plan = Plan(seed=arguments.seed, examples=arguments.examples, phases=frozenset(arguments.phases))
    with tempfile.TemporaryDirectory(prefix="diwan-fuzz-http-") as folder:
        stack = Stack(Settings.private(Path(folder)))
        stack.start(tied=True)
        try:
            found = _ask(Outside(stack), plan, arguments.askers)
        finally:
            stack.stop()
    return 1 if found else 0


def _ask(outside: Outside, plan: Plan, only: list[str]) -> int:
    """How much was found; names of askers that are wrong end it."""
    names = [asker.name for asker in askers(outside)]
    if unknown := set(only) - set(names):
        raise SystemExit(f"no such asker: {', '.join(sorted(unknown))}; there are {', '.join(names)}")
    print(f"seed {plan.seed}, {plan.examples} examples, phases {', '.join(sorted(plan.phases))}")
    found = 0
    for name in only or names:
        # Signed in anew: a token is valid for an hour only.
        asker = next(each for each in askers(outside) if each.name == name)
        began = time.monotonic()
        result = fuzz(outside, asker, plan, hand_in(outside, each=MATTERS))
        _tell(asker, result, time.monotonic() - began)
        found += len(result.findings)
    return found


def _tell(asker: Asker, result: Result, seconds: float) -> None:
    counted = ", ".join(f"{status}: {count}" for status, count in sorted(result.statuses.items(), key=str))
    total = sum(result.statuses.values())
    print(
        f"{asker.name:<22} {total:6} requests in {seconds:5.0f} s, {len(result.findings)} findings; {counted}",
        flush=True,
    )
    once = {(each.operation, each.status, each.rule, each.words): each for each in result.findings}
    for each in once.values():
        print(f"  {each.operation} {each.status} {each.rule}: {each.words}\n    {each.request}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
