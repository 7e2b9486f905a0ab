"""Where versions are kept."""

from collections.abc import Sequence
from typing import Protocol

from shared.contracts import Event
from shared.versions.model import Version


class Versions(Protocol):
    """Keeps versions; none is ever changed or removed. Every call may raise `TransientError`."""

    async def since(self, kind: str, place: int) -> Sequence[Version]:
        """The versions of a kind after a place, in the order of their places."""
        ...

    async def add(self, version: Version, events: Sequence[Event] = ()) -> bool:
        """Keep a new one with the events that tell of it; False, and nothing done, when its number or place is taken."""
        ...
