"""A clock that several processes share: the machine's, and how far the demonstration has set it back.

The seconds between both lie in a file that all of them map into their memory, so that all step at the same moment.
"""

import mmap
import struct
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from shared.clock import to_milliseconds

_FORM: Final = struct.Struct("=d")
"""Eight bytes in one piece: whoever reads them sees all of a step or nothing of it."""


class ToldClock:
    """A `shared.clock.Clock` that goes as the machine's does, from the moment that it is told."""

    def __init__(self, path: Path) -> None:
        """Look at the file of a `Teller`."""
        with path.open("rb") as file:
            self._told = mmap.mmap(file.fileno(), _FORM.size, access=mmap.ACCESS_READ)

    def now(self) -> datetime:
        """The present as it was told, aware, in UTC, cut to milliseconds."""
        (seconds,) = _FORM.unpack(self._told)
        return to_milliseconds(datetime.now(UTC) - timedelta(seconds=seconds))


class Teller:
    """Tells the clocks that look at one file what time it is; it never goes back."""

    def __init__(self, path: Path, start: datetime) -> None:
        """Make the file, and let time go on from `start`."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_FORM.pack((datetime.now(UTC) - start).total_seconds()))
        with path.open("r+b") as file:
            self._told = mmap.mmap(file.fileno(), _FORM.size)
        self.clock = ToldClock(path)

    def step_to(self, moment: datetime) -> None:
        """Let time go on from `moment`, unless it is later already."""
        if moment > self.clock.now():
            self._told[:] = _FORM.pack((datetime.now(UTC) - moment).total_seconds())

    def step(self, ahead: timedelta) -> None:
        """Let time pass at once."""
        self.step_to(self.clock.now() + ahead)
