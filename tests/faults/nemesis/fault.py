"""What a fault is: something that is begun and healed, and what of it came to pass."""

import time
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field

Step = Callable[[], Awaitable[None]]


@dataclass(slots=True, kw_only=True)
class Fault:
    """One way to break something.

    `touches` are processes and connections: two faults at a time never touch the same. `alone`: nothing else may be
    broken at the time. `struck` are the times at which it really happened: a point of a conversation may not be reached.
    """

    name: str
    touches: frozenset[str]
    begin: Step
    heal: Step
    alone: bool = False
    struck: list[float] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """A fault that was begun and healed, in seconds of the machine's clock."""

    name: str
    touches: frozenset[str]
    begun: float
    healed: float
    struck: tuple[float, ...]
    trouble: str = ""


def fault(name: str, touches: Iterable[str], begin: Step, heal: Step, *, alone: bool = False) -> Fault:
    """A fault that has happened as soon as it has begun."""

    async def begin_and_note() -> None:
        made.struck.append(time.time())
        await begin()

    made = Fault(name=name, touches=frozenset(touches), begin=begin_and_note, heal=heal, alone=alone)
    return made


def at_once(act: Callable[[], object]) -> Step:
    """A step that needs no waiting."""

    async def step() -> None:
        act()

    return step
