"""What all SMTP sessions of one door take together."""

import asyncio
from collections import Counter as Tally
from dataclasses import dataclass, field
from typing import Protocol

from prometheus_client import Gauge

LOOK_SECONDS = 0.05

CONNECTIONS = Gauge("diwan_smtp_connections", "SMTP sessions that are open now.")


class Session(Protocol):
    """A session that can be ended."""

    def dismiss(self) -> None:
        """Send the client away, when the mail that it is sending has its answer."""
        ...


@dataclass(slots=True, kw_only=True)
class Load:
    """What all sessions of one door take together, and how much that may be."""

    max_connections: int
    max_per_client: int
    max_bytes: int
    clients: Tally[str] = field(default_factory=Tally)
    bytes_in_hand: int = 0
    sessions: set[Session] = field(default_factory=set)

    def enter(self, client: str) -> bool:
        """Count a session; says whether there is room for it."""
        if self.clients.total() >= self.max_connections or self.clients[client] >= self.max_per_client:
            return False
        self.clients[client] += 1
        CONNECTIONS.set(self.clients.total())
        return True

    def leave(self, client: str) -> None:
        """Count it no more."""
        self.clients[client] -= 1
        self.clients += Tally()  # forgets who has none
        CONNECTIONS.set(self.clients.total())

    async def end(self) -> None:
        """Send all clients away, and wait until each has its answer and is gone."""
        while self.sessions:
            # Again and again: one that was let in with the last may come up only now.
            for session in list(self.sessions):
                session.dismiss()
            await asyncio.sleep(LOOK_SECONDS)

    def has_room(self, size: int) -> bool:
        """Whether so many bytes more can be held."""
        return self.bytes_in_hand + size <= self.max_bytes
