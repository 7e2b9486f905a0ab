"""After healing: wait until nothing is on its way any more, or nothing moves any more."""

import asyncio
import time
from collections.abc import Callable

from pymongo.errors import PyMongoError

from deploy.local.stack import Stack
from shared.messaging.topology import DEAD
from tests.faults import broker
from tests.faults.oracle.collecting import notices_by_state, open_databases, pending

Say = Callable[[str], None]
PATIENCE_SECONDS = 150.0
"""So long may everything stand still before it is taken as it is; a busy machine is slow, but something moves."""
CALM_SECONDS = 2.0
SAYING_SECONDS = 5.0


async def drain(stack: Stack, busy: Callable[[], int], say: Say, *, patience: float = PATIENCE_SECONDS) -> bool:
    """Wait until all is calm; `busy` counts what senders and copies still have to do. False when nothing moves any more."""
    began = moved = time.monotonic()
    said, before = 0.0, [""]
    while (now := time.monotonic()) - moved < patience:
        waiting = await _waiting(stack, busy)
        if not waiting:
            await asyncio.sleep(CALM_SECONDS)
            waiting = await _waiting(stack, busy) or await _in_queues(stack)
            if not waiting:
                say(f"calm after {time.monotonic() - began:.0f} s")
                return True
        if waiting != before:
            moved, before = now, waiting
        if now - said > SAYING_SECONDS:
            say(f"waiting for {', '.join(waiting)}")
            said = now
        await asyncio.sleep(0.5)
    say("nothing moves any more: the oracle takes it as it is")
    return False


async def _waiting(stack: Stack, busy: Callable[[], int]) -> list[str]:
    if busy():
        return [f"{busy()} senders and copies"]
    return await asyncio.to_thread(_in_databases, stack)


def _in_databases(stack: Stack) -> list[str]:
    try:
        with open_databases(stack) as client:
            outboxes = [f"{count} of {name}" for name, count in pending(client).items() if count]
            unread = client["diwan_intake"]["submissions"].count_documents({"state": "received"})
            notices = notices_by_state(client).get("pending", 0)
    except PyMongoError as error:
        return [f"MongoDB ({type(error).__name__})"]
    return [
        *outboxes,
        *([f"{unread} unread mails"] if unread else []),
        *([f"{notices} pending notices"] if notices else []),
    ]


async def _in_queues(stack: Stack) -> list[str]:
    lengths = await broker.queue_lengths(stack)
    return [f"{count} in {name}" for name, count in lengths.items() if count and not name.endswith(DEAD)]
