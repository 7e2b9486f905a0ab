"""`python -m deploy.migrations list|run`: bring what an earlier release left in MongoDB to the form of this one.

Reads DIWAN_<SERVICE>_MONGO_URL and DIWAN_<SERVICE>_MONGO_DATABASE of each service. `run` does what has to be done before this
release's services serve, and may be run while the previous release still does; `run --phase contract` does that and the rest,
once the previous release is gone. May be run again at any time, and by several at once: what is done is done once. Exit status:
0 when nothing is left to be done, 1 when something could not be done, 2 when it is not told where a database is, 3 from `list`
when something is left.
"""

import argparse
import asyncio
import os
import signal
import sys
from collections.abc import Mapping
from datetime import timedelta
from typing import TextIO

from pymongo.errors import PyMongoError

from deploy.migrations.migrating import listed, migrate
from deploy.migrations.owners import OWNERS, MissingSettingError
from shared.errors import TransientError
from shared.migrations.errors import LockedError, LockLostError
from shared.migrations.running import Manner

_MANNER = Manner()


def main(arguments: list[str], environment: Mapping[str, str], out: TextIO) -> int:
    """Do what was asked; returns the exit status."""
    parser = _parser()
    asked = parser.parse_args(arguments)
    services = asked.service or list(OWNERS)
    try:
        if asked.command == "list":
            return asyncio.run(listed(services, environment, out))
        if asked.again and asked.phase != "contract":
            parser.error("--again is for --phase contract")
        manner = Manner(
            size=asked.size,
            pause=timedelta(seconds=asked.pause),
            wait=timedelta(seconds=asked.wait),
            lease=timedelta(seconds=asked.lease),
        )
        asyncio.run(migrate(services, environment, asked.phase, manner, out, again=asked.again))
    except MissingSettingError as missing:
        return _failed(2, f"{missing} is not set")
    except (LockedError, LockLostError, TransientError, PyMongoError) as error:
        return _failed(1, f"{error}; run it again, it goes on there")
    except KeyboardInterrupt:
        return _failed(130, "broken off; run it again, it goes on there")
    return 0


def _failed(status: int, why: str) -> int:
    sys.stderr.write(f"Diwan: {why}\n")
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m deploy.migrations", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True)
    for name, what in (("list", "say what is done and what is left"), ("run", "do what is left")):
        command = commands.add_parser(name, help=what)
        command.add_argument(
            "--service", action="append", choices=list(OWNERS), help="only this one's; may be repeated"
        )
    run = commands.choices["run"]
    run.add_argument("--phase", choices=("expand", "contract"), default="expand", help="how far (default: expand)")
    run.add_argument(
        "--again",
        action="store_true",
        help="with --phase contract: do all of it once more, because the previous release has served since",
    )
    seconds = {
        "pause": (_MANNER.pause, "seconds between batches, in which whoever serves goes first"),
        "wait": (_MANNER.wait, "seconds to wait for another who migrates"),
        "lease": (_MANNER.lease, "seconds after which the lock of one who died is free"),
    }
    run.add_argument("--size", type=int, default=_MANNER.size, help=f"documents a batch ({_MANNER.size})")
    for name, (value, what) in seconds.items():
        default = value.total_seconds()
        run.add_argument(f"--{name}", type=float, default=default, help=f"{what} ({default:g})")
    return parser


def _interrupt(_number: int, _frame: object) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, _interrupt)  # a Job that is deleted lets go of the lock
    sys.exit(main(sys.argv[1:], os.environ, sys.stdout))
