"""The books: completeness, registration, numbers. All that waits is decided and committed together."""

import asyncio
from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from functools import partial
from typing import get_args
from uuid import UUID

import structlog

from services.registry import following, lifecycle, supplementing
from services.registry.committing import Commits
from services.registry.duplicates import keys_of
from services.registry.model import Entry, Matter, Outcome, State, WaitingCounts, WaitsBecause
from services.registry.ports import Books, Units
from services.registry.request_types import RequestTypes
from shared.contracts import LetterIssuedV1, SubmissionReadV1, UnitChangedV1
from shared.contracts.base import Book
from shared.errors import NotFoundError, TransientError
from shared.tracking import token_hash

MOST_COUNTED = 100
"""What waits is not counted further: more than that is more than a clerk does in a day."""

log = structlog.get_logger(__name__)


class Registry:
    """Decides about matters, and answers what is known of them."""

    def __init__(self, *, books: Books, units: Units, types: Callable[[], RequestTypes], commits: Commits) -> None:
        self._books = books
        self._units = units
        self._types = types
        self._commits = commits

    @property
    def request_types(self) -> RequestTypes:
        """The request types in force."""
        return self._types()

    async def submission_read(self, read: SubmissionReadV1) -> None:
        """Open a matter for a submission, or add it to the one that it completes."""
        target = read.supplements or await self._mentioned(read)
        if target is None:
            matter = await self._commits.decide(
                read.submission_id,
                lambda matter, now: self._open(matter, read, now),
                keys=keys_of(read.requester, read.subject, read.documents),
                urgent=read.urgent,
            )
        else:
            matter = await self._add(target, read)
            if matter.joined is not None:
                matter = await self._add(matter.joined.submission_id, read)
        log.info("decided", submission_id=str(matter.submission_id), state=matter.state, number=matter.number)

    async def routing_said(self, event: following.Said) -> None:
        """Note which unit has a matter, what its requester is asked, or that it is closed."""
        await self._commits.decide(
            event.submission_id, lambda matter, _now: following.follow(matter, event), urgent=event.urgent
        )

    async def letter_issued(self, letter: LetterIssuedV1) -> None:
        """Note the letter that answers a matter; what is not for its requester is none of his."""
        if letter.submission_id is not None and letter.requester is not None:
            await self._commits.decide(
                letter.submission_id, lambda matter, _now: following.follow(matter, letter), urgent=letter.urgent
            )

    async def unit_changed(self, event: UnitChangedV1) -> None:
        """Note a unit."""
        await self._units.note(event)

    async def matter(self, submission_id: UUID) -> Matter:
        """The matter of a submission. Raises `NotFoundError`."""
        found = (await self._books.load([submission_id])).get(submission_id)
        if found is None:
            raise NotFoundError(str(submission_id))
        return found

    async def transaction(self, number: str) -> Matter:
        """The matter that has a number. Raises `NotFoundError`."""
        found = await self._books.by_number(number)
        if found is None:
            raise NotFoundError(number)
        return found

    async def tracked(self, token: str) -> Matter:
        """The matter that a tracking token opens. Raises `NotFoundError`."""
        found = await self._books.by_token_hash(token_hash(token))
        if found is None:
            raise NotFoundError("token")
        return found

    async def waiting(
        self,
        states: Sequence[State],
        *,
        because: WaitsBecause | None = None,
        duplicates: bool = False,
        confidential: bool,
        after: tuple[bool, datetime, UUID] | None,
        limit: int,
    ) -> Sequence[Matter]:
        """What waits at the desk, for one reason or any, or only what may have been handed in before.

        Without `confidential` as if there were nothing such.
        """
        return await self._books.waiting(
            states, because=because, duplicates=duplicates, confidential=confidential, after=after, limit=limit
        )

    async def count_waiting(self, *, confidential: bool) -> WaitingCounts:
        """How much waits at the desk, each counted no further than `MOST_COUNTED`; see `waiting`."""
        reasons: tuple[WaitsBecause, ...] = get_args(WaitsBecause)
        count = partial(self._books.count_waiting, confidential=confidential, most=MOST_COUNTED)
        undecided, incomplete, duplicates, *counts = await asyncio.gather(
            count(["undecided"]),
            count(["incomplete"]),
            count(["undecided", "incomplete"], duplicates=True),
            *(count(["undecided"], because=one) for one in reasons),
        )
        return WaitingCounts(
            undecided=undecided,
            incomplete=incomplete,
            duplicates=duplicates,
            because=dict(zip(reasons, counts, strict=True)),
        )

    async def entries(self, book: Book, year: int, *, after: int, limit: int) -> Sequence[Entry]:
        """Lines of a book."""
        return await self._books.entries(book, year, after=after, limit=limit)

    async def confidential_of(self, submission_ids: Collection[UUID]) -> frozenset[UUID]:
        """Those of these matters that are confidential. Raises `TransientError`."""
        return await self._books.confidential_of(submission_ids) if submission_ids else frozenset()

    async def _mentioned(self, read: SubmissionReadV1) -> UUID | None:
        """The matter whose number stands in the subject, if the same sender wrote it: a number is no secret.

        What is confidential never becomes a part of what is not, unless a clerk joins the two.
        """
        confidential = lifecycle.from_the_start(self._types(), read)
        for number in read.mentions:
            matter = await self._books.by_number(number)
            if matter is None or not supplementing.same_sender(matter, read):
                continue
            if matter.confidential or not confidential:
                return matter.submission_id
        return None

    def _open(self, matter: Matter | None, read: SubmissionReadV1, now: datetime) -> Outcome:
        # The submission's id is the matter's: a repeated event finds it there.
        return lifecycle.opened(self._types(), read, now) if matter is None else Outcome(matter=matter)

    async def _add(self, target: UUID, read: SubmissionReadV1) -> Matter:
        return await self._commits.decide(
            target, lambda matter, now: self._supplement(matter, read, now), urgent=read.urgent
        )

    def _supplement(self, matter: Matter | None, read: SubmissionReadV1, now: datetime) -> Outcome:
        if matter is None:
            # Its first submission is still being read: events keep no order.
            raise TransientError(f"no matter yet for supplement {read.submission_id}")
        if matter.joined is not None:  # what comes for it is for the other one
            return Outcome(matter=matter)
        return supplementing.supplemented(self._types(), matter, read, now)
