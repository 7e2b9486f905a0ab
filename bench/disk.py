"""How often servers ask the disk to keep what they wrote: fsync and fdatasync, counted by the kernel as they happen.

`perf stat` counts entries of system calls without stopping anybody, so the count is of the very run that is measured
(how many documents share a sync depends on the load). It needs Linux's perf and the right to use it.
"""

import asyncio
import shutil
import signal
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Final

SERVERS: Final = ("mongod", "rabbitmq", "weed")
_CALLS: Final = "syscalls:sys_enter_fsync,syscalls:sys_enter_fdatasync"
_SECONDS_TO_ATTACH: Final = 1.0


@dataclass(slots=True)
class Syncs:
    """Syncs by server, or why they are not known."""

    counts: dict[str, int] = field(default_factory=dict)
    unknown_because: str = ""


@asynccontextmanager
async def counted_syncs(processes: Mapping[str, int]) -> AsyncIterator[Syncs]:
    """Count while the block runs; the answer is there once it has ended."""
    syncs = Syncs()
    perf = shutil.which("perf")
    if perf is None:
        syncs.unknown_because = "perf is not installed"
        yield syncs
        return
    watching = {
        name: await asyncio.create_subprocess_exec(
            *(perf, "stat", "-x", ",", "-e", _CALLS, "-p", str(processes[name])),
            stderr=asyncio.subprocess.PIPE,
        )
        for name in SERVERS
    }
    await asyncio.sleep(_SECONDS_TO_ATTACH)
    try:
        yield syncs
    finally:
        for name, process in watching.items():
            if process.returncode is None:
                process.send_signal(signal.SIGINT)
            _, said = await process.communicate()
            try:
                syncs.counts[name] = parse_counts(said.decode("utf-8", "replace"))
            except ValueError:
                syncs.unknown_because = f"perf says: {said.decode('utf-8', 'replace').strip()[:200]}"


def parse_counts(text: str) -> int:
    """The sum of the counts in the output of `perf stat -x,`; raises `ValueError` when there is none."""
    fields = [line.split(",") for line in text.splitlines() if "syscalls:" in line]
    if not fields:
        raise ValueError(text)
    return sum(int(each[0]) for each in fields)
