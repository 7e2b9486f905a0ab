"""Supervisor's own process, made to outlive a full disk.

It keeps everybody's log. What it cannot write down it complains of on its standard error, which is a file on the same
disk: the second failure would end it, and leave all that it runs without anybody who starts it again.
"""

import sys
from contextlib import suppress
from typing import TextIO

from supervisor import supervisord


class Unfailing:
    """A stream that passes on what can be written, and lets go of the rest."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Write, or not."""
        with suppress(OSError):
            self._stream.write(text)
        return len(text)

    def flush(self) -> None:
        """Write what is left, or not."""
        with suppress(OSError):
            self._stream.flush()


if __name__ == "__main__":
    sys.stderr = Unfailing(sys.stderr)  # all that print and traceback use of it
    supervisord.main()
