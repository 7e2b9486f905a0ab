"""Accepted mails on their way to being read, each lane by itself.

A mail is read by the process that accepted it, from the bytes it has in hand. What that process could not read, because it
died, was overrun or had no vault, is found by its submission once its reading time is over, by whichever process looks.
"""

import asyncio
from collections.abc import Sequence

import structlog

from services.intake.model import Submission
from services.intake.ports import Submissions
from services.intake.unpacking import Unpacking
from shared.clock import Clock
from shared.errors import TransientError
from shared.observability.tracing import traced

log = structlog.get_logger(__name__)

MOST_IN_HAND = 1000
BYTES_IN_HAND = 64 * 1024 * 1024
"""Of each lane; what is accepted beyond them waits in the vault, and is read when its time is over."""

CLAIMED_AT_ONCE = 64
POLL_SECONDS = 1.0
PAUSES_SECONDS = (0.2, 0.4, 0.8, 1.6, 3.2)
"""Pauses after failed tries, all within the reading time."""


class _Hand:
    """The mails of one lane that are read from the bytes at hand."""

    def __init__(self, most: int, most_bytes: int) -> None:
        self._most = most
        self._most_bytes = most_bytes
        self._bytes = 0
        self.tasks: set[asyncio.Task[None]] = set()

    def has_room(self, size: int) -> bool:
        return len(self.tasks) < self._most and self._bytes + size <= self._most_bytes

    def hold(self, task: asyncio.Task[None], size: int) -> None:
        def let_go(done: asyncio.Task[None]) -> None:
            self._bytes -= size
            self.tasks.discard(done)

        self._bytes += size
        self.tasks.add(task)
        task.add_done_callback(let_go)


class Waiting:
    """Has every accepted mail read, in this process or after it."""

    def __init__(
        self,
        *,
        submissions: Submissions,
        unpacking: Unpacking,
        clock: Clock,
        most_in_hand: int = MOST_IN_HAND,
        bytes_in_hand: int = BYTES_IN_HAND,
        poll_seconds: float = POLL_SECONDS,
        pauses_seconds: Sequence[float] = PAUSES_SECONDS,
    ) -> None:
        self._submissions = submissions
        self._unpacking = unpacking
        self._clock = clock
        self._poll_seconds = poll_seconds
        self._pauses_seconds = pauses_seconds
        self._hands = {urgent: _Hand(most_in_hand, bytes_in_hand) for urgent in (True, False)}

    def read_soon(self, submission: Submission, raw: bytes) -> None:
        """Read a mail that was just accepted, from its bytes; returns at once, and never raises.

        With too much in hand it is left to wait in the vault.
        """
        hand = self._hands[bool(submission.urgent_because)]
        if hand.has_room(len(raw)):
            hand.hold(asyncio.create_task(self._read(submission, raw)), len(raw))

    async def run(self) -> None:
        """Read what was left, until cancelled; then what is in hand is left to whoever comes next."""
        try:
            async with asyncio.TaskGroup() as lanes:
                for urgent in (True, False):
                    lanes.create_task(self._read_what_is_left(urgent=urgent))
        finally:
            in_hand = [task for hand in self._hands.values() for task in hand.tasks]
            for task in in_hand:
                task.cancel()
            await asyncio.gather(*in_hand, return_exceptions=True)

    async def drain(self) -> None:
        """Wait until what is in hand has been read."""
        while in_hand := [task for hand in self._hands.values() for task in hand.tasks]:
            await asyncio.wait(in_hand)

    async def _read_what_is_left(self, *, urgent: bool) -> None:
        while True:
            if not await self.read_left(urgent=urgent):
                await asyncio.sleep(self._poll_seconds)

    async def read_left(self, *, urgent: bool) -> int:
        """Read some mails of a lane whose reading time is over; returns how many there were."""
        try:
            left = await self._submissions.claim_unread(urgent=urgent, now=self._clock.now(), most=CLAIMED_AT_ONCE)
        except TransientError as error:
            log.warning("cannot look for unread mails", error=str(error))
            return 0
        await asyncio.gather(*(self._read(one.submission, None, one.traceparent) for one in left))
        return len(left)

    async def _read(self, submission: Submission, raw: bytes | None, traceparent: str = "") -> None:
        with traced("read mail", traceparent):
            for attempt, pause in enumerate((*self._pauses_seconds, 0.0), start=1):
                try:
                    await self._unpacking.unpack(submission, raw)
                except TransientError as error:
                    log.warning(
                        "not read yet", submission_id=str(submission.submission_id), attempt=attempt, error=str(error)
                    )
                except Exception:
                    log.exception("not read", submission_id=str(submission.submission_id))
                    return
                else:
                    return
                await asyncio.sleep(pause)
