"""How many documents a second the whole stack takes, registers and answers, and what each costs."""

import os
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Final

from bench.disk import Syncs, counted_syncs
from bench.figures import growth, per_document
from bench.processes import Usage, machine_busy_ms, stack_processes, usage
from bench.running import Running

CONNECTIONS: Final = 16
"""That feed at the same time: as many as keep two cores busy."""
FEEDER: Final = "feeder"
SINK: Final = "relay"


@dataclass(slots=True)
class Cost:
    """What everybody used in a span of time; filled when it has ended."""

    seconds: float = 0.0
    cpu_ms: dict[str, float] = field(default_factory=dict)
    written_bytes: dict[str, float] = field(default_factory=dict)
    generator_cpu_ms: dict[str, float] = field(default_factory=dict)
    memory_mb: dict[str, float] = field(default_factory=dict)
    memory_growth_mb: dict[str, float] = field(default_factory=dict)
    machine_ms: float = 0.0
    """CPU of everybody on the machine."""
    syncs: Syncs = field(default_factory=Syncs)

    def others_share(self) -> float:
        """Share of all cores' time that went to what is neither the stack nor us: other programs, and the kernel's own.

        A high one says that the run was disturbed.
        """
        ours = sum(self.cpu_ms.values()) + sum(self.generator_cpu_ms.values())
        return round(max(0.0, self.machine_ms - ours) / (self.seconds * 1000 * (os.cpu_count() or 1)), 3)


@asynccontextmanager
async def observed(run: Running) -> AsyncIterator[Cost]:
    """Watch the stack while the block runs."""
    cost = Cost()
    processes = stack_processes(run.stack)
    generator = {FEEDER: os.getpid(), SINK: run.relay.pid}
    async with counted_syncs(processes) as cost.syncs:
        before, generator_before, busy, began = usage(processes), _own(generator), machine_busy_ms(), time.monotonic()
        yield cost
        cost.seconds = time.monotonic() - began
        after, cost.machine_ms = usage(processes), machine_busy_ms() - busy
        cost.generator_cpu_ms = growth(generator_before, _own(generator))
    cost.cpu_ms = growth(_cpu(before), _cpu(after))
    cost.written_bytes = growth(_written(before), _written(after))
    cost.memory_mb = {name: round(used.memory_mb, 1) for name, used in after.items()}
    held = {name: used.memory_mb for name, used in before.items()}
    cost.memory_growth_mb = {name: round(by, 1) for name, by in growth(held, cost.memory_mb).items()}


async def measure_sustained(run: Running, documents: int) -> dict[str, Any]:
    """Send so many mails as fast as they are taken, and wait for the last number to be told."""
    async with observed(run) as cost:
        began = time.time()
        await run.feeder.saturate(run.copies(documents), connections=CONNECTIONS)
        accepted = time.time()
        await run.drain()
    sent = run.since(began)
    ended = max(run.history.registered[one.key].at for one in sent)
    sizes = [one.size for one in sent]
    return {
        "documents": documents,
        "mails": {"mean_bytes": sum(sizes) // len(sizes), "smallest_bytes": min(sizes), "largest_bytes": max(sizes)},
        "seconds": round(ended - began, 2),
        "sustained_per_second": round(documents / (ended - began), 2),
        "accepted_per_second": round(documents / (accepted - began), 2),
        **costs(cost, documents),
    }


def costs(cost: Cost, documents: int) -> dict[str, Any]:
    """What a span of time cost, by document."""
    kilobytes = {name: written / 1000 for name, written in cost.written_bytes.items()}
    return {
        "cpu_ms_per_document": per_document(cost.cpu_ms, documents),
        "generator_cpu_ms_per_document": per_document(cost.generator_cpu_ms, documents),
        "others_cpu_share": cost.others_share(),
        "memory_mb": {"total": round(sum(cost.memory_mb.values()), 1), **cost.memory_mb},
        "memory_growth_mb": cost.memory_growth_mb,
        "written_kb_per_document": per_document(kilobytes, documents),
        "fsyncs_per_document": None if cost.syncs.unknown_because else per_document(cost.syncs.counts, documents),
        "fsyncs_counted": cost.syncs.unknown_because or "by perf stat: fsync and fdatasync, by server",
    }


def _own(generator: Mapping[str, int]) -> dict[str, float]:
    used = _cpu(usage({SINK: generator[SINK]}))
    times = os.times()
    return {FEEDER: (times.user + times.system) * 1000, **used}


def _cpu(by_name: Mapping[str, Usage]) -> dict[str, float]:
    return {name: used.cpu_ms for name, used in by_name.items()}


def _written(by_name: Mapping[str, Usage]) -> dict[str, float]:
    return {name: used.written_bytes for name, used in by_name.items()}
