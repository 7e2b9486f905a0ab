"""Runs and lists the migrations of several services, and says in lines how far they are."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import TextIO

from deploy.migrations.owners import OWNERS, open_database
from shared.migrations import Phase
from shared.migrations.marks import Marks, is_done
from shared.migrations.running import Manner, Progress, Runner
from shared.mongo.connection import Database
from shared.release import VERSION


async def migrate(
    services: Sequence[str],
    environment: Mapping[str, str],
    until: Phase,
    manner: Manner,
    out: TextIO,
    *,
    again: bool = False,
) -> None:
    """Run what is left, one service after another. Raises what `Runner.run` does, and `MissingSettingError`."""
    ran = 0
    for service in services:
        async with _opened(service, environment) as database:

            def say(progress: Progress, service: str = service) -> None:
                _tell(out, f"{service:<10} {progress.name}: {_how_far(progress)}")

            def waiting(service: str = service) -> None:
                _tell(out, f"{service:<10} somebody else migrates it; waiting")

            runner = Runner(database, OWNERS[service], release=VERSION, say=say, manner=manner)
            ran += await runner.run(until, again=again, waiting=waiting)
    _tell(out, f"{ran} migrations were run; nothing is left before {_LEFT[until]}")


async def listed(services: Sequence[str], environment: Mapping[str, str], out: TextIO) -> int:
    """Say of every migration what it does and whether it is done; returns 0, or 3 when one is left."""
    left = 0
    for service in services:
        async with _opened(service, environment) as database:
            known = await Marks(database).all()
        for one in OWNERS[service]:
            record = known.get(one.name, {})
            left += not is_done(record)
            _tell(out, f"{service:<10} {one.name:<18} {one.phase:<9} {_state(record):<54} {one.title}")
    return 3 if left else 0


_LEFT: Mapping[Phase, str] = {
    "expand": "this release serves (--phase contract when the previous one is gone)",
    "contract": "the next release",
}


def _state(record: Mapping[str, object]) -> str:
    if not record:
        return "left"
    if not is_done(dict(record)):
        return f"begun, {record.get('seen', 0)} seen"
    return f"done {record['done_at']:%Y-%m-%d %H:%M} UTC by {record['release']}"


def _how_far(progress: Progress) -> str:
    changed = f"{progress.changed} of {progress.seen} changed"
    if progress.done:
        return f"done, {changed}"
    return f"{100 * progress.seen // max(progress.total, 1)} %, {changed}"


def _tell(out: TextIO, line: str) -> None:
    out.write(line + "\n")
    out.flush()


@asynccontextmanager
async def _opened(service: str, environment: Mapping[str, str]) -> AsyncIterator[Database]:
    client, database = open_database(service, environment)
    try:
        yield database
    finally:
        client.close()
