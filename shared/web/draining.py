"""How a process of a service ends: what is under way is ended, nothing new is begun, and all of it within a bound."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

import structlog

from shared.settings import WebSettings

log = structlog.get_logger(__name__)

Step = Callable[[], Awaitable[object]]


class Draining:
    """The two moments of an end, and the time that it may take.

    With `begin` the process is no longer ready, and serves on for `linger_seconds`: whoever spreads the work needs that
    long to notice. With `close` it takes nothing new. What is still under way `seconds` after the beginning is broken off.
    """

    def __init__(self, *, seconds: float, linger_seconds: float) -> None:
        self.linger_seconds = min(linger_seconds, seconds)
        self._seconds = seconds
        self._deadline: float | None = None
        self._closing = asyncio.Event()

    @classmethod
    def by(cls, settings: WebSettings) -> "Draining":
        """As the settings have it."""
        return cls(seconds=settings.drain_seconds, linger_seconds=settings.linger_seconds)

    async def is_staying(self) -> bool:
        """Whether there is work to be sent here."""
        return self._deadline is None

    @property
    def seconds_left(self) -> float:
        """How long what is under way may still take; all the time before the beginning."""
        if self._deadline is None:
            return self._seconds
        return max(0.0, self._deadline - asyncio.get_running_loop().time())

    def begin(self) -> None:
        """Be no longer ready. Again, it changes nothing."""
        if self._deadline is None:
            self._deadline = asyncio.get_running_loop().time() + self._seconds
            log.info("draining", seconds=self._seconds, linger_seconds=self.linger_seconds)

    def close(self) -> None:
        """Take nothing new. Again, it changes nothing."""
        self.begin()
        self._closing.set()

    async def run(self, *ways: Sequence[Step]) -> None:
        """Wait until nothing new is to be taken, then end what is under way: several ways at once, each step by step."""
        await self._closing.wait()
        await asyncio.gather(*(one_by_one(steps) for steps in ways))


async def one_by_one(steps: Sequence[Step]) -> None:
    """Take steps of an end; one that fails keeps none of the others from being taken."""
    for step in steps:
        try:
            await step()
        except Exception:
            # What does not end in good order is broken off, as it would be with the bound.
            log.exception("not ended in good order", step=getattr(step, "__qualname__", repr(step)))
