"""`python -m tests.fuzz`: generated and damaged mails at the SMTP door of a stack of its own, and straight to the reader.

Exit status: 0 when nothing was found, 1 when something was. What was found is shown with its number; `--seed` and
`--show` write that mail again.
"""

import argparse
import asyncio
import secrets
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from statistics import quantiles
from typing import TextIO

from deploy.local.settings import Settings
from deploy.local.stack import Stack
from tests.fuzz.campaign import Campaign, Outcome
from tests.fuzz.reader import Read, read_all
from tests.fuzz.writing import Writer

_MEGABYTE = 1024 * 1024


def main(arguments: Sequence[str], out: TextIO) -> int:
    """Run it; returns the exit status."""
    chosen = _arguments(arguments)
    if chosen.show is not None:
        sys.stdout.buffer.write(Writer(chosen.seed or 0).content(chosen.show))
        return 0
    seed = secrets.randbelow(1_000_000) if chosen.seed is None else chosen.seed
    out.write(f"seed {seed}\n")
    findings: list[str] = []

    def say(line: str) -> None:
        out.write(f"  {line}\n")
        out.flush()

    if chosen.reader_cases:
        read = asyncio.run(read_all(Writer(seed), range(chosen.reader_cases)))
        out.writelines(f"{line}\n" for line in _told_of_reader(read))
        findings += read.findings
    if chosen.cases:
        with tempfile.TemporaryDirectory(prefix="diwan-fuzz-") as folder:
            stack = Stack(Settings.private(Path(folder)))
            stack.start(tied=True)
            try:
                outcome = Campaign(stack, seed=seed, say=say).run(chosen.cases, minutes=chosen.minutes)
            finally:
                stack.stop()
        out.writelines(f"{line}\n" for line in _told(outcome))
        findings += outcome.findings
    out.writelines(f"FOUND {one}\n" for one in findings)
    out.write(f"{len(findings)} findings\n")
    return 1 if findings else 0


def _arguments(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__.split("\n\n", maxsplit=1)[0])
    parser.add_argument("--cases", type=int, default=2_000, help="cases through the door (default: 2000)")
    parser.add_argument("--reader-cases", type=int, default=5_000, help="mails straight to the reader (default: 5000)")
    parser.add_argument("--minutes", type=float, default=None, help="end the door's cases after so many minutes")
    parser.add_argument("--seed", type=int, default=None, help="the same seed makes the same cases")
    parser.add_argument(
        "--show", type=int, default=None, metavar="NUMBER", help="write one mail of a seed, and no more"
    )
    return parser.parse_args(arguments)


def _told_of_reader(read: Read) -> list[str]:
    return [
        f"reader: {read.cases} mails in {read.seconds:.0f} s ({read.cases / read.seconds:.0f}/s), slowest {read.slowest:.2f} s",
        f"  {_counted(read.verdicts)}",
    ]


def _told(outcome: Outcome) -> list[str]:
    probes = outcome.probes
    median, worst = quantiles(probes, n=2)[0] if len(probes) > 1 else probes[0], probes[-1]
    return [
        f"door: {outcome.cases} cases in {outcome.seconds:.0f} s ({outcome.cases / outcome.seconds:.1f}/s)",
        f"  cases       {_counted(outcome.history.kinds)}",
        f"  answers     {_counted(outcome.history.answers)}",
        f"  ended as    {_counted(outcome.states)}",
        f"  unreadable  {_counted(outcome.unreadable)}",
        f"  honest letters in between: {len(probes)}, registered after {median:.1f} s (median), {worst:.1f} s (worst)",
        f"  memory: intake {outcome.memory / _MEGABYTE:.0f} MB, largest reader {outcome.reader_memory / _MEGABYTE:.0f} MB",
    ]


def _counted(counts: Counter[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts.most_common()) or "none"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], sys.stdout))
