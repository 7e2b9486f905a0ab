"""After healing: wait until nothing is on its way any more, or until it moves no more."""

import asyncio
import time
from collections.abc import Callable, Sequence

from pymongo.errors import PyMongoError

from deploy.local.stack import Stack
from shared.messaging.topology import DEAD
from tests.faults import broker
from tests.faults.oracle.collecting import notices_by_state, open_databases, pending

Say = Callable[[str], None]
PATIENCE_SECONDS = 240.0
CALM_SECONDS = 2.0
SAYING_SECONDS = 5.0


async def drain(stack: Stack, busy: Callable[[], int], say: Say, *, patience: float = PATIENCE_SECONDS) -> bool:
    """Wait until all is calm; `busy` counts what senders and copies still have to do. False when patience ended first."""
    began, said = time.monotonic(), 0.0
    while time.monotonic() - began < patience:
        waiting = await _waiting(stack, busy)
        if not waiting:
            await asyncio.sleep(CALM_SECONDS)
            waiting = await _waiting(stack, busy) or await _in_queues(stack)
            if not waiting:
                say(f"calm after {time.monotonic() - began:.0f} s")
                return True
        if time.monotonic() - said > SAYING_SECONDS:
            say(f"waiting for {', '.join(waiting)}")
            said = time.monotonic()
        await asyncio.sleep(0.5)
    say("still not calm: the oracle takes it as it is")
    return False


async def _waiting(stack: Stack, busy: Callable[[], int]) -> Sequence[str]:
    if busy():
        return [f"{busy()} senders and copies"]
    return await asyncio.to_thread(_in_databases, stack)


def _in_databases(stack: Stack) -> Sequence[str]:
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


async def _in_queues(stack: Stack) -> Sequence[str]:
    lengths = await broker.queue_lengths(stack)
    return [f"{count} in {name}" for name, count in lengths.items() if count and not name.endswith(DEAD)]
