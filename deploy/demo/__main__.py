"""`python -m deploy.demo`: two months of a ministry, then some thirty letters, and a table of what became of them.

The two months are lived through on a stack that has nothing in it; on any other one, only the letters are sent. Reads DIWAN_HTTP_PORT, DIWAN_SMTP_PORT and DIWAN_DATA as the stack does, and SEED, a whole number that makes the same
letters again. Exit status: 0 when every letter ended as expected, 1 when not, 2 when there is no stack to send them to,
130 when it was broken off.
"""

import os
import secrets
import shutil
import sys
from collections.abc import Mapping
from typing import TextIO

from deploy.demo.gateway import Gateway
from deploy.demo.past.making import PastRefusedError, make
from deploy.demo.past.report import is_good
from deploy.demo.past.report import report as past_report
from deploy.demo.progress import Progress
from deploy.demo.report import report
from deploy.demo.run import Script, demonstrate
from deploy.demo.target import DemoError, Target
from deploy.local.errors import StackError
from deploy.local.settings import Settings
from deploy.local.stack import Stack

_SEEDS = 1_000_000


def main(environment: Mapping[str, str], out: TextIO) -> int:
    """Give the demonstration; returns the exit status."""
    try:
        settings = Settings.from_environment(environment)
        target, seed = Target.of(settings), _seed(environment)
        with Gateway(target) as gateway:
            gateway.require_ready()
        target.accounts()
        lived = remember(Stack(settings), target, seed, out)
        return max(lived, present(target, seed, out))
    except (DemoError, StackError) as error:
        out.write(f"Diwan: {error}\n")
        return 2
    except KeyboardInterrupt:
        out.write("\nDiwan: broken off; what was sent goes on without you\n")
        return 130


def remember(stack: Stack, target: Target, seed: int, out: TextIO, *, small: bool = False) -> int:
    """Live through two months where that may be, or say why not; returns 0 or 1. Raises `DemoError`."""
    progress = Progress(out, columns=shutil.get_terminal_size().columns)
    progress.say("two months of a ministry (two or three minutes) …")
    try:
        past = make(stack, target, seed, progress.passing, small=small)
    except PastRefusedError as why:
        progress.say(f"no past is made: {why}")
        return 0
    progress.clear()
    for line in past_report(past):
        progress.say(line)
    progress.say(f"accounts of all people: {stack.layout.demo_people}")
    progress.say("")
    return 0 if is_good(past) else 1


def present(target: Target, seed: int, out: TextIO) -> int:
    """Send the letters of a seed, show what became of them; returns 0 or 1. Raises `DemoError`."""
    progress = Progress(out, columns=shutil.get_terminal_size().columns)
    progress.say(f"seed {seed} (SEED={seed} writes the same letters again)")
    result = demonstrate(target, Script(seed=seed, run=secrets.token_hex(3)), progress)
    out.write("\n")
    out.writelines(f"  {line}".rstrip() + "\n" for line in report(result))
    out.flush()
    return 0 if result.is_good else 1


def _seed(environment: Mapping[str, str]) -> int:
    given = environment.get("SEED", "")
    if not given:
        return secrets.randbelow(_SEEDS)
    if not given.isascii() or not given.isdecimal():
        raise DemoError(f"SEED must be a whole number, not {given!r}")
    return int(given)


if __name__ == "__main__":
    sys.exit(main(os.environ, sys.stdout))
