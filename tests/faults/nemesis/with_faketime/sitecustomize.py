"""Found by a process whose clock is stepped (PYTHONPATH), before anything else of it.

Where running time is not faked, libfaketime 0.9.10 answers `clock_nanosleep` with EINVAL, by which Python sleeps since 3.11:
every sleep would raise, and MongoDB's driver would lose its monitors. `select` is left alone by it.
"""

import select
import time
from typing import SupportsIndex


def _sleep(seconds: float | SupportsIndex, /) -> None:
    select.select((), (), (), float(seconds))


time.sleep = _sleep
