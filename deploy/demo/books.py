"""What the clerk sees of letters that nobody was told of: found again by the hash of what was sent."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from deploy.demo.gateway import Gateway

_LEGAL_TIME: Final = ZoneInfo("Asia/Muscat")
"""A number's year begins there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """A submission that stands in the book, or on the desk."""

    submission: str
    state: str
    number: str = ""


class Books:
    """Reads on in the incoming book from where it ended when the demonstration began, and looks at the desk."""

    def __init__(self, gateway: Gateway, now: datetime) -> None:
        self._gateway = gateway
        self._year = now.astimezone(_LEGAL_TIME).year
        self._last = self._end()
        self._entered: dict[str, Sighting] = {}

    def by_hash(self, *, desk: bool) -> Mapping[str, Sighting]:
        """SHA-256 of a raw message → where it is; with the `desk` also what has no number."""
        for entry in self._gateway.entries(self._year, after=self._last):
            self._last = entry["sequence"]
            self._entered[entry["sha256"]] = Sighting(
                submission=entry["submission_id"], state="registered", number=entry["number"]
            )
        return {**(self._desk() if desk else {}), **self._entered}

    def _desk(self) -> dict[str, Sighting]:
        waiting: list[dict[str, Any]] = []
        for state in ("undecided", "incomplete"):
            waiting += self._gateway.waiting(state)
        return {one["sha256"]: Sighting(submission=one["submission_id"], state=one["state"]) for one in waiting}

    def _end(self) -> int:
        """The last sequence: books have no gaps, so it can be searched for by halves."""
        low, high = 0, 1
        while self._reaches(high):
            low, high = high, high * 2
        while low + 1 < high:
            middle = (low + high) // 2
            low, high = (middle, high) if self._reaches(middle) else (low, middle)
        return low

    def _reaches(self, sequence: int) -> bool:
        return bool(self._gateway.entries(self._year, after=sequence - 1, limit=1))
