"""A stack that runs for a measurement, with everything around it: relay, feeder, letters and history."""

import asyncio
import shutil
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from itertools import count, islice
from pathlib import Path
from typing import Final

from bench.errors import BenchError
from bench.history import Accepted, History
from bench.letters import Copy, Pool
from bench.notices import Relay, relay
from bench.smtp import Feeder
from deploy.local.settings import Settings
from deploy.local.stack import Stack

URGENT_FROM: Final = 10**9
"""Serial numbers of urgent letters begin here, so that they are nobody else's."""
_PATIENCE_SECONDS: Final = 60.0
"""Without one more number in so long, something is stuck."""
_LOOK_SECONDS: Final = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """What a measurement works with."""

    stack: Stack
    relay: Relay
    history: History
    feeder: Feeder
    pool: Pool
    urgent_pool: Pool
    _serials: Iterator[int] = field(default_factory=count)
    _urgent_serials: Iterator[int] = field(default_factory=lambda: count(URGENT_FROM))

    def copies(self, number: int) -> Iterator[Copy]:
        """So many letters that nobody has sent yet."""
        return (self.pool.copy(serial) for serial in islice(self._serials, number))

    def serials(self, number: int) -> list[int]:
        """The serial numbers of so many letters that nobody has sent yet."""
        return list(islice(self._serials, number))

    def urgent_copies(self, number: int) -> Iterator[Copy]:
        """So many urgent letters that nobody has sent yet."""
        return (self.urgent_pool.copy(serial) for serial in islice(self._urgent_serials, number))

    async def drain(self) -> None:
        """Wait until every document that got a yes has its number. Raises `BenchError` when none comes any more."""
        left, moved_at = self.history.unanswered(), time.monotonic()
        while left:
            await asyncio.sleep(_LOOK_SECONDS)
            now, left = left, self.history.unanswered()
            if left < now:
                moved_at = time.monotonic()
            elif time.monotonic() - moved_at > _PATIENCE_SECONDS:
                heard = ", ".join(f"{kind}: {number}" for kind, number in self.history.kinds.items())
                raise BenchError(
                    f"{left} documents got a yes, and for {_PATIENCE_SECONDS:.0f} s no number came; notices: {heard or 'none'}"
                )

    def since(self, began: float) -> list[Accepted]:
        """What was begun from then on and got its yes."""
        return [accepted for accepted in self.history.accepted.values() if accepted.begun_at >= began]


@asynccontextmanager
async def running(*, seed: int) -> AsyncIterator[Running]:
    """Start everything on ports and in a folder of its own; all is gone afterwards. Call it on the main thread."""
    pool, urgent_pool = Pool(seed=seed), Pool(seed=seed + 1, size=32, urgent=True)
    history = History()
    data = Path(tempfile.mkdtemp(prefix="diwan-bench-"))
    try:
        async with relay(history.hear) as sink:
            stack = Stack(replace(Settings.private(data), smtp_relay=f"127.0.0.1:{sink.port}"))
            stack.start(tied=True)
            try:
                yield Running(
                    stack=stack,
                    relay=sink,
                    history=history,
                    feeder=Feeder(stack.smtp_address, history.take),
                    pool=pool,
                    urgent_pool=urgent_pool,
                )
            finally:
                stack.stop()
    finally:
        shutil.rmtree(data, ignore_errors=True)
