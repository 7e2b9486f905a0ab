"""How long a document waits for its yes, its number and its notice, at a given load that does not wait for answers."""

import asyncio
import time
from random import Random
from typing import Any, Final

from bench.books import commit_times
from bench.errors import BenchError
from bench.figures import spread
from bench.running import Running
from bench.smtp import arrivals

SHARES: Final = (0.1, 0.5, 0.9)
"""Of the sustained rate."""


async def measure_levels(run: Running, *, sustained: float, seconds: float, seed: int) -> list[dict[str, Any]]:
    """Send at each level for so long; returns the latencies of every level."""
    return [
        await _level(run, share, share * sustained, seconds, Random(f"{seed} {share}"))  # noqa: S311 - the same times again
        for share in SHARES
    ]


async def _level(run: Running, share: float, per_second: float, seconds: float, rng: Random) -> dict[str, Any]:
    count = max(1, round(per_second * seconds))
    began = time.time()
    moments = list(arrivals(rng, per_second=per_second, count=count))
    late = await run.feeder.at_rate(run.copies(count), moments)
    await run.drain()
    return {
        "share": share,
        "per_second": round(per_second, 2),
        "documents": count,
        "late_ms": spread([seconds * 1000 for seconds in late]),
        "latency_ms": await latencies(run, began),
    }


async def latencies(run: Running, began: float) -> dict[str, dict[str, float]]:
    """p50, p95 and p99 in milliseconds, of everything that was sent from then on.

    accept: from the mail's end to `250`. number: from `250` to the commit of the number. notice: from `250` to the
    moment at which the relay has the notice with the number. Raises `BenchError` when a commit is not to be found.
    """
    committed = await asyncio.to_thread(commit_times, run.stack, began)
    if missing := sum(run.history.registered[one.key].submission not in committed for one in run.since(began)):
        raise BenchError(f"the replication log lacks the commits of {missing} numbers")
    told = [(one, run.history.registered[one.key]) for one in run.since(began)]
    return {
        "accept": spread([(one.accepted_at - one.sent_at) * 1000 for one, _ in told]),
        "number": spread([(committed[notice.submission] - one.accepted_at) * 1000 for one, notice in told]),
        "notice": spread([(notice.at - one.accepted_at) * 1000 for one, notice in told]),
    }
