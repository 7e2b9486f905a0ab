"""`python -m bench`: measure the whole stack on this machine, and write the results down.

Exit status: 0 when it was measured and every document was registered exactly once, 1 when not, 130 when broken off.
"""

import argparse
import asyncio
import signal
import sys
from collections.abc import Coroutine
from pathlib import Path

import uvloop

from bench.errors import BenchError
from bench.measuring import Measured, Plan, measure
from bench.report import report
from bench.results import RESULTS, write
from deploy.local.errors import StackError


def main() -> int:
    """Measure as the command line says; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__.partition("\n")[0])
    parser.add_argument("--documents", type=int, help="how many to send for the sustained rate")
    parser.add_argument("--seed", type=int, default=1, help="of the letters and of the times they are sent at")
    parser.add_argument("--quick", action="store_true", help="only the sustained rate and its cost; writes no file")
    parser.add_argument("--results", type=Path, default=RESULTS, help="the folder to write to")
    asked = parser.parse_args()
    plan = Plan.quick(seed=asked.seed) if asked.quick else Plan(seed=asked.seed)
    if asked.documents:
        plan = plan.with_documents(asked.documents)
    status = 0
    try:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            measured = runner.run(until_told_to_end(measure(plan, say)))
        print(report(measured))
        if not asked.quick:
            print(f"written to {write(measured, asked.results)}")
    except* (BenchError, StackError) as group:
        print(f"bench: {first(group)}", file=sys.stderr)
        status = 1
    except* (KeyboardInterrupt, asyncio.CancelledError):
        print("bench: broken off", file=sys.stderr)
        status = 130
    return status


async def until_told_to_end(work: Coroutine[None, None, Measured]) -> Measured:
    """Do the work; SIGTERM ends it in good order, as Ctrl-C does, so that the stack and its folder are cleared away."""
    doing = asyncio.ensure_future(work)
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, doing.cancel)
    return await doing


def say(line: str) -> None:
    """Tell the person at the terminal how far it is."""
    print(line, file=sys.stderr, flush=True)


def first(error: BaseException) -> BaseException:
    """What happened first, of what happened to several at the same time."""
    return first(error.exceptions[0]) if isinstance(error, BaseExceptionGroup) else error


if __name__ == "__main__":
    sys.exit(main())
