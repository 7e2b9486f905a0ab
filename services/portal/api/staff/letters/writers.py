"""What the pages of letters share."""

from dataclasses import dataclass
from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import Depends, Query

from services.portal.api.staff.answering import Sent, Staff
from services.portal.api.staff.officers import Officers
from services.portal.lettering import Lettering
from services.portal.model.letters import STAGES, Stage
from services.portal.model.shelves import SHELVES, Shelf, ShelfLook
from services.portal.previewing import Previewing


@dataclass(frozen=True, slots=True, kw_only=True)
class Writers:
    """The use cases of whoever writes, approves or dispatches letters; `zone` is of the times that people type."""

    officers: Officers
    previewing: Previewing
    zone: ZoneInfo

    @property
    def staff(self) -> Staff:
        """What the staff's pages share."""
        return self.officers.staff

    @property
    def lettering(self) -> Lettering:
        """The use cases of letters."""
        return self.officers.lettering


async def _look(
    shelf: Shelf = "mine",
    stage: Stage | None = None,
    unit: Annotated[str, Query(max_length=100)] = "",
    after: Annotated[str, Query(max_length=100)] = "",
) -> ShelfLook:
    return ShelfLook(shelf=shelf, stage=stage, unit=unit, after=after)


Looking = Annotated[ShelfLook, Depends(_look)]
"""The part of a shelf that is looked at, as the address says."""


def look_of(sent: Sent) -> ShelfLook:
    """The part of a shelf that a form was given out on."""
    shelf: Shelf = next((one for one in SHELVES if one == sent.value("shelf")), "mine")
    stage: Stage | None = next((one for one in STAGES if one == sent.value("stage")), None)
    return ShelfLook(shelf=shelf, stage=stage, unit=sent.value("unit-of-shelf"))
