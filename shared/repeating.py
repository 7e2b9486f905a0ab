"""Work that is done again from time to time, for as long as the service runs."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

import structlog

from shared.errors import TransientError

log = structlog.get_logger(__name__)


async def repeat(
    step: Callable[[], Awaitable[object]],
    *,
    seconds: float,
    failure: str,
    woken: asyncio.Event | None = None,
    **facts: str,
) -> None:
    """Take a step, wait `seconds`, or less when `woken` is set, and so on until cancelled.

    A `TransientError`, alone or in a group, is a warning in the log, of these words and facts: what could not be done now
    is done by a later step. Anything else is raised.
    """
    woken = woken or asyncio.Event()
    while True:
        # Before the step: what comes up while it is taken is looked at right after it.
        woken.clear()
        try:
            await step()
        except* TransientError as errors:
            log.warning(failure, error=str(errors.exceptions[0]), **facts)
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await woken.wait()
