"""`python -m tests.faults --minutes 5 --seed 7`: try to break the house, and say whether it held."""

import argparse
import asyncio
import json
import logging
import random
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path

from tests.faults.oracle.judging import judge
from tests.faults.report import readable, summary
from tests.faults.running import run


async def _main(arguments: argparse.Namespace) -> int:
    for noisy in ("aio_pika", "aiormq", "mail.log"):
        # That a connection breaks is no news here.
        logging.getLogger(noisy).setLevel(logging.CRITICAL)
    current = asyncio.current_task()
    if current is not None:
        # A stack of its own has to be stopped, whoever ends this.
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, current.cancel)
    began = time.monotonic()

    def say(line: str) -> None:
        print(f"{time.monotonic() - began:6.0f} s  {line}", flush=True)

    data = Path(tempfile.mkdtemp(prefix="diwan-faults-"))
    say(f"seed {arguments.seed}, {arguments.minutes} minutes, in {data}")
    seconds = arguments.minutes * 60
    facts = await run(
        data,
        seed=arguments.seed,
        seconds=seconds,
        per_second=arguments.rate,
        members=arguments.members,
        only=arguments.only,
        say=say,
    )
    violations = judge(facts)
    said = summary(arguments.seed, time.monotonic() - began, facts, violations)
    print(readable(said))
    if arguments.json:
        arguments.json.write_text(json.dumps(said, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    if violations:
        print(f"logs and data are kept in {data}")
        return 1
    shutil.rmtree(data)
    return 0


def main() -> int:
    """Parse the command line and run; 1 when a rule was violated."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--minutes", type=float, default=5.0, help="how long things are broken (default 5)")
    parser.add_argument("--seed", type=int, default=random.randrange(10_000), help="what is sent and broken when")
    parser.add_argument("--rate", type=float, default=4.0, help="documents a second (default 4)")
    parser.add_argument("--members", type=int, default=1, choices=(1, 3), help="of MongoDB's replica set (default 1)")
    parser.add_argument("--only", default="", help="only faults with these words in their names")
    parser.add_argument("--json", type=Path, help="write the result there, too")
    return asyncio.run(_main(parser.parse_args()))


if __name__ == "__main__":
    sys.exit(main())
