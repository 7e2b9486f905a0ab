"""Faults of processes: killed, stopped in good order, and the leader of MongoDB's replica set lost."""

import asyncio

from tests.faults.house import House
from tests.faults.nemesis.fault import Fault, fault


def killed(house: House, process: str) -> Fault:
    """`kill -9`; its supervisor starts it again."""
    return fault(f"kill {process}", {process}, lambda: house.kill(process), lambda: house.ready(process))


def stopped(house: House, process: str) -> Fault:
    """Stopped in good order, and started again."""
    return fault(f"stop {process}", {process}, lambda: house.stop(process), lambda: house.start(process))


def led_no_more(house: House) -> Fault:
    """`kill -9` whichever member of MongoDB's replica set leads."""
    lost: list[str] = []

    async def begin() -> None:
        lost.append(await asyncio.to_thread(house.stack.primary))
        await house.kill(lost[-1])

    async def heal() -> None:
        if lost:
            await house.ready(lost.pop())

    return fault("kill the primary of MongoDB", {"mongod"}, begin, heal)
