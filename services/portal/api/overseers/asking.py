"""What the pages of those who answer for the work share: who asks, and for which days."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from fastapi import Depends, Query, Request

from services.portal.api.staff.answering import Asking, Staff
from services.portal.auditing import Auditing
from services.portal.model.numbers import Choice, chosen
from services.portal.overseeing import Overseeing
from services.portal.ports import People
from services.portal.ports.numbers import Filters
from services.portal.ports.registers import Registers
from shared.clock import Clock
from shared.reports import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Overseers:
    """The use cases of those who answer for the work. Days are those of the legal time zone."""

    staff: Staff
    overseeing: Overseeing
    registers: Registers
    auditing: Auditing
    people: People
    clock: Clock
    zone: ZoneInfo

    async def asking(self, request: Request) -> Asking:
        """Who asks. Raises `SignInNeededError`, `ForbiddenError`."""
        return await self.staff.asking(request, "manager", "clerk", "administrator", "auditor")

    def today(self) -> date:
        """The day that it is."""
        return self.clock.now().astimezone(self.zone).date()


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """The days that were asked for, as they stand in an address. What is no period is `wrong`, and shown again."""

    choice: Choice | None
    first: str
    last: str

    def period(self, today: date, otherwise: Choice) -> Period:
        """The period; the usual one where none was asked for, or none can be made of what was."""
        if self.choice is None and (period := self._own()) is not None:
            return period
        return chosen(self.choice or otherwise, today)

    @property
    def wrong(self) -> bool:
        """Whether what was typed is no period."""
        return self.choice is None and bool(self.first or self.last) and self._own() is None

    @property
    def query(self) -> str:
        """The part of an address that asks for the same days."""
        if self.choice is not None:
            return urlencode({"period": self.choice})
        return urlencode({"from": self.first, "to": self.last}) if self._own() else ""

    def _own(self) -> Period | None:
        try:
            return Period(first=date.fromisoformat(self.first), last=date.fromisoformat(self.last))
        except ValueError:
            return None


async def _days(
    choice: Annotated[Choice | None, Query(alias="period")] = None,
    first: Annotated[str, Query(alias="from", max_length=10)] = "",
    last: Annotated[str, Query(alias="to", max_length=10)] = "",
) -> Days:
    return Days(choice=choice, first=first, last=last)


AskedDays = Annotated[Days, Depends(_days)]

CHANNELS = ("mail", "portal", "counter")


async def _filters(
    unit: Annotated[str, Query(max_length=100)] = "",
    type_: Annotated[str, Query(alias="type", max_length=100)] = "",
    channel: Annotated[str, Query(max_length=100)] = "",
) -> Filters:
    return Filters(unit=unit, request_type=type_, channel=channel if channel in CHANNELS else "")


AskedFilters = Annotated[Filters, Depends(_filters)]
