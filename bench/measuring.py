"""The whole measurement, part by part, on one stack."""

import os
import platform
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Self

from bench.books import read_book
from bench.figures import ratio
from bench.floors import measure_floors
from bench.levels import SHARES, measure_levels
from bench.running import Running, running
from bench.sustained import CONNECTIONS, measure_sustained
from bench.uploads import measure_uploads
from bench.urgent import measure_urgent

Say = Callable[[str], None]
"""Takes a line about how far it is."""
Measured = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is measured, and how much of it."""

    seed: int
    documents: int = 3_000
    warm_up: int = 200
    level_seconds: float = 60.0
    uploads: int = 500
    crowd: int = 5_000
    """Ordinary mails that wait while urgent ones come."""
    whole: bool = True
    """Also latencies, the urgent lane, uploads and floors."""

    @classmethod
    def quick(cls, *, seed: int) -> Self:
        """About a minute: the sustained rate and what a document costs."""
        return cls(seed=seed, documents=800, whole=False)

    def with_documents(self, documents: int) -> Self:
        """The same with so many documents."""
        return replace(self, documents=documents)


async def measure(plan: Plan, say: Say) -> Measured:
    """Measure; returns what is written down. Raises `BenchError` when a document was lost, doubled or misnumbered."""
    say(f"writing letters (seed {plan.seed}), starting the stack")
    measured: Measured = {
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "seed": plan.seed,
        "machine": {
            "cores": os.cpu_count(),
            "memory_mb": os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGESIZE") // 1_000_000,
            "system": f"{platform.system()} {platform.release()}",
            "python": platform.python_version(),
        },
    }
    async with running(seed=plan.seed) as run:
        await run.feeder.saturate(run.copies(plan.warm_up), connections=CONNECTIONS)
        await run.drain()
        say(f"sending {plan.documents} documents as fast as they are taken")
        measured |= await measure_sustained(run, plan.documents)
        if plan.whole:
            measured |= await _further(run, plan, measured, say)
        run.history.check(await read_book(run.stack, run.history.year()))
        say(f"right: {len(run.history.accepted)} documents got a yes, each has one number and was told it once")
    return measured


async def _further(run: Running, plan: Plan, measured: Measured, say: Say) -> Measured:
    sustained, cost = measured["sustained_per_second"], measured["cpu_ms_per_document"]["total"]
    say(f"{sustained} documents a second, {cost} ms of CPU each; now the floors")
    floors = await measure_floors(run, registered=len(run.history.accepted))
    say(f"sending at {', '.join(f'{share:.0%}' for share in SHARES)} of that rate, {plan.level_seconds:.0f} s each")
    levels = await measure_levels(run, sustained=sustained, seconds=plan.level_seconds, seed=plan.seed)
    say(f"uploading {plan.uploads} documents")
    uploads = await measure_uploads(run, plan.uploads)
    say(f"sending urgent mails while {plan.crowd} ordinary ones wait")
    return {
        "floors": floors,
        "ratio_to_floor": ratio(cost, (floor["cpu_ms"] for floor in floors.values())),
        "levels": levels,
        "uploads": uploads,
        "urgent": await measure_urgent(run, crowd=plan.crowd, sustained=sustained),
    }
