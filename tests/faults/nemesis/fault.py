"""What a fault is: something that is begun and healed, and what of it came to pass."""

from collections.abc import Awaitable, Callable
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
