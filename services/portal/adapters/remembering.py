"""What a service told, remembered for a while: asked for on every page, and seldom another."""

from collections.abc import Awaitable, Callable, Collection
from typing import Generic, TypeVar

Told = TypeVar("Told", bound=Collection[object])


class Remembered(Generic[Told]):
    """One answer, for so many seconds. That there is nothing is not remembered: a service may just be beginning."""

    def __init__(self, *, seconds: float, monotonic: Callable[[], float]) -> None:
        self._seconds = seconds
        self._monotonic = monotonic
        self._kept: tuple[float, Told] | None = None

    async def get(self, ask: Callable[[], Awaitable[Told]]) -> Told:
        """What is remembered, or else what is told now. Raises what `ask` raises."""
        if self._kept and self._kept[1] and self._monotonic() - self._kept[0] < self._seconds:
            return self._kept[1]
        told = await ask()
        self._kept = self._monotonic(), told
        return told
