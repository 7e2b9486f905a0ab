"""What a requester can do: choose, hand in, follow, complete."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Final
from uuid import UUID

from services.portal.errors import UnknownTrackingCodeError
from services.portal.model import Accepted, Fault, Handover, Limits, Matter, RequestType, faults, matching
from services.portal.model.codes import is_code
from services.portal.model.handed import Added
from services.portal.ports import AnswerFiles, Intake, Registry
from services.portal.sent_before import with_sent
from services.portal.watching import Glance, Watching
from shared.clock import Clock
from shared.errors import NotFoundError, TransientError

A_YEAR: Final = timedelta(days=365)


class Portal:
    """The use cases of the requester's pages."""

    def __init__(
        self,
        *,
        registry: Registry,
        intake: Intake,
        answer_files: AnswerFiles,
        limits: Limits,
        live_seconds: float,
        most_live: int,
        clock: Clock,
    ) -> None:
        self._registry = registry
        self._answer_files = answer_files
        self._clock = clock
        self._intake = intake
        self.limits = limits
        self._watching = Watching(seconds=live_seconds, most=most_live)

    async def request_types(self, wanted: str = "") -> tuple[RequestType, ...]:
        """What can be handed in: all of it, or what the words that are wanted stand in."""
        return matching(await self._registry.request_types(), wanted)

    async def request_type(self, code: str) -> RequestType:
        """One kind of request. Raises `NotFoundError`."""
        for one in await self._registry.request_types():
            if one.code == code:
                return one
        raise NotFoundError(code)

    async def hand_in(self, asked: RequestType, handover: Handover) -> Accepted | list[Fault]:
        """Send a new request on when nothing is missing or wrong in it; otherwise say what is.

        Raises `RefusedError`, `AnswerMissingError`, `TransientError`.
        """
        handover, gone = await with_sent(self._intake, handover, self.limits)
        if found := gone + faults.of_request(asked, handover, self.limits):
            return found
        return await self._intake.submit(asked.code, handover)

    async def matter(self, token: str) -> Matter:
        """Where a matter is. Raises `UnknownTrackingCodeError`."""
        if not is_code(token):
            raise UnknownTrackingCodeError
        return await self._registry.matter(token)

    async def disposed(self, token: str, matter: Matter) -> frozenset[UUID]:
        """Documents of its answers that were deleted when their term was over."""
        # Nothing is kept for less than a year from when it came, so most matters need no look.
        if matter.received_at is not None and matter.received_at > self._clock.now() - A_YEAR:
            return frozenset()
        asked = [one.document_id for answer in matter.answers for one in answer.documents]
        return await self._answer_files.disposed(token, asked) if asked else frozenset()

    async def type_of(self, matter: Matter) -> RequestType | None:
        """The matter's kind with all that it asks for, when registry tells which it is."""
        if matter.request_type is None:
            return None
        known = await self._registry.request_types()
        return next((one for one in known if one.code == matter.request_type.code), None)

    async def add(self, token: str, matter: Matter, handover: Handover) -> Added | list[Fault]:
        """Add to a matter what was missing; says what is wrong instead, if anything is. Raises as `hand_in` does."""
        handover, gone = await with_sent(self._intake, handover, self.limits)
        if found := gone + faults.of_addition(await self.type_of(matter), matter, handover, self.limits):
            return found
        return await self._intake.supplement(token, handover)

    def watch(self, token: str, seen: str) -> AsyncIterator[str]:
        """Marks of a matter (`Matter.mark`) as it changes from the one that was seen, until it is settled.

        Between them comes an empty text for every look that found nothing new: whoever left is noticed when it is sent.
        Raises `TooManyWatchingError`, at once.
        """

        async def look() -> Glance | None:
            matter = await self._found(token)
            return Glance(mark=matter.mark, settled=matter.settled) if matter else None

        return self._watching.changes(look, seen)

    async def end_watching(self) -> None:
        """Break off all that is watched: this process ends."""
        await self._watching.end()

    async def _found(self, token: str) -> Matter | None:
        try:
            return await self.matter(token)
        except (UnknownTrackingCodeError, TransientError):
            # Registry has not heard of it yet, or is away: the page waits, as its reader does.
            return None
