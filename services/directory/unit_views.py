"""What directory's API shows of units."""

from datetime import date
from typing import Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from services.directory.model import UnitKind
from shared.language import Text


class UnitView(BaseModel):
    """A unit: public, as it would stand on a ministry's door."""

    model_config = ConfigDict(from_attributes=True)

    unit_id: str
    kind: UnitKind
    name: Text
    telephone: str
    parent_id: str | None
    documents_department: bool
    receives: bool = Field(description="Whether transactions may be routed to it.")
    time_zone: str
    weekend: tuple[int, ...] = Field(description="ISO weekdays that are off.")
    holiday_country: str
    days_off: dict[date, str]
    days_on: dict[date, str]
    active: bool = Field(description="Whether it gets anything new.")
    version: int


class UnitPage(BaseModel):
    """Units in the order of their ids; `next` is the `after` of the following page."""

    units: list[UnitView]
    next: str | None


class CalendarDayView(BaseModel):
    """A day that is not as every week has it."""

    model_config = ConfigDict(from_attributes=True)

    day: date
    kind: Literal["public-holiday", "announced-off", "announced-on"]
    why: Text = Field(description="The holiday's name, or what the administrator said, the same in both languages.")


class PatchView(BaseModel):
    """What somebody changed, or what stood there before; null where nothing changed."""

    model_config = ConfigDict(from_attributes=True)

    name: Text | None
    telephone: str | None
    parent_id: str | None = Field(description="Empty for a unit that lies below none.")
    time_zone: str | None
    weekend: tuple[int, ...] | None
    holiday_country: str | None
    active: bool | None
    days_off: dict[date, str | None]
    days_on: dict[date, str | None]


class UnitChangeView(BaseModel):
    """Who made a version of a unit, when, what it changed, why, and what stood there before."""

    model_config = ConfigDict(from_attributes=True)

    version: int
    at: AwareDatetime
    by: str
    patch: PatchView
    before: PatchView | None = Field(description="Null where it cannot be undone.")
    reason: str
