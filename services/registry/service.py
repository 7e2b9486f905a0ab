"""The books: completeness, registration, numbers. All that waits is decided and committed together."""

import asyncio
import random
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

import structlog

from services.registry import desk, following, lifecycle, supplementing
from services.registry.batch import Batch, Command
from services.registry.errors import UnknownRequestTypeError, UnknownUnitError, VersionConflictError
from services.registry.model import Entry, Matter, Outcome, State
from services.registry.ports import Books, Units
from services.registry.request_types import RequestType, RequestTypes
from shared.batching import GroupCommit
from shared.clock import Clock
from shared.contracts import SubmissionReadV1, UnitChangedV1
from shared.contracts.base import Book
from shared.errors import NotFoundError, TransientError
from shared.observability.tracing import current_traceparent
from shared.tracking import token_hash

log = structlog.get_logger(__name__)

CONFLICTS = 5
"""Times that a batch is decided anew because somebody else changed one of its matters."""


class Registry:
    """Decides about matters, and answers what is known of them."""

    def __init__(self, *, books: Books, units: Units, types: RequestTypes, clock: Clock, max_batch: int = 128) -> None:
        self._books = books
        self._units = units
        self._types = types
        self._clock = clock
        self._commits = GroupCommit[Command, Matter](self._commit, max_batch=max_batch)

    @property
    def request_types(self) -> RequestTypes:
        """The request types that there are."""
        return self._types

    async def submission_read(self, read: SubmissionReadV1) -> None:
        """Open a matter for a submission, or add it to the one that it completes."""
        target = read.supplements or await self._mentioned(read)
        if target is None:
            matter = await self._decide(
                read.submission_id, lambda matter, now: self._open(matter, read, now), urgent=read.urgent
            )
        else:
            matter = await self._decide(
                target, lambda matter, now: self._supplement(matter, read, now), urgent=read.urgent
            )
        log.info("decided", submission_id=str(matter.submission_id), state=matter.state, number=matter.number)

    async def routing_said(self, event: following.Said) -> None:
        """Note which unit has a matter, or what its requester is asked."""
        await self._decide(event.submission_id, lambda matter, _: following.follow(matter, event), urgent=event.urgent)

    async def unit_changed(self, event: UnitChangedV1) -> None:
        """Note a unit."""
        await self._units.note(event)

    async def register(self, submission_id: UUID, *, request_type: str, unit_id: str | None, by: str) -> Matter:
        """Register what waits at the desk. Raises `NotFoundError`, `AlreadyDecidedError`, `Unknown…Error`."""
        chosen = self._type(request_type)
        if unit_id is not None and not await self._units.exists(unit_id):
            raise UnknownUnitError(unit_id)
        return await self._decide(
            submission_id, lambda matter, now: desk.register(desk.existing(matter), chosen, now, unit_id=unit_id, by=by)
        )

    async def return_to_requester(
        self, submission_id: UUID, *, request_type: str | None, missing: Sequence[str], remark: str, by: str
    ) -> Matter:
        """Ask the requester to complete what waits. Raises `NotFoundError`, `AlreadyDecidedError`, `Unknown…Error`."""
        chosen = self._type(request_type) if request_type else None

        def decide(matter: Matter | None, now: datetime) -> Outcome:
            existing = desk.existing(matter)
            known = chosen or (self._types.get(existing.request_type) if existing.request_type else None)
            return desk.return_to_requester(existing, known, now, missing=tuple(missing), remark=remark, by=by)

        return await self._decide(submission_id, decide)

    async def reject(self, submission_id: UUID, *, reason: str, by: str) -> Matter:
        """Refuse what waits. Raises `NotFoundError`, `AlreadyDecidedError`."""
        return await self._decide(
            submission_id, lambda matter, now: desk.reject(desk.existing(matter), now, reason=reason, by=by)
        )

    async def void(self, number: str, *, reason: str, by: str) -> Matter:
        """Cancel an entry. Raises `NotFoundError`, `AlreadyVoidError`."""
        matter = await self.transaction(number)
        return await self._decide(
            matter.submission_id, lambda it, now: desk.void(desk.existing(it), now, reason=reason, by=by)
        )

    async def transaction(self, number: str) -> Matter:
        """The matter that has a number. Raises `NotFoundError`."""
        found = await self._books.by_number(number)
        if found is None:
            raise NotFoundError(number)
        return found

    async def matter(self, submission_id: UUID) -> Matter:
        """The matter that a submission began, in whatever state. Raises `NotFoundError`."""
        return desk.existing((await self._books.load([submission_id])).get(submission_id))

    async def tracked(self, token: str) -> Matter:
        """The matter that a tracking token opens. Raises `NotFoundError`."""
        found = await self._books.by_token_hash(token_hash(token))
        if found is None:
            raise NotFoundError("token")
        return found

    async def waiting(
        self, states: Sequence[State], *, after: tuple[bool, datetime, UUID] | None, limit: int
    ) -> Sequence[Matter]:
        """What waits at the desk."""
        return await self._books.waiting(states, after=after, limit=limit)

    async def entries(self, book: Book, year: int, *, after: int, limit: int) -> Sequence[Entry]:
        """Lines of a book."""
        return await self._books.entries(book, year, after=after, limit=limit)

    def _type(self, code: str) -> RequestType:
        found = self._types.get(code)
        if found is None:
            raise UnknownRequestTypeError(code)
        return found

    async def _mentioned(self, read: SubmissionReadV1) -> UUID | None:
        """The matter whose number stands in the subject, if the same sender wrote it: a number is no secret."""
        for number in read.mentions:
            matter = await self._books.by_number(number)
            if matter is not None and supplementing.same_sender(matter, read):
                return matter.submission_id
        return None

    def _open(self, matter: Matter | None, read: SubmissionReadV1, now: datetime) -> Outcome:
        # The submission's id is the matter's: a repeated event finds it there.
        return lifecycle.opened(self._types, read, now) if matter is None else Outcome(matter=matter)

    def _supplement(self, matter: Matter | None, read: SubmissionReadV1, now: datetime) -> Outcome:
        if matter is None:
            # Its first submission is still being read: events keep no order.
            raise TransientError(f"no matter yet for supplement {read.submission_id}")
        return supplementing.supplemented(self._types, matter, read, now)

    async def _decide(
        self, submission_id: UUID, decide: Callable[[Matter | None, datetime], Outcome], *, urgent: bool = False
    ) -> Matter:
        command = Command(submission_id=submission_id, decide=decide, traceparent=current_traceparent())
        return await self._commits.submit(command, urgent=urgent)

    async def _commit(self, commands: Sequence[Command]) -> Sequence[Matter | Exception]:
        """Commit a batch, in as few transactions as it takes: one, unless a matter that gets a number is asked again."""
        results: dict[int, Matter | Exception] = {}
        waiting = dict(enumerate(commands))
        while waiting:
            try:
                results |= await self._commit_together(waiting)
            except Exception as error:
                if not results:
                    raise
                # What is committed stays committed, and must not be told to have failed; the rest may ask again.
                log.warning("committed in part", error=repr(error))
                results |= dict.fromkeys(waiting, TransientError(repr(error)))
            waiting = {place: command for place, command in waiting.items() if place not in results}
        return [results[place] for place in range(len(commands))]

    async def _commit_together(self, commands: Mapping[int, Command]) -> Mapping[int, Matter | Exception]:
        for attempt in range(CONFLICTS):
            try:
                return await self._commit_once(commands)
            except VersionConflictError:
                await asyncio.sleep(random.random() * 0.01 * 2**attempt)  # noqa: S311 - spreads replicas, guards nothing
        raise TransientError("matters keep changing")

    async def _commit_once(self, commands: Mapping[int, Command]) -> Mapping[int, Matter | Exception]:
        """Decide on what is there now, and write everything in one transaction."""
        now = self._clock.now()
        batch = Batch(await self._books.load([command.submission_id for command in commands.values()]))
        for place, command in commands.items():
            batch.decide(place, command, now)
        if batch.changes:
            await self._books.commit(book="incoming", numbers=batch.registrations, now=now, writes=batch.writes)
        return batch.results
