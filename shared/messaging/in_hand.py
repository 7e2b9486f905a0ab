"""What is being heard just now, and since when it has been true: the last place where an event can be stuck unseen."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from prometheus_client import Gauge

OLDEST = Gauge(
    "diwan_events_in_hand_oldest_seconds",
    "Age of the oldest event of a queue that is being heard just now, retries and all; 0 when none is.",
    ["queue"],
)


class InHand:
    """The events of one queue that this process is hearing. Their age is told when somebody asks, at no cost before."""

    def __init__(self, queue: str) -> None:
        self._since: dict[object, float] = {}
        OLDEST.labels(queue).set_function(self.oldest_seconds)

    @contextmanager
    def holding(self, occurred_at: datetime) -> Iterator[None]:
        """Hear an event that became true then."""
        token = object()
        self._since[token] = occurred_at.timestamp()
        try:
            yield
        finally:
            del self._since[token]

    def oldest_seconds(self) -> float:
        """The age of the oldest one, by this machine's clock."""
        # A copy: whoever asks may do so in another thread.
        since = min(self._since.copy().values(), default=None)
        return 0.0 if since is None else max(0.0, time.time() - since)
