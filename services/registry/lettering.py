"""Letters get their numbers: what was approved and waits is numbered together, book by book."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

import structlog

from services.registry import entering, rights
from services.registry.errors import AlreadyVoidError, VersionConflictError
from services.registry.model import LetterBook, LetterEntry, NewLine, Numbers
from services.registry.ports import LetterBooks
from services.registry.requesting import Request, is_done, remembered
from shared.batching import GroupCommit
from shared.clock import Clock
from shared.conflicts import CONFLICTS, give_way
from shared.contracts import LetterApprovedV1
from shared.errors import NotFoundError, OldVersionError, TransientError
from shared.observability.tracing import current_traceparent

log = structlog.get_logger(__name__)

_Waiting = tuple[LetterApprovedV1, str]
"""A letter that needs its number, and the trace in which that was heard."""


class Letters:
    """The outgoing and the internal book."""

    def __init__(self, *, books: LetterBooks, clock: Clock, max_batch: int = 128) -> None:
        self._books = books
        self._clock = clock
        # Each by itself: neither waits for the other's counter.
        self._outgoing = GroupCommit[_Waiting, None](lambda batch: self._commit("outgoing", batch), max_batch=max_batch)
        self._internal = GroupCommit[_Waiting, None](lambda batch: self._commit("internal", batch), max_batch=max_batch)

    async def approved(self, letter: LetterApprovedV1) -> None:
        """Give a letter its number, once. Raises `TransientError`."""
        commits = self._outgoing if letter.book == "outgoing" else self._internal
        await commits.submit((letter, current_traceparent()), urgent=letter.urgent)

    async def entries(self, book: LetterBook, year: int, *, after: int, limit: int) -> Sequence[LetterEntry]:
        """Lines of a book."""
        return await self._books.entries(book, year, after=after, limit=limit)

    async def entry(self, book: LetterBook, year: int, sequence: int) -> LetterEntry:
        """One line. Raises `NotFoundError`."""
        found = await self._books.get(book, year, sequence)
        if found is None:
            raise NotFoundError(f"{book}/{year}/{sequence}")
        return found

    async def answering(self, numbers: Collection[str]) -> Mapping[str, Sequence[str]]:
        """By number of a transaction, the numbers of the letters that answer it; those of nothing are left out."""
        return await self._books.answering(numbers) if numbers else {}

    async def void(
        self, book: LetterBook, year: int, sequence: int, request: Request, *, reason: str, confidential: bool
    ) -> LetterEntry:
        """Cancel a line; its number and the reason stay. A `confidential` one is there for who has clearance.

        Raises `NotFoundError`, `AlreadyVoidError`, `TransientError`, and what a request's conditions raise.
        """
        before = await self.entry(book, year, sequence)
        right = rights.clerk_for_line(request.asker, confidential=confidential)
        if is_done(request, before):
            return before
        if before.voided_because:
            raise AlreadyVoidError(before.number)
        after = replace(
            before,
            version=before.version + 1,
            voided_at=self._clock.now(),
            voided_by=request.person_id,
            voided_on_behalf_of=request.asker.on_behalf_of(right),
            voided_because=reason,
            answered=remembered(request, before.answered),
        )
        try:
            await self._books.change(before, after)
        except VersionConflictError as conflict:
            raise OldVersionError(before.number) from conflict
        return after

    async def _commit(self, book: LetterBook, batch: Sequence[_Waiting]) -> Sequence[None]:
        """Number what has no number yet, in one transaction; a letter that is told of twice is one letter."""
        for attempt in range(CONFLICTS):
            there = await self._books.of_letters([letter.letter_id for letter, _ in batch])
            new = {letter.letter_id: (letter, trace) for letter, trace in batch if letter.letter_id not in there}
            if not new:
                return [None] * len(batch)
            try:
                await self._number(book, list(new.values()))
            except VersionConflictError:
                await give_way(attempt)
            else:
                return [None] * len(batch)
        raise TransientError("letters keep being numbered elsewhere")

    async def _number(self, book: LetterBook, waiting: Sequence[_Waiting]) -> None:
        def lines(numbers: Numbers) -> Sequence[NewLine]:
            return [
                entering.lettered(letter, book, numbers, numbers.first + place, trace)
                for place, (letter, trace) in enumerate(waiting)
            ]

        await self._books.commit(book=book, numbers=len(waiting), now=self._clock.now(), lines=lines)
        log.info("letters numbered", book=book, letters=len(waiting))
