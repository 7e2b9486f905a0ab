"""What those who answer for the work look at: numbers of a period, and what is open and late now."""

import asyncio
from collections.abc import Awaitable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from services.portal.model.numbers import (
    REFERRED_BY,
    By,
    HeldPageTold,
    SpreadsTold,
    TableTold,
    fitting_step,
    with_referred,
)
from services.portal.ports import People, Registry
from services.portal.ports.numbers import BookNumbers, Filters, WorkNumbers
from shared.errors import ForbiddenError, TransientError
from shared.language import Text
from shared.reports import Period

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dashboard:
    """The state of the work. What a service that is away would have told is None."""

    period: Period
    by: By
    flow: TableTold | None
    open_work: HeldPageTold | None
    holders: HeldPageTold | None
    to_register: SpreadsTold | None
    to_answer: SpreadsTold | None
    units: Mapping[str, Text]
    names: Mapping[str, Text]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Numbers of a period, by one thing. `arrived` and `referred` are None where the asker, or the filter, has none."""

    period: Period
    by: By
    filters: Filters
    lines: TableTold | None
    arrived: TableTold | None
    to_register: SpreadsTold | None
    units: Mapping[str, Text]
    types: Mapping[str, Text]


class Overseeing:
    """The use cases of managers, clerks, administrators and auditors. Services are asked with the asker's own token."""

    def __init__(self, *, books: BookNumbers, work: WorkNumbers, registry: Registry, people: People) -> None:
        self.books = books
        self.work = work
        self._registry = registry
        self._people = people

    async def dashboard(self, token: str, period: Period) -> Dashboard:
        """The state of the work. Raises `SignInNeededError`."""
        by = fitting_step(period)
        (open_work, holders, to_answer), (flow, to_register, units, names) = await asyncio.gather(
            asyncio.gather(
                _or_none(self.work.open_work(token)),
                _or_none(self.work.holders(token)),
                _or_none(self.work.times_to_answer(token, period)),
            ),
            asyncio.gather(
                _or_none(self.lines(token, period, by, Filters())),
                _or_none(self.books.times_to_register(token, period, "unit", Filters())),
                _or_none(self._people.units()),
                _or_none(self._people.names(token)),
            ),
        )
        return Dashboard(
            period=period,
            by=by,
            flow=flow,
            open_work=open_work,
            holders=holders,
            to_register=to_register,
            to_answer=to_answer,
            units=units or {},
            names=names or {},
        )

    async def report(self, token: str, period: Period, by: By, filters: Filters) -> Report:
        """Numbers of a period. Raises `SignInNeededError`."""
        of: By = by if by in ("request-type", "channel") else "unit"
        unfiltered = filters == Filters() and by != "unit"
        lines, arrived, to_register, units, types = await asyncio.gather(
            _or_none(self.lines(token, period, by, filters)),
            _or_none(self.books.arrived(token, period, by)) if unfiltered else _nothing(),
            _or_none(self.books.times_to_register(token, period, of, filters)),
            _or_none(self._people.units()),
            _or_none(self._registry.request_types()),
        )
        return Report(
            period=period,
            by=by,
            filters=filters,
            lines=lines,
            arrived=arrived,
            to_register=to_register,
            units=units or {},
            types={one.code: one.title for one in types or ()},
        )

    async def lines(self, token: str, period: Period, by: By, filters: Filters) -> TableTold:
        """Lines of the books, with referrals where rows and filter have them. Raises as `books` does."""
        lines = await self.books.lines(token, period, by, filters)
        if by not in REFERRED_BY or filters != Filters():
            return lines
        referred = await _or_none(self.work.referred(token, period, by))
        return with_referred(lines, referred, by) if referred else lines

    async def words(self, token: str) -> tuple[Mapping[str, Text], Mapping[str, Text], Mapping[str, Text]]:
        """What units, types and people are called, as far as that is known."""
        units, types, names = await asyncio.gather(
            _or_none(self._people.units()),
            _or_none(self._registry.request_types()),
            _or_none(self._people.names(token)),
        )
        return units or {}, {one.code: one.title for one in types or ()}, names or {}


async def _or_none(asked: Awaitable[Found]) -> Found | None:
    """What is told; nothing when its service is away or tells the asker nothing: the rest of the page is of use."""
    try:
        return await asked
    except (TransientError, ForbiddenError):
        return None


async def _nothing() -> None:
    return None
