"""Delegation (تفويض): while somebody is away, another acts for them, and is shown as doing so."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from uuid import UUID

import structlog

from services.directory.errors import ImpossibleDelegationError
from services.directory.model import LONGEST, ActedFor, Delegation, delegable, ended, with_answer
from services.directory.ports import Delegations, People
from services.directory.requesting import Request, check_version, is_repeated
from shared.clock import Clock
from shared.errors import ForbiddenError, NotFoundError
from shared.ids import new_id

log = structlog.get_logger(__name__)

MOST_SHOWN = 200
"""Delegations that are shown of one person, the latest, or of everybody, those that end first."""


class Delegating:
    """Who acts for whom, and when. What a delegate got from others is not delegated on."""

    def __init__(
        self, *, delegations: Delegations, people: People, clock: Clock, new_id: Callable[[], UUID] = new_id
    ) -> None:
        self._delegations = delegations
        self._people = people
        self._clock = clock
        self._new_id = new_id

    async def delegate(
        self, *, of: str, to: str, starts_at: datetime, ends_at: datetime, reason: str, request: Request
    ) -> Delegation:
        """Let `to` act for `of`. Raises `ImpossibleDelegationError`, `KeyReusedError`, `TransientError`."""
        delegation_id = self._id_of(request)
        if request.key and (before := await self._delegations.get(delegation_id)) and is_repeated(request, before):
            return before
        now = self._clock.now()
        people = {one.person_id: one for one in await self._people.several({of, to})}
        giver, delegate = people.get(of), people.get(to)
        if of == to or giver is None or delegate is None or not delegate.active or not delegable(giver):
            raise ImpossibleDelegationError(f"{of} to {to}")
        if not max(now, starts_at) < ends_at <= starts_at + LONGEST:
            raise ImpossibleDelegationError(f"{starts_at} to {ends_at}")
        delegation = Delegation(
            delegation_id=delegation_id,
            of=of,
            to=to,
            starts_at=starts_at,
            ends_at=ends_at,
            reason=reason,
            made_by=request.by,
            made_at=now,
            answered=with_answer((), request.answered),
        )
        if not await self._delegations.add(delegation):
            # The same request twice at once: the other one was faster.
            return await self._delegations.get(delegation_id) or delegation
        log.info("delegated", of=of, to=to, by=request.by)
        return delegation

    async def end(self, delegation_id: UUID, request: Request, *, whoever: bool) -> Delegation:
        """End a delegation now; one that is over stays as it is. `whoever`: also one that is not one's own to end.

        Raises `NotFoundError`, `ForbiddenError`, `VersionRequiredError`, `OldVersionError`, `KeyReusedError`,
        `TransientError`.
        """
        while True:
            found = await self._delegations.get(delegation_id)
            if found is None or not (whoever or request.by in (found.of, found.to)):
                raise NotFoundError(str(delegation_id))
            if not whoever and request.by != found.of:
                raise ForbiddenError("only who gave it ends it")
            if is_repeated(request, found):
                return found
            check_version(request, found)
            after = ended(found, request.by, self._clock.now())
            if after is found:
                return found
            after = replace(after, answered=with_answer(found.answered, request.answered))
            if await self._delegations.replace(after):
                log.info("delegation ended", of=found.of, to=found.to, by=request.by)
                return after
            # Another was faster: it is over by now.

    async def about(self, person_id: str) -> Sequence[Delegation]:
        """What a person gave or got, the latest to end first. Raises `TransientError`."""
        return await self._delegations.about(person_id, limit=MOST_SHOWN)

    async def standing(self) -> Sequence[Delegation]:
        """Everybody's that are not over yet, the first to end first. Raises `TransientError`."""
        return await self._delegations.standing(self._clock.now(), limit=MOST_SHOWN)

    async def acted_for(self, person_id: str, now: datetime) -> Sequence[ActedFor]:
        """Whom a person acts for at a moment. Raises `TransientError`."""
        running = await self._delegations.running_to(person_id, now)
        givers = await self._people.several({one.of for one in running}) if running else ()
        until = {one.of: one.ends_at for one in sorted(running, key=lambda one: one.ends_at)}
        return [
            ActedFor(person=giver, roles=roles, until=until[giver.person_id])
            for giver in sorted(givers, key=lambda one: one.person_id)
            if (roles := delegable(giver))
        ]

    def _id_of(self, request: Request) -> UUID:
        # Of the key where there is one: the same request again finds what it made.
        if request.key is None:
            return self._new_id()
        return UUID(bytes=sha256(f"{request.by}\n{request.key}".encode()).digest()[:16], version=4)
