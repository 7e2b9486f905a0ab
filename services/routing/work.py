"""What people do with transactions. Who may is said in `rights`, what the rules are in `model`."""

from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID

from services.routing.changing import RouteChanges
from services.routing.known_units import KnownUnits, UnitWatch
from services.routing.model import (
    Branch,
    By,
    Route,
    accept,
    ask,
    assign,
    close,
    finish,
    give_back,
    give_back_root,
    note,
    recall,
    refer,
    settle,
    tree,
)
from services.routing.ports import Routes
from services.routing.referrals import Referral, known_unit, task
from services.routing.requesting import Done, Request, Requests
from services.routing.rights import Action
from shared.clock import Clock
from shared.contracts import UnitChangedV1
from shared.errors import TransientError
from shared.ids import new_id


class Work:
    """The use cases of people. All raise what `Requests.do` raises, and what the rule raises that they stand for."""

    def __init__(self, *, routes: Routes, units: UnitWatch, clock: Clock, new_id: Callable[[], UUID] = new_id) -> None:
        self._clock = clock
        self._new_id = new_id
        self._requests = Requests(routes=routes, changes=RouteChanges(routes=routes, units=units, new_id=new_id))

    async def assign(self, request: Request, *, unit_id: str, reason: str) -> Done:
        """Give a transaction to the unit that a clerk names, or confirm the doubtful one that has it."""

        def change(route: Route, known: KnownUnits, _: Branch, by: By) -> tuple[Route, Sequence[Branch]]:
            unit = known_unit(unit_id, known)
            return assign(route, unit, by, self._clock.now(), reason), ()

        return await self._requests.do(request, "assign", change, needing=[unit_id])

    async def refer(self, request: Request, branch_id: UUID | None, referral: Referral) -> Done:
        """Pass work on from a branch that one holds: the named one, or the uppermost; tells of the new branches."""

        def change(route: Route, known: KnownUnits, branch: Branch, by: By) -> tuple[Route, Sequence[Branch]]:
            now = self._clock.now()
            tasks = [task(referral, holder, known, now) for holder in dict.fromkeys(referral.to)]
            after = refer(route, branch.branch_id, tasks, by, now, self._new_id)
            return after, after.branches[-len(tasks) :]

        needing = [holder.unit_id for holder in referral.to]
        return await self._requests.do(request, "refer", change, branch_id=branch_id, needing=needing)

    async def accept(self, request: Request, branch_id: UUID) -> Done:
        """Say that one works on a branch."""
        return await self._on(request, "accept", branch_id, lambda route, _, by, now: accept(route, branch_id, by, now))

    async def give_back(self, request: Request, branch_id: UUID, reason: str) -> Done:
        """Return a branch to its giver, and the transaction itself to the documents department."""

        def returned(route: Route, known: KnownUnits, by: By, now: datetime) -> Route:
            if branch_id != tree.root(route).branch_id:
                return give_back(route, branch_id, by, now, reason)
            return give_back_root(route, _desk(known), by, now, reason)

        return await self._on(request, "return", branch_id, returned)

    async def recall(self, request: Request, branch_id: UUID, reason: str) -> Done:
        """Take back what one has referred, with everything below it."""
        return await self._on(
            request,
            "recall",
            branch_id,
            lambda route, known, by, now: recall(route, branch_id, by, now, known.by_id, reason),
        )

    async def finish(self, request: Request, branch_id: UUID, remark: str) -> Done:
        """Say that a branch is done."""
        return await self._on(
            request, "done", branch_id, lambda route, _, by, now: finish(route, branch_id, by, now, remark)
        )

    async def close(self, request: Request, reason: str) -> Done:
        """Close a transaction that needs no answer, or no other one."""

        def change(route: Route, _: KnownUnits, root: Branch, by: By) -> tuple[Route, Sequence[Branch]]:
            return close(route, by, self._clock.now(), reason), [root]

        return await self._requests.do(request, "close", change)

    async def ask(self, request: Request, branch_id: UUID | None, text: str) -> Done:
        """Ask the requester something; every clock of the transaction stands still until it is settled."""

        def change(route: Route, _: KnownUnits, branch: Branch, by: By) -> tuple[Route, Sequence[Branch]]:
            return ask(route, branch.branch_id, text, by, self._clock.now()), [branch]

        return await self._requests.do(request, "ask", change, branch_id=branch_id)

    async def settle(self, request: Request, because: str) -> Done:
        """Say that the question that waits was answered otherwise."""

        def change(route: Route, known: KnownUnits, _: Branch, by: By) -> tuple[Route, Sequence[Branch]]:
            now = self._clock.now()
            return settle(route, "otherwise", by, now, known.by_id, because=because), ()

        return await self._requests.do(request, "settle", change)

    async def note(self, request: Request, text: str) -> Done:
        """Write something down for those who work on it."""

        def change(route: Route, _known: KnownUnits, _: Branch, by: By) -> tuple[Route, Sequence[Branch]]:
            return note(route, text, by, self._clock.now()), ()

        return await self._requests.do(request, "note", change)

    async def _on(
        self,
        request: Request,
        action: Action,
        branch_id: UUID,
        change: Callable[[Route, KnownUnits, By, datetime], Route],
    ) -> Done:
        def changed(route: Route, known: KnownUnits, branch: Branch, by: By) -> tuple[Route, Sequence[Branch]]:
            return change(route, known, by, self._clock.now()), [branch]

        return await self._requests.do(request, action, changed, branch_id=branch_id)


def _desk(known: KnownUnits) -> UnitChangedV1:
    if known.choices is None:
        raise TransientError("the documents department has not arrived from directory yet")
    return known.by_id[known.choices.documents_department]
