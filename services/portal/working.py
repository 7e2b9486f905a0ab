"""What those do who work on transactions: see what waits, look at one, act, and follow up what others have."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from services.portal.errors import SignInNeededError
from services.portal.model import RequestType
from services.portal.model.clerks import DeskMatter
from services.portal.model.colleagues import Colleague, Unit
from services.portal.model.looking import Look
from services.portal.model.related import Related
from services.portal.model.work import Act, Counts, Entry, Work
from services.portal.ports import Colleagues, Condition, Listed, Registry, Relations, Transactions, Works
from services.portal.watching import Glance, Watching
from shared.errors import ForbiddenError, NotFoundError, TransientError
from shared.language import Text

Told = TypeVar("Told")


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """Who is who. Empty where directory is away: the page is of use without it."""

    units: Mapping[str, Unit]
    colleagues: Sequence[Colleague]

    @property
    def names(self) -> Mapping[str, Text]:
        """Names of people by id."""
        return {one.person_id: one.name for one in self.colleagues}


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """A page of an inbox or of a follow-up list; `counts` is None when they could not be had."""

    entries: tuple[Entry, ...]
    after: str
    counts: Counts | None
    around: Around


@dataclass(frozen=True, slots=True, kw_only=True)
class Transaction:
    """One transaction. `matter` is None while registry is away, or has not heard yet that the person may see it.

    `related` is what it is linked with.
    """

    work: Work
    matter: DeskMatter | None
    type_: RequestType | None
    around: Around
    related: tuple[Related, ...] = ()


class Working:
    """The use cases of inbox, transaction and follow-up. Every service is asked with the person's own token."""

    def __init__(
        self,
        *,
        registry: Registry,
        works: Works,
        relations: Relations,
        transactions: Transactions,
        colleagues: Colleagues,
        watching: Watching,
    ) -> None:
        self._registry = registry
        self._works = works
        self._relations = relations
        self._transactions = transactions
        self._colleagues = colleagues
        self._watching = watching

    async def inbox(self, token: str, look: Look) -> Lines:
        """What waits for somebody. Raises `SignInNeededError`, `ForbiddenError`, `TransientError`."""
        return await self._lines(token, look, self._works.inbox(token, look))

    async def follow_up(self, token: str, look: Look) -> Lines:
        """What somebody waits for. Raises the same."""
        return await self._lines(token, look, self._works.follow_up(token, look))

    async def around(self, token: str, look: Look) -> tuple[Entry, ...]:
        """The list that a transaction is looked at in; empty when it cannot be had."""
        none: Listed[Entry] = Listed(lines=())
        return tuple((await _or(self._works.inbox(token, look), none)).lines)

    async def transaction(self, token: str, number: str) -> Transaction:
        """One transaction. Raises `NotFoundError`, `SignInNeededError`, `ForbiddenError`, `TransientError`."""
        work, matter, types, around, related = await asyncio.gather(
            self._works.work(token, number),
            _or(self._transactions.transaction(token, number), None),
            _or(self._registry.request_types(), ()),
            self.who_is_who(token),
            _or(self._relations.related(token, number), ()),
        )
        code = matter.request_type if matter else None
        return Transaction(
            work=work,
            matter=matter,
            type_=next((one for one in types if one.code == code), None),
            around=around,
            related=tuple(related),
        )

    async def link(self, token: str, number: str, other: str, note: str, condition: Condition) -> None:
        """Say that two transactions belong together. Raises as `act` does."""
        await self._relations.link(token, number, other, note, condition)

    async def unlink(self, token: str, number: str, other: str, reason: str, condition: Condition) -> None:
        """Say that two transactions do not belong together. Raises as `act` does."""
        await self._relations.unlink(token, number, other, reason, condition)

    async def act(
        self,
        token: str,
        number: str,
        act: Act,
        branch_id: UUID | None,
        body: Mapping[str, object],
        condition: Condition,
    ) -> None:
        """Do something. Raises `RefusedError`, `NotFoundError`, `SignInNeededError`, `ForbiddenError`, `TransientError`."""
        await self._works.do(token, number, act, branch_id, body, condition)

    def watch(self, token: str, number: str, seen: str) -> AsyncIterator[str]:
        """Versions of a transaction as it changes from the one that was seen. Raises `TooManyWatchingError`, at once."""

        async def look() -> Glance | None:
            try:
                work = await self._works.work(token, number)
            except TransientError:
                return None
            except (SignInNeededError, NotFoundError, ForbiddenError):
                return Glance(mark="", settled=True)
            return Glance(mark=str(work.version), settled=work.voided)

        return self._watching.changes(look, seen)

    async def who_is_who(self, token: str) -> Around:
        """Names of units and people. Raises `SignInNeededError`, `ForbiddenError`."""
        units, colleagues = await asyncio.gather(
            _or(self._colleagues.units(), {}), _or(self._colleagues.colleagues(token), ())
        )
        return Around(units=units, colleagues=colleagues)

    async def _lines(self, token: str, look: Look, asked: Awaitable[Listed[Entry]]) -> Lines:
        page, counts, around = await asyncio.gather(
            asked, _or(self._works.counts(token, look), None), self.who_is_who(token)
        )
        return Lines(entries=tuple(page.lines), after=page.after, counts=counts, around=around)


async def _or(asked: Awaitable[Told], otherwise: Told) -> Told:
    """What is told; something else when its service is away, because the page is of use without it."""
    try:
        return await asked
    except TransientError:
        return otherwise
