"""Approved letters get their number, their form and their place in the vault; answers are noted on their transactions.

The number is only noted where it is heard. What follows is done in the background, letter by letter, from what the database says
is left to do: whoever dies in between is followed by another, and a letter that cannot be printed holds up no other one.
"""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import structlog

from services.routing.changing import RouteChanges
from services.routing.known_units import KnownUnits, UnitWatch
from services.routing.letters.metrics import ISSUED, PUT_OFF
from services.routing.letters.model import Letter, Numbered, classified, issued, noted, numbered
from services.routing.letters.model.shelves import of_matter, secret
from services.routing.letters.ports import Blobs, Claimed, Letters, Printer
from services.routing.letters.requesting import LetterChanges
from services.routing.letters.sheet import Letterhead
from services.routing.model import Reply, replied
from services.routing.ports import Routes
from shared.clock import Clock
from shared.contracts import LetterNumberedV1
from shared.contracts.base import Document
from shared.errors import TransientError
from shared.ids import derived_id, new_id
from shared.repeating import repeat

log = structlog.get_logger(__name__)

LEASE = timedelta(minutes=2)
"""How long a letter is one process's alone; longer than printing and storing it may take."""

FIRST_PAUSE = timedelta(seconds=2)
LONGEST_PAUSE = timedelta(minutes=10)

PAGE = 100
"""Letters of a transaction that are read at a time."""


class Issuing:
    """Brings approved letters to their end."""

    def __init__(
        self,
        *,
        letters: Letters,
        routes: Routes,
        units: UnitWatch,
        printer: Printer,
        blobs: Blobs,
        letterhead: Letterhead,
        clock: Clock,
        poll_seconds: float = 1.0,
        new_id: Callable[[], UUID] = new_id,
    ) -> None:
        self._letters = letters
        self._routes = routes
        self._units = units
        self._printer = printer
        self._blobs = blobs
        self._letterhead = letterhead
        self._clock = clock
        self._poll_seconds = poll_seconds
        self._changes = LetterChanges(letters=letters, units=units, new_id=new_id)
        self._route_changes = RouteChanges(routes=routes, units=units, new_id=new_id)
        self._woken = asyncio.Event()

    async def letter_numbered(self, event: LetterNumberedV1) -> None:
        """Note the number of a letter; saying it again changes nothing.

        Raises `NotFoundError` and `WrongNumberError` for what cannot be, `TransientError`.
        """
        number = Numbered(number=event.number, year=event.year, sequence=event.sequence, at=event.numbered_at)
        await self._changes.change(event.letter_id, lambda it, _: numbered(it, number, self._clock.now()))
        self._woken.set()

    async def matter_classified(self, submission_id: UUID) -> None:
        """Let a transaction's letters follow whether it is confidential now. Raises `TransientError`."""
        confidential = await self._is_confidential(submission_id)
        keys, after = (of_matter(submission_id), secret(of_matter(submission_id))), ""
        while found := await self._letters.shelf(keys, newest_first=False, after=after, limit=PAGE):
            for letter in found:
                await self._changes.change(letter.letter_id, lambda it, _: classified(it, confidential=confidential))
            after = found[-1].place

    async def run(self) -> None:
        """Do what is left to do, until cancelled."""
        await repeat(self._work_off, seconds=self._poll_seconds, failure="letters wait", woken=self._woken)

    async def work_once(self) -> bool:
        """Bring one letter as far as it goes; says whether there was one. Raises `TransientError` from claiming it."""
        now = self._clock.now()
        claimed = await self._letters.claim(now, now + LEASE)
        if claimed is None:
            return False
        try:
            await self._advance(claimed.letter)
        except Exception as error:  # noqa: BLE001 - whatever is wrong with one letter, the others go on, and it is tried again
            await self._put_off(claimed, error)
        return True

    async def _put_off(self, claimed: Claimed, error: Exception) -> None:
        PUT_OFF.inc()
        pause = min(FIRST_PAUSE * 2 ** min(claimed.tries - 1, 16), LONGEST_PAUSE)
        passing = isinstance(error, TransientError)
        log.warning(
            "a letter waits",
            letter=str(claimed.letter.letter_id),
            error=repr(error),
            exc_info=None if passing else error,
        )
        await self._letters.postpone(claimed.letter.letter_id, self._clock.now() + pause)

    async def _advance(self, letter: Letter) -> None:
        if letter.state == "numbered":
            document = await self._print(letter)
            # Looked at again: a letter that was drafted in the moment of a classification may have missed it.
            secret_ = letter.matter is not None and await self._is_confidential(letter.matter.submission_id)
            # Another process may have been as far: what it made stays, and it is the same.
            letter = await self._changes.change(
                letter.letter_id,
                lambda it, _: (
                    issued(classified(it, confidential=secret_), document, self._clock.now())
                    if it.state == "numbered"
                    else it
                ),
            )
            ISSUED.labels(letter.kind).inc()
        if letter.needs_work:
            await self._note(letter)

    async def _is_confidential(self, submission_id: UUID) -> bool:
        route = await self._routes.get(submission_id)
        return route is not None and route.confidential

    async def _print(self, letter: Letter) -> Document:
        if letter.numbered is None:
            raise ValueError(f"{letter.letter_id} has no number")
        known = await self._units.with_all([letter.unit_id, *letter.content.to_units])
        pdf = await self._printer.pdf(self._letterhead.sheet(letter, known.by_id, self._clock.now()))
        blob = await self._blobs.put(pdf)
        return Document(
            document_id=derived_id(letter.letter_id, "letter"),
            name=f"{letter.numbered.number}.pdf",
            sha256=blob.sha256,
            size=blob.size,
            media_type="application/pdf",
            agrees=True,
        )

    async def _note(self, letter: Letter) -> None:
        matter, number, at = letter.matter, letter.numbered, letter.issued_at
        if matter is None or number is None or at is None:
            raise ValueError(f"{letter.letter_id} answers nothing, or is not issued")
        reply = Reply(letter_id=letter.letter_id, number=number.number, by=letter.approvals[-1].by, at=at)
        await self._route_changes.change(
            lambda: self._routes.get(matter.submission_id), lambda route, _: replied(route, reply, self._clock.now())
        )
        await self._changes.change(letter.letter_id, _noted)

    async def _work_off(self) -> None:
        while await self.work_once():
            pass


def _noted(letter: Letter, _: KnownUnits) -> Letter:
    return letter if letter.noted else noted(letter)
