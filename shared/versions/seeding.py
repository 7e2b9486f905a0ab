"""The first versions, out of the files that a service comes with."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import structlog

from shared.clock import Clock
from shared.contracts import Event
from shared.versions.changing import PAUSE_SECONDS
from shared.versions.in_force import InForce
from shared.versions.model import FILES, Content, History, Version
from shared.versions.port import Versions

log = structlog.get_logger(__name__)


async def seed(
    contents: Mapping[str, Content],
    *,
    versions: Versions,
    in_force: InForce[Any, Any],
    clock: Clock,
    telling: Callable[[Version], Sequence[Event]] = lambda _version: (),
) -> None:
    """Take from the files what is not there yet; again, or by several replicas at once, it is taken once.

    A file that changed is taken, too, as long as no person changed its piece, and unless it says what the piece said
    before: a replica that still has the older files takes nothing back. What people changed stays as it is; that its file
    says something else is logged. Raises `TransientError`, to be repeated then.
    """
    history = await in_force.refresh()
    for name, content in contents.items():
        while _is_wanted(history, name, content):
            version = Version(
                kind=in_force.kind,
                name=name,
                number=len(history.of(name)) + 1,
                place=history.place + 1,
                content=content,
                by=FILES,
                at=clock.now(),
                why="",
            )
            if await versions.add(version, telling(version)):
                log.info("taken from its file", kind=in_force.kind, name=name, number=version.number)
                # What is in force is put together once, when all is there.
                history = history.with_more([version])
            else:
                # Another replica was faster.
                await asyncio.sleep(PAUSE_SECONDS)
                history = await in_force.refresh()
    await in_force.refresh()


def _is_wanted(history: History, name: str, content: Content) -> bool:
    before = history.of(name)
    if any(one.content == content for one in before):
        return False
    if all(one.by == FILES for one in before):
        return True
    log.info("its file is not taken: people changed it", name=name, number=before[-1].number)
    return False
