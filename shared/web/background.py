"""A service's own work, which goes on whatever happens: first what it needs to be ready, then what never ends."""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from typing import Any

import structlog
from prometheus_client import Counter

from shared.cancellation import is_cancelled
from shared.errors import TransientError
from shared.migrations import OlderDatabaseError
from shared.web.draining import Step

log = structlog.get_logger(__name__)

RESTART_SECONDS = 1.0

BEGUN_AGAIN = Counter(
    "diwan_background_failures_total", "Times that background work failed and was begun again.", ["task"]
)

Task = Callable[[], Coroutine[Any, Any, None]]


@dataclass(slots=True)
class Waiting:
    """What only an operator can end: the service waits for it, and says so where it says that it is not ready."""

    because: str = ""


async def until_done(steps: Sequence[Step], waiting: Waiting) -> None:
    """Take each step again until it succeeds; `waiting` says meanwhile what only an operator can end."""
    for step in steps:
        while True:
            try:
                await step()
                waiting.because = ""
                break
            except (Exception, asyncio.CancelledError) as error:
                if is_cancelled():
                    raise
                waiting.because = str(error) if isinstance(error, OlderDatabaseError) else ""
                # A store that is not up yet is the ordinary case at a start of everything; a defect is told with its place.
                is_ordinary = isinstance(error, (TransientError, OlderDatabaseError))
                name = getattr(step, "__qualname__", repr(step))
                log.warning("not prepared yet", step=name, error=repr(error), exc_info=not is_ordinary)
                await asyncio.sleep(RESTART_SECONDS)


async def forever(task: Task) -> None:
    """Do work that never ends; where it fails it is begun again, and counted."""
    while True:
        try:
            # In a task of its own: one whose task group failed counts as cancelled ever after, before Python 3.13.
            await asyncio.create_task(task())
        except (Exception, asyncio.CancelledError):
            if is_cancelled():
                raise
            name = getattr(task, "__qualname__", "")
            log.exception("background work failed and is started again", task=name)
            BEGUN_AGAIN.labels(name).inc()
        await asyncio.sleep(RESTART_SECONDS)
