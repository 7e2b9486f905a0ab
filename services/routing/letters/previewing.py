"""A letter as it would look, before it has a number."""

from dataclasses import replace
from uuid import UUID

from services.routing.known_units import UnitWatch
from services.routing.letters.errors import LetterStateError
from services.routing.letters.ports import Printer
from services.routing.letters.reading import Reading
from services.routing.letters.sheet import Letterhead
from services.routing.rights import Person
from shared.clock import Clock


class Previewing:
    """Prints letters that are not issued."""

    def __init__(
        self, *, reading: Reading, units: UnitWatch, printer: Printer, letterhead: Letterhead, clock: Clock
    ) -> None:
        self._reading = reading
        self._units = units
        self._printer = printer
        self._letterhead = letterhead
        self._clock = clock

    async def pdf(self, person: Person, letter_id: UUID) -> bytes:
        """The PDF. Raises `NotFoundError`, `LetterStateError` for an issued letter, `NotPrintedError`."""
        letter = await self._reading.letter(person, letter_id)
        if letter.state == "issued":
            raise LetterStateError(f"{letter_id} is issued")
        known = await self._units.with_all([letter.unit_id, *letter.content.to_units])
        # Also while it waits for its form: nothing that was not issued may look as if it were.
        sheet = self._letterhead.sheet(replace(letter, numbered=None), known.by_id, self._clock.now())
        return await self._printer.pdf(sheet)
