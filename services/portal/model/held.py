"""Bytes that are held for a while, because whoever asked for a part of them asks for the next part soon."""

from collections.abc import Awaitable, Callable, Hashable
from typing import Final, Generic, TypeVar

KEEP_SECONDS: Final = 600.0

Key = TypeVar("Key", bound=Hashable)


class Held(Generic[Key]):
    """What was fetched, by key: each at most `seconds`, and all together at most `most` bytes."""

    def __init__(self, *, most: int, seconds: float, monotonic: Callable[[], float]) -> None:
        self._most = most
        self._seconds = seconds
        self._monotonic = monotonic
        self._kept: dict[Key, tuple[float, bytes]] = {}

    async def get(self, key: Key, fetch: Callable[[], Awaitable[bytes]]) -> bytes:
        """What is held, or else fetched now. Raises what `fetch` raises."""
        self._forget()
        if key not in self._kept:
            content = await fetch()
            self._kept[key] = self._monotonic(), content
            self._forget()
            return content
        return self._kept[key][1]

    def _forget(self) -> None:
        """Let go of what is old, and of the oldest while it is too much."""
        now = self._monotonic()
        held = sum(len(content) for _, content in self._kept.values())
        for key, (at, content) in list(self._kept.items()):
            if now - at > self._seconds or held > self._most:
                del self._kept[key]
                held -= len(content)
