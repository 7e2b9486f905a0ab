"""What to do when somebody else was faster: give way for a moment, and begin again with what is there then."""

import asyncio
import random
from typing import Final

CONFLICTS: Final = 5
"""How often in a row others may be faster before whoever asked is told to ask again."""
_SECONDS: Final = 0.01


async def give_way(conflicts: int) -> None:
    """Wait after the first conflict (0), the second (1) and so on, each time up to twice as long.

    How long is left to chance, so that replicas which met once do not meet again.
    """
    await asyncio.sleep(random.random() * _SECONDS * 2**conflicts)  # noqa: S311 - spreads replicas, guards nothing
