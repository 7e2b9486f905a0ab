"""A limit on acknowledgements to one address: whoever writes to us in another's name must not flood that other."""

from datetime import datetime, timedelta

WINDOW = timedelta(hours=1)


class AddressLimit:
    """At most `limit` per address and hour, counted in this process.

    A sliding window from two counters per address (this hour's and the last one's, weighted by what the window still
    covers of it), so that memory does not grow with the flood. Each replica counts for itself, and a restart begins
    anew: against a flood that is exact enough, and costs the store nothing.
    """

    def __init__(self, limit: int, window: timedelta = WINDOW) -> None:
        self._limit = limit
        self._window = window
        self._slot = -1
        self._current: dict[str, int] = {}
        self._previous: dict[str, int] = {}

    def allows(self, address: str, now: datetime) -> bool:
        """Whether one more may go to this address now; if so it is counted."""
        slot, into = divmod(now.timestamp(), self._window.total_seconds())
        if slot != self._slot:
            self._previous = self._current if slot == self._slot + 1 else {}
            self._current = {}
            self._slot = int(slot)
        key = address.casefold()
        still_covered = 1 - into / self._window.total_seconds()
        recent = self._current.get(key, 0) + self._previous.get(key, 0) * still_covered
        if recent >= self._limit:
            return False
        self._current[key] = self._current.get(key, 0) + 1
        return True

    def take_back(self, address: str) -> None:
        """Do not count one that was allowed: it did not become a notice."""
        key = address.casefold()
        if self._current.get(key):
            self._current[key] -= 1
