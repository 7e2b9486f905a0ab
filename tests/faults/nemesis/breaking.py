"""Plays rounds of faults until the time is over; at the end nothing is broken any more."""

import asyncio
import time
from collections.abc import Callable, Iterable, Mapping

from deploy.local.errors import StackError
from tests.faults.nemesis.fault import Fault, Happened
from tests.faults.nemesis.schedule import Planned, Round

Say = Callable[[str], None]
BREATH_SECONDS = 1.5
TRIES_TO_HEAL = 3


async def break_things(deck: Mapping[str, Fault], rounds: Iterable[Round], *, until: float, say: Say) -> list[Happened]:
    """Play rounds until that moment of the monotonic clock, each to its end; returns what happened, in order."""
    happened: list[Happened] = []
    for hand in rounds:
        if time.monotonic() >= until:
            break
        say(" + ".join(f"{each.name} ({each.lasts:.1f} s)" for each in hand))
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(_play(deck[each.name], each)) for each in hand]
        happened += [task.result() for task in tasks]
        for each in happened[-len(hand) :]:
            if each.trouble:
                say(f"  {each.name}: {each.trouble}")
        await asyncio.sleep(BREATH_SECONDS)
    return sorted(happened, key=lambda each: each.begun)


async def _play(fault: Fault, planned: Planned) -> Happened:
    await asyncio.sleep(planned.begins_after)
    begun, before, trouble = time.time(), len(fault.struck), ""
    try:
        await fault.begin()
        await asyncio.sleep(planned.lasts)
    except (StackError, OSError) as error:
        # Such as killing what another fault has just killed.
        trouble = repr(error)
    finally:
        await _heal(fault)
    return Happened(
        name=fault.name,
        touches=fault.touches,
        begun=begun,
        healed=time.time(),
        struck=tuple(fault.struck[before:]),
        trouble=trouble,
    )


async def _heal(fault: Fault) -> None:
    """Heal it; what one process needs may be another fault's to bring back, so one try may be too few."""
    for _ in range(TRIES_TO_HEAL - 1):
        try:
            await fault.heal()
        except StackError:
            continue
        return
    await fault.heal()
