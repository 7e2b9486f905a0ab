"""Lives through two months: sitting by sitting, in each what is due, between them nothing."""

import heapq
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count

from deploy.demo.past.days import LONGEST_SITTING, STEP_SECONDS, ZONE, Days, Sitting
from deploy.demo.past.lives import Life
from deploy.demo.past.matter import House
from deploy.demo.past.plan import Beginning
from deploy.demo.past.quiet import Inside
from deploy.demo.target import DemoError

Say = Callable[[str], None]

_IN_PRESS = 12
"""Letters that may be printed while life goes on: each takes a second of a core."""


@dataclass(slots=True, kw_only=True)
class Played:
    """What was lived through, and what could not be: by the name of the life, with what went wrong."""

    lives: int
    deeds: int = 0
    seconds: float = 0.0
    troubles: list[str] = field(default_factory=list)


@dataclass(order=True, slots=True)
class _Due:
    sitting: Sitting
    order: int
    name: str = field(compare=False)
    life: Life = field(compare=False)


def play(house: House, days: Days, plan: Sequence[Beginning], inside: Inside, say: Say) -> Played:
    """Live all lives as far as the days go. Raises `DemoError` when the stack does not come to rest."""
    began, order, played = time.monotonic(), count(), Played(lives=len(plan))
    due = [_Due(one.sitting, next(order), one.life.__name__, one.life(house)) for one in plan]
    heapq.heapify(due)
    sittings = iter(days)
    for at, sitting in enumerate(sittings):
        if not due:
            break
        if due[0].sitting > sitting:
            continue
        house.teller.step_to(sitting.at)
        here = sitting.at.astimezone(ZONE)
        say(
            f"{here:%A %d %B, %H:%M}: {len(plan) - len(due)} of {len(plan)} matters have come to rest ({at}/{len(days)})"
        )
        while due and due[0].sitting <= sitting:
            one = heapq.heappop(due)
            if house.teller.clock.now() - sitting.at > LONGEST_SITTING:
                after = days.after(sitting.at, house.rng, office=sitting.office)
            else:
                after = _lived(house, one, sitting, days, played)
            if after is not None:
                heapq.heappush(due, _Due(after, next(order), one.name, one.life))
        inside.wait_until_quiet(unprinted=_IN_PRESS)
        house.read_mail()
    inside.wait_until_quiet()
    played.seconds = time.monotonic() - began
    return played


def _lived(house: House, one: _Due, sitting: Sitting, days: Days, played: Played) -> Sitting | None:
    """Go on with one life; returns when it goes on once more."""
    house.teller.step(timedelta(seconds=house.rng.randint(*STEP_SECONDS)))
    played.deeds += 1
    try:
        wait = next(one.life)
    except StopIteration:
        return None
    except DemoError as error:
        played.troubles.append(f"{one.name}: {error}")
        return None
    return days.after(sitting.at, house.rng, days=wait.days, office=wait.office)
