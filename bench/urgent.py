"""How long an urgent mail waits for its number while a crowd of ordinary ones stands before the registry."""

import asyncio
import time
from typing import Any, Final

from bench.levels import latencies
from bench.running import Running
from bench.sustained import CONNECTIONS

SHARE: Final = 0.1
"""Of the sustained rate: urgent mails are few, and must not be a crowd of their own."""
MOST: Final = 100
LEAST_WAITING: Final = 0.1
"""Share of the crowd that must still wait when an urgent mail is sent."""


async def measure_urgent(run: Running, *, crowd: int, sustained: float) -> dict[str, Any]:
    """Let a crowd of ordinary mails gather before the registry, open it, and send urgent mails while the crowd waits."""
    run.stack.stop_process("registry")
    try:
        await run.feeder.saturate(run.copies(crowd), connections=CONNECTIONS)
    finally:
        run.stack.start_process("registry")
    began, waiting = time.time(), []

    async def pause(sent: int) -> None:
        await asyncio.sleep(max(0.0, began + sent / (SHARE * sustained) - time.time()))

    connection = run.feeder.connection()
    try:
        for sent, copy in enumerate(run.urgent_copies(MOST)):
            await pause(sent)
            if run.history.unanswered() < LEAST_WAITING * crowd:
                break
            waiting.append(run.history.unanswered())
            run.history.take(await connection.send(copy))
    finally:
        await connection.close()
    await run.drain()
    return {
        "crowd": crowd,
        "documents": len(waiting),
        "waiting_at_first": waiting[0],
        "waiting_at_last": waiting[-1],
        "latency_ms": await latencies(run, began),
    }
