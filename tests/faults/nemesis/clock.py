"""The clock of one service, stepped by libfaketime (Debian `faketime`) where the machine has it."""

import datetime as dt
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

from deploy.local.settings import Settings
from shared.settings import LEGAL_TIME_ZONE

LIBRARIES = ("/usr/lib/x86_64-linux-gnu/faketime", "/usr/lib/aarch64-linux-gnu/faketime", "/usr/lib/faketime")
WITH_FAKETIME = Path(__file__).parent / "with_faketime"
BEFORE_MIDNIGHT = dt.timedelta(seconds=3)


def library() -> Path | None:
    """The library that a process is started with to have its time told; None where the machine lacks it."""
    found = (Path(folder) / "libfaketimeMT.so.1" for folder in LIBRARIES)
    return next((path for path in found if path.is_file()), None)


class Clock:
    """What time a service believes it is: the machine's, plus what stands in a file. Time that only runs is not touched."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._library = library()

    @property
    def can_step(self) -> bool:
        """Whether the machine has the library."""
        return self._library is not None

    def of_service(self, settings: Settings, service: str) -> Settings:
        """Settings with which this service follows this clock."""
        if self._library is None:
            return settings
        self.step(dt.timedelta())
        mine = {
            **settings.overrides.get(service, {}),
            "LD_PRELOAD": str(self._library),
            "FAKETIME_TIMESTAMP_FILE": str(self._file),
            "FAKETIME_CACHE_DURATION": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "PYTHONPATH": str(WITH_FAKETIME),
        }
        return replace(settings, overrides={**settings.overrides, service: mine})

    def step(self, ahead: dt.timedelta) -> None:
        """Go that far ahead of the machine's clock."""
        self._file.parent.mkdir(parents=True, exist_ok=True)
        beside = self._file.with_suffix(".new")
        beside.write_text(f"+{int(ahead.total_seconds())}\n", encoding="ascii")
        beside.replace(self._file)

    def to_new_year(self) -> None:
        """Some seconds before midnight of the last day of the register's year; it runs over midnight by itself."""
        now = dt.datetime.now(ZoneInfo(LEGAL_TIME_ZONE))
        midnight = now.replace(year=now.year + 1, month=1, day=1, hour=0, minute=0, second=0, microsecond=0)
        self.step(midnight - BEFORE_MIDNIGHT - now)

    def back(self) -> None:
        """The machine's time again."""
        self.step(dt.timedelta())
