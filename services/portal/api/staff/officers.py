"""What the pages share of those who work on transactions."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Path, Query, Request

from services.portal.api.staff.answering import Asking, Sent, Staff
from services.portal.lettering import Lettering
from services.portal.model.looking import SHOWN, Look, Show
from services.portal.viewing import Viewing
from services.portal.working import Working
from shared.errors import NotFoundError
from shared.transaction_number import parse_number


@dataclass(frozen=True, slots=True, kw_only=True)
class Officers:
    """The use cases of whoever holds work: officers, managers, and clerks."""

    staff: Staff
    working: Working
    viewing: Viewing
    lettering: Lettering

    async def worker(self, request: Request) -> Asking:
        """Somebody who can hold work. Raises `SignInNeededError`, `ForbiddenError`."""
        return await self.staff.asking(request, "officer", "manager", "clerk")

    async def reader(self, request: Request) -> Asking:
        """Somebody who can see transactions, as far as routing says so. Raises the same."""
        return await self.staff.asking(request, "officer", "manager", "clerk", "auditor")


async def _number(number: Annotated[str, Path(max_length=60)]) -> str:
    parsed = parse_number(number)
    if parsed is None:
        raise NotFoundError(number)
    return str(parsed)


async def _look(
    show: Show = "all",
    mine: bool = False,  # noqa: FBT001, FBT002 - a query parameter has a name
    unit: Annotated[str, Query(max_length=100)] = "",
    after: Annotated[str, Query(max_length=100)] = "",
) -> Look:
    return Look(show=show, mine=mine, unit=unit, after=after)


Number = Annotated[str, Depends(_number)]
"""A transaction number as it is kept, however it is written in the address."""

Looking = Annotated[Look, Depends(_look)]
"""The part of an inbox that is looked at, as the address says."""


def look_of(sent: Sent) -> Look:
    """The part of an inbox that a form was given out in."""
    show: Show = next((one for one in SHOWN if one == sent.value("show")), "all")
    return Look(show=show, mine=sent.value("mine") == "true", unit=sent.value("unit-of-list"))
