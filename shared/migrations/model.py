"""What a migration is."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Literal

from shared.mongo.connection import Database

Phase = Literal["expand", "contract"]
"""`expand`: runs while the previous release still serves, and has to be done before this one does. `contract`: runs when the
previous release is gone; it fills what that one would not have kept right, or takes away what only that one needed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What one batch did: how many documents it saw and changed, and where the next begins; None when nothing is left.

    `next_after` is something that BSON holds: the id of the last document that was seen.
    """

    seen: int = 0
    changed: int = 0
    next_after: Any = None


Batch = Callable[[Database, Any, int], Awaitable[Done]]
"""Does at most so many documents behind a place (None: from the beginning). Doing it twice ends the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Migration:
    """One step from the form of an earlier release to that of today.

    `name` begins with its number in the service's order; it is never used again. `says` is the docstring of its module:
    what changes in a line, then why it may run in its phase. `collection` is the one it goes through, whose size says how far
    it is. `formerly` is the mark of an earlier release that did the same at its start.
    """

    name: str
    phase: Phase
    says: str
    batch: Batch
    collection: str
    formerly: str = ""

    @property
    def title(self) -> str:
        """What changes, in a line."""
        return self.says.strip().splitlines()[0]
