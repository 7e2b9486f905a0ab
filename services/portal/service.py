"""What a requester can do: choose, hand in, follow, complete."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from itertools import count

from services.portal.errors import TooManyWatchingError, UnknownTrackingCodeError
from services.portal.model import Accepted, Fault, Handover, Limits, Matter, RequestType, faults, matching
from services.portal.model.codes import is_code
from services.portal.model.handed import Added
from services.portal.ports import Intake, Registry
from shared.errors import NotFoundError, TransientError

PATIENT_AFTER = 20
"""Looks at the first pace; whoever leaves a page open for longer waits for people, not for programs."""
SLOWEST = 10
"""How many times slower it gets at most; a page must still hear from us before the gateway takes it for dead (60 s)."""


class Portal:
    """The use cases of the requester's pages."""

    def __init__(
        self, *, registry: Registry, intake: Intake, limits: Limits, live_seconds: float, most_live: int
    ) -> None:
        self._registry = registry
        self._intake = intake
        self.limits = limits
        self._live_seconds = live_seconds
        self._most_live = most_live
        self._live = 0

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
        handover, gone = await self._with_sent(handover)
        if found := gone + faults.of_request(asked, handover, self.limits):
            return found
        return await self._intake.submit(asked.code, handover)

    async def matter(self, token: str) -> Matter:
        """Where a matter is. Raises `UnknownTrackingCodeError`."""
        if not is_code(token):
            raise UnknownTrackingCodeError
        return await self._registry.matter(token)

    async def type_of(self, matter: Matter) -> RequestType | None:
        """The matter's kind with all that it asks for, when registry tells which it is."""
        if matter.request_type is None:
            return None
        known = await self._registry.request_types()
        return next((one for one in known if one.code == matter.request_type.code), None)

    async def add(self, token: str, matter: Matter, handover: Handover) -> Added | list[Fault]:
        """Add to a matter what was missing; says what is wrong instead, if anything is. Raises as `hand_in` does."""
        handover, gone = await self._with_sent(handover)
        if found := gone + faults.of_addition(await self.type_of(matter), matter, handover, self.limits):
            return found
        return await self._intake.supplement(token, handover)

    async def _with_sent(self, handover: Handover) -> tuple[Handover, list[Fault]]:
        """The form with the files that the door has already, and what is to be said of those that it has not."""
        # More than may be sent are refused below for their number; none of them needs to be looked for.
        named = handover.sent[: self.limits.files + 1]
        found = [(document, await self._intake.sent(document, upload_id)) for document, upload_id in named]
        files = [*handover.files, *(file for _, file in found if file)]
        return replace(handover, files=files), [faults.of_gone(document) for document, file in found if not file]

    def watch(self, token: str, seen: str) -> AsyncIterator[str]:
        """Marks of a matter (`Matter.mark`) as it changes from the one that was seen, until it is settled.

        Between them comes an empty text for every look that found nothing new: whoever left is noticed when it is sent.
        Raises `TooManyWatchingError`, at once.
        """
        if self._live >= self._most_live:
            raise TooManyWatchingError(f"{self._live} pages")
        return self._changes(token, seen)

    async def _changes(self, token: str, seen: str) -> AsyncIterator[str]:
        self._live += 1
        try:
            for look in count():
                matter = await self._found(token)
                if matter and matter.mark != seen:
                    seen = matter.mark
                    yield seen
                else:
                    yield ""
                if matter and matter.settled:
                    return
                await asyncio.sleep(self._live_seconds * slower(look))
        finally:
            self._live -= 1

    async def _found(self, token: str) -> Matter | None:
        try:
            return await self.matter(token)
        except (UnknownTrackingCodeError, TransientError):
            # Registry has not heard of it yet, or is away: the page waits, as its reader does.
            return None


def slower(look: int) -> int:
    """How many times longer than at first to wait after so many looks at a matter."""
    return min(1 + look // PATIENT_AFTER, SLOWEST)
