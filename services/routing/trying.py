"""A draft of the rules is tried on what was registered: nothing is changed, and nobody else has to wait for it."""

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from services.routing import rights
from services.routing.known_units import UnitWatch
from services.routing.model import Route
from services.routing.ports import Grounds, Routes
from services.routing.rights import Person
from services.routing.rules import Rules, Tally, Trial, Units, Whither, tried
from shared.errors import TransientError

MOST_JUDGED: Final = 20_000
"""Transactions that one trial looks at, the newest ones of its period."""
LONGEST_SECONDS: Final = 20.0
"""After this time a trial stops where it is, and says so."""
SLICE_SECONDS: Final = 0.005
"""For how long the process does nothing else."""
MOST_EXAMPLES: Final = 60
EXAMPLES_OF_A_MOVE: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A transaction that would go elsewhere, for whom it may be shown to. `words` says whether its subject may be, too."""

    route: Route
    trial: Trial
    words: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialReport:
    """What came of a trial over the period `span`.

    `since` is the moment of the oldest that was judged where not all of the period was (`partial`).
    """

    span: tuple[datetime, datetime]
    tally: Tally
    partial: bool
    since: datetime
    examples: Sequence[Example]


@dataclass(frozen=True, slots=True)
class _Moved:
    submission_id: UUID
    trial: Trial
    move: tuple[Whither, Whither]


class RuleTrials:
    """Tries rules. One trial at a time in a process: each would take the others' time."""

    def __init__(
        self, *, grounds: Grounds, routes: Routes, units: UnitWatch, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._grounds = grounds
        self._routes = routes
        self._units = units
        self._monotonic = monotonic
        self._one = asyncio.Lock()

    async def of(
        self, person: Person, before: Rules, after: Rules, span: tuple[datetime, datetime], *, most: int = MOST_JUDGED
    ) -> TrialReport:
        """Try `after` where `before` is in force, on what was registered in a period, the newest first.

        Raises `TransientError`.
        """
        units = self._units.current.choices
        if units is None:
            raise TransientError("the documents department has not arrived from directory yet")
        async with self._one:
            return await self._report(person, (before, after), span, units, most)

    async def _report(
        self, person: Person, both: tuple[Rules, Rules], span: tuple[datetime, datetime], units: Units, most: int
    ) -> TrialReport:
        tally, examples, oldest, partial = Tally(), _Examples(self._routes, person), span[1], False
        begun = self._monotonic()
        paused = begun
        async for page in self._grounds.between(span, most=most + 1):
            moved: list[_Moved] = []
            for known in page:
                if tally.judged == most or self._monotonic() - begun > LONGEST_SECONDS:
                    partial = True
                    break
                trial = tried(*both, known.ground, units)
                tally.add(trial)
                oldest = known.registered_at
                if trial.move is not None:
                    moved.append(_Moved(known.submission_id, trial, trial.move))
                if self._monotonic() - paused > SLICE_SECONDS:
                    await asyncio.sleep(0)
                    paused = self._monotonic()
            await examples.take(moved)
            if partial:
                break
        return TrialReport(
            span=span,
            tally=tally,
            partial=partial,
            since=oldest if partial else span[0],
            examples=examples.taken,
        )


class _Examples:
    """A few of each move, as the asker may see them: of what is confidential, none."""

    def __init__(self, routes: Routes, person: Person) -> None:
        self._routes = routes
        self._person = person
        self._of_move: Counter[tuple[Whither, Whither]] = Counter()
        self.taken: list[Example] = []

    async def take(self, moved: Sequence[_Moved]) -> None:
        """Take those of a page that are still wanted."""
        wanted = [one for one in moved if self._of_move[one.move] < EXAMPLES_OF_A_MOVE]
        if not wanted or len(self.taken) >= MOST_EXAMPLES:
            return
        routes = await self._by_id([one.submission_id for one in wanted])
        for one in wanted:
            route = routes.get(one.submission_id)
            room = len(self.taken) < MOST_EXAMPLES and self._of_move[one.move] < EXAMPLES_OF_A_MOVE
            if room and route is not None and not route.confidential:
                words = rights.may(self._person, "see", route)
                self.taken.append(Example(route=route, trial=one.trial, words=words))
                self._of_move[one.move] += 1

    async def _by_id(self, submission_ids: Sequence[UUID]) -> Mapping[UUID, Route]:
        return {one.submission_id: one for one in await self._routes.some(submission_ids)}
