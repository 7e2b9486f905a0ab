"""Letters are written, approved, sent back and delivered. Who may is said in `rights`, what the rules are in `model`."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from services.routing.errors import VoidedRouteError
from services.routing.known_units import KnownUnits, UnitWatch
from services.routing.letters import rights
from services.routing.letters.chains import Chains
from services.routing.letters.model import (
    Delivery,
    Letter,
    Outcome,
    approve,
    deliver,
    discard,
    edit,
    send_back,
    stage,
    submit,
    withdraw,
)
from services.routing.letters.papers import Papers, Written
from services.routing.letters.ports import Letters
from services.routing.letters.requesting import Done, LetterChanges, Request
from services.routing.model import By
from services.routing.ports import Routes
from services.routing.rights import Person
from shared.clock import Clock
from shared.errors import NotFoundError
from shared.ids import new_id


class Writing:
    """The use cases of people. Changes raise what `LetterChanges.do` raises, and what the rule raises they stand for."""

    def __init__(
        self,
        *,
        letters: Letters,
        routes: Routes,
        units: UnitWatch,
        papers: Papers,
        chains: Chains,
        clock: Clock,
        new_id: Callable[[], UUID] = new_id,
    ) -> None:
        self._letters = letters
        self._routes = routes
        self._units = units
        self._papers = papers
        self._chains = chains
        self._clock = clock
        self._new_id = new_id
        self._changes = LetterChanges(letters=letters, units=units, new_id=new_id)

    async def edit(self, request: Request, written: Written) -> Done:
        """Write it anew, as another edition."""
        letter = await self._visible(request, "edit")
        route = await self._routes.get(letter.matter.submission_id) if letter.matter else None
        secret = route is not None and route.confidential
        content = await self._papers.complete(request.letter_id, written, confidential=secret)
        return await self._do(request, "edit", lambda it, by, now: edit(it, content, by, now))

    async def submit(self, request: Request) -> Done:
        """Send it to those who approve it. Raises `UnknownUnitError` where configuration names a unit there is not."""
        await self._check_matter(request)

        def submitted(letter: Letter, known: KnownUnits, writer: Person) -> Letter:
            chain = self._chains.of(letter, known.by_id)
            if len(chain) > 1 and rights.speaks_for(writer, letter, chain[0]):
                # The others of the chain are the eyes that his own letter needs beside his.
                chain = chain[1:]
            own = self._chains.own_allowed(chain) and chain[0] == letter.unit_id
            return submit(letter, chain, writer.by, self._clock.now(), own_allowed=own)

        return await self._changes.do(request, "submit", submitted)

    async def withdraw(self, request: Request) -> Done:
        """Take it back from those who approve it."""
        return await self._do(request, "withdraw", withdraw)

    async def approve(self, request: Request, edition: int) -> Done:
        """Approve the edition that one has seen."""
        await self._check_matter(request)
        return await self._do(request, "approve", lambda it, by, now: approve(it, edition, by, now))

    async def send_back(self, request: Request, comments: str) -> Done:
        """Send it back to its writer, with comments."""
        return await self._do(request, "send-back", lambda it, by, now: send_back(it, by, now, comments))

    async def discard(self, request: Request, because: str) -> Done:
        """Give it up."""
        return await self._do(request, "discard", lambda it, by, now: discard(it, by, now, because))

    async def deliver(
        self, request: Request, outcome: Outcome, at: datetime | None, how: str, reference: str, remark: str
    ) -> Done:
        """Note what became of a letter on paper; `at` is when it happened, now unless said."""

        def delivered(letter: Letter, by: By, now: datetime) -> Letter:
            return deliver(
                letter,
                Delivery(
                    outcome=outcome,
                    at=at or now,
                    noted_at=now,
                    by=by,
                    how=how,
                    reference=reference,
                    remark=remark,
                ),
            )

        return await self._do(request, "deliver", delivered)

    async def _do(
        self, request: Request, action: rights.Action, change: Callable[[Letter, By, datetime], Letter]
    ) -> Done:
        return await self._changes.do(
            request, action, lambda letter, _, doer: change(letter, doer.by, self._clock.now())
        )

    async def _visible(self, request: Request, action: rights.Action) -> Letter:
        letter = await self._known(request.letter_id)
        rights.check(request.person, action, letter, stage(letter))
        return letter

    async def _known(self, letter_id: UUID) -> Letter:
        letter = await self._letters.get(letter_id)
        if letter is None:
            raise NotFoundError(str(letter_id))
        return letter

    async def _check_matter(self, request: Request) -> None:
        """Raise `VoidedRouteError` for a letter of a transaction that was voided since."""
        letter = await self._letters.get(request.letter_id)
        if letter and letter.matter:
            route = await self._routes.get(letter.matter.submission_id)
            if route and route.voided and rights.may(request.person, "see", letter, stage(letter), route):
                raise VoidedRouteError(letter.matter.number)
