"""What the demonstration says while it goes on: one line that changes on a terminal, otherwise a line per event."""

import time
from typing import Final, TextIO

from deploy.demo.width import cut

_LINE_START: Final = "\r\x1b[K"
_SELDOM_SECONDS: Final = 10.0
"""Between two passing lines that stay."""


class Progress:
    """Writes to a terminal or to a file; `columns` is how wide the terminal is."""

    def __init__(self, out: TextIO, *, columns: int = 100) -> None:
        self._out = out
        self._live = out.isatty()
        self._columns = columns
        self._began = time.monotonic()
        self._said = float("-inf")

    def say(self, line: str) -> None:
        """A line that stays."""
        self._out.write(f"{_LINE_START if self._live else ''}  {line}\n")
        self._out.flush()

    def passing(self, what: str) -> None:
        """What goes on now: it stays only where nothing can be taken away, and then not more than once in a while."""
        now = time.monotonic()
        if not self._live and now - self._said < _SELDOM_SECONDS:
            return
        self._said = now
        line = f"  {now - self._began:5.1f} s  {what}"
        self._out.write(f"{_LINE_START}{cut(line, self._columns - 1)}" if self._live else f"{line}\n")
        self._out.flush()

    def event(self, what: str, *, settled: int, of: int) -> None:
        """Something happened; `settled` of so many have ended."""
        line = f"  {time.monotonic() - self._began:5.1f} s  {settled:>2}/{of} ended  {what}"
        self._out.write(f"{_LINE_START}{cut(line, self._columns - 1)}" if self._live else f"{line}\n")
        self._out.flush()

    def clear(self) -> None:
        """Take away the line that changes."""
        if self._live:
            self._out.write(_LINE_START)
            self._out.flush()
